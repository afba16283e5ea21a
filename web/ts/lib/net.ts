/** Requests of our own (htmx makes the others): always with the token, always saying that a partial is wanted. */

import htmx from "htmx.org";

const token = (): string => document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content ?? "";

/** A word of the server beside its answer (X-Say, percent-encoded): some of several were refused, say. */
export function say(answer: Headers | undefined): void {
  const text = answer?.get("X-Say");
  if (text) document.dispatchEvent(new CustomEvent("toast", { detail: { text: decodeURIComponent(text) } }));
}

export const headers = (): Record<string, string> => ({
  "X-CSRFToken": token(),
  "HX-Request": "true",
  "HX-Request-Type": "partial",
  "HX-Current-URL": location.href, // whose session has ended comes back here after signing in
});

export interface Answer {
  ok: boolean;
  /** HTTP status; 0 when nothing came back. */
  status: number;
  text: string;
  /** Code of a soft refusal: a person who has read its sentence may go on with `despite`. */
  soft: string;
  /** Id of the message because of which it was refused. */
  message: string;
}

export async function send(method: string, url: string, body?: FormData | URLSearchParams, keepalive = false): Promise<Answer> {
  try {
    const response = await fetch(url, { method, body, keepalive, headers: headers(), credentials: "same-origin" });
    // The session has ended: in again, and back here; what was being written is kept in the browser.
    const door = response.headers.get("HX-Redirect");
    if (door) location.assign(door);
    say(response.headers);
    return { ok: response.ok, status: response.status, text: await response.text(), soft: response.headers.get("X-Soft") ?? "", message: response.headers.get("X-Message") ?? "" };
  } catch {
    return { ok: false, status: 0, text: "", soft: "", message: "" };
  }
}

/** Puts a fresh partial where it belongs, keeping what has not changed (and the focus). */
export function put(target: Element, text: string): Promise<unknown> {
  return htmx.swap({ text, target, swap: "innerMorph", sourceElement: target as HTMLElement } as never) as unknown as Promise<unknown>;
}

/** Fetches a partial and morphs it into the target: what a reload would show. */
export async function refresh(url: string, target: Element): Promise<boolean> {
  const answer = await send("GET", url);
  if (answer.ok && answer.status !== 204 && target.isConnected) await put(target, answer.text);
  return answer.ok;
}

export function prepare(): void {
  document.addEventListener("htmx:config:request", (event) => {
    const { ctx } = (event as CustomEvent).detail;
    if (ctx.request.method !== "GET") ctx.request.headers["X-CSRFToken"] = token();
  });
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = (event as CustomEvent).detail;
    say(ctx.response?.headers);
    if (!ctx.response || ctx.response.status >= 400) return;
    const source = ctx.sourceElement as HTMLElement;
    if (source.matches("[data-clears]")) (source as HTMLFormElement).reset();
    if (source.matches("[data-reload]")) location.reload();
  });
}
