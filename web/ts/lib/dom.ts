/** Small words for the page: find, listen, connect behaviour to elements that come and go with swaps. */

export const one = <E extends HTMLElement = HTMLElement>(selector: string, within: ParentNode = document): E | null =>
  within.querySelector<E>(selector);

export const all = <E extends HTMLElement = HTMLElement>(selector: string, within: ParentNode = document): E[] =>
  Array.from(within.querySelectorAll<E>(selector));

type Cleanup = () => void;
const behaviours: Array<[string, (el: HTMLElement) => Cleanup | void]> = [];
const connected = new Map<HTMLElement, Set<string>>();
const cleanups = new Map<HTMLElement, Cleanup[]>();

/** Runs `connect` once for each element that matches, now and after every swap; its cleanup runs when the element has gone. */
export function behaviour<E extends HTMLElement = HTMLElement>(selector: string, connect: (el: E) => Cleanup | void): void {
  behaviours.push([selector, connect as (el: HTMLElement) => Cleanup | void]);
}

export function connectAll(): void {
  for (const el of Array.from(connected.keys())) {
    if (el.isConnected) continue;
    cleanups.get(el)?.forEach((cleanup) => cleanup());
    cleanups.delete(el);
    connected.delete(el);
  }
  for (const [selector, connect] of behaviours) {
    for (const el of all(selector)) {
      const known = connected.get(el) ?? new Set<string>();
      if (known.has(selector)) continue;
      connected.set(el, known.add(selector));
      const cleanup = connect(el);
      if (cleanup) cleanups.set(el, [...(cleanups.get(el) ?? []), cleanup]);
    }
  }
}

/** Listens on the document for events whose target lies in `selector`. */
export function on<K extends keyof HTMLElementEventMap>(
  type: K,
  selector: string,
  handle: (event: HTMLElementEventMap[K], el: HTMLElement) => void,
): void {
  document.addEventListener(type, (event) => {
    const el = (event.target as Element | null)?.closest?.<HTMLElement>(selector);
    if (el) handle(event as HTMLElementEventMap[K], el);
  });
}

/** A sentence of the page's own language, from the template of words. */
export function word(name: string, filled: Record<string, string> = {}): string {
  const words = one<HTMLTemplateElement>("#words")?.content;
  const text = words?.querySelector(`[data-${name}]`)?.textContent ?? "";
  return text.replace(/\{(\w+)\}/g, (place, key: string) => filled[key] ?? place);
}

/** An idempotency key; getRandomValues also works on plain http inside a company, randomUUID does not. */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

export function later<A extends unknown[]>(wait: number, run: (...args: A) => void): ((...args: A) => void) & { cancel(): void } {
  let timer = 0;
  const debounced = (...args: A) => {
    clearTimeout(timer);
    timer = window.setTimeout(run, wait, ...args);
  };
  debounced.cancel = () => clearTimeout(timer);
  return debounced;
}

export const writing = (el: EventTarget | null): boolean =>
  el instanceof HTMLElement && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName)) && !(el as HTMLInputElement).readOnly
  && !["checkbox", "radio", "button", "submit"].includes((el as HTMLInputElement).type);
