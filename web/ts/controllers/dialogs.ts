/** Native dialogs and menus: open, close, ask; menus close when one looks elsewhere. */

import htmx from "htmx.org";
import { all, on, one, word } from "../lib/dom";

/** Opens a dialog with a form method=dialog and waits for its word ("yes", "no" or ""). */
export function ask(dialog: HTMLDialogElement): Promise<string> {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true }));
}

/** Shows why something is advised against; true when the person goes on all the same. */
export async function goOn(sentence: string): Promise<boolean> {
  const dialog = one<HTMLDialogElement>("#ask");
  if (!dialog) return false;
  one("[data-title]", dialog)!.textContent = word("soft-title");
  one("[data-text]", dialog)!.textContent = sentence;
  one("[data-yes]", dialog)!.textContent = word("soft-yes");
  return (await ask(dialog)) === "yes";
}

export function open(name: string): void {
  const dialog = one<HTMLDialogElement>(`#${name}`);
  if (dialog && !dialog.open) dialog.showModal();
}

/** Everything that stands in the way of closing, at once: what must be done first, what may be left undone. */
function closing(): void {
  const dialog = one<HTMLDialogElement>("#closing");
  const body = one<HTMLTemplateElement>("#closing-body");
  if (!dialog || !body) return;
  dialog.replaceChildren(body.content.cloneNode(true));
  htmx.process(dialog);
  dialog.showModal();
}

/** Leads the eye to a thing on the page, opening what it is folded into. */
function show(el: HTMLElement | null): void {
  if (!el) return;
  one("#work")?.classList.toggle("side-open", true);
  for (let box = el.closest("details"); box; box = box.parentElement?.closest("details") ?? null) box.open = true;
  el.scrollIntoView({ block: "center" });
  one("summary, button", el)?.focus();
}

export const dialogOpen = (): boolean => Boolean(document.querySelector("dialog[open]"));

export function closeMenus(except?: Element | null): boolean {
  const menus = all<HTMLDetailsElement>("details[data-menu][open]").filter((menu) => menu !== except);
  menus.forEach((menu) => (menu.open = false));
  return menus.length > 0;
}

export function closePops(within: Element | null): void {
  for (const opener of all("[data-toggles][aria-expanded='true']")) {
    const pop = one(`.pop#${opener.dataset.toggles}`);
    if (!pop || (within && (pop.contains(within) || opener.contains(within)))) continue;
    pop.hidden = true;
    opener.setAttribute("aria-expanded", "false");
  }
}

export function listen(): void {
  on("click", "[data-open]", (_, el) => el.dataset.open && open(el.dataset.open));
  on("click", "[data-close]", (_, el) => el.closest("dialog")?.close());
  on("click", "[data-closing]", closing);
  on("click", "[data-shows]", (_, el) => show(one(`#${el.dataset.shows}`)));
  on("click", "dialog", (event, el) => {
    const box = el.getBoundingClientRect();
    const outside = event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
    if (event.target === el && outside && event.detail) (el as HTMLDialogElement).close();
  });
  document.addEventListener("click", (event) => closeMenus((event.target as Element).closest("details[data-menu]")));
  // What was chosen in a menu is done: the menu has no more to say.
  document.addEventListener("htmx:after:request", (event) => {
    const source = (event as CustomEvent).detail.ctx?.sourceElement as Element | undefined;
    const menu = source?.closest?.<HTMLDetailsElement>("details[data-menu]");
    if (menu) menu.open = false;
  });
  on("click", "[data-toggles]", (_, el) => {
    const target = one(`#${el.dataset.toggles}`);
    if (!target) return;
    target.hidden = !target.hidden;
    el.setAttribute("aria-expanded", String(!target.hidden));
  });
  // A small menu is over when something else is touched, or with Escape.
  document.addEventListener("click", (event) => closePops(event.target as Element));
  document.addEventListener("keydown", (event) => event.key === "Escape" && closePops(null));
  on("click", "[data-side]", () => {
    const open = one("#work")?.classList.toggle("side-open") ?? false;
    all(".side-toggle").forEach((el) => el.setAttribute("aria-expanded", String(open)));
  });
  on("change", "[data-submits]", (_, el) => (el as HTMLSelectElement).form?.requestSubmit());
}
