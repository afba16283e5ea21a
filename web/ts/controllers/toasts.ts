/** Short words at the foot of the screen; refusals of the server come here as the sentence it sent. */

import { one, word } from "../lib/dom";
import { put, send } from "../lib/net";
import { goOn } from "./dialogs";

export function toast(text: string, options: { bad?: boolean; seconds?: number } = {}): void {
  const box = one("#toasts");
  if (!box || !text) return;
  const el = document.createElement("div");
  el.className = options.bad ? "toast bad-news" : "toast";
  if (options.bad) el.setAttribute("role", "alert");
  el.textContent = text;
  el.style.paddingRight = "16px";
  box.append(el);
  setTimeout(() => el.remove(), (options.seconds ?? (options.bad ? 8 : 4)) * 1000);
}

/** A toast with a way back that counts down to the moment when there is none. */
export function undoable(text: string, seconds: number, undo: () => void): void {
  const box = one("#toasts");
  const made = one<HTMLTemplateElement>("#toast-undo")?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
  if (!box || !made) return;
  one("[data-text]", made)!.textContent = text;
  one(".toast-bar", made)!.style.animationDuration = `${seconds}s`;
  const secs = one(".secs", made)!;
  const end = Date.now() + seconds * 1000;
  const tick = () => {
    const left = Math.ceil((end - Date.now()) / 1000);
    secs.textContent = String(Math.max(left, 0));
    if (left <= 0) close();
  };
  const timer = window.setInterval(tick, 200);
  const close = () => {
    clearInterval(timer);
    made.remove();
  };
  one("button", made)!.addEventListener("click", () => {
    close();
    undo();
  });
  tick();
  box.append(made);
}

/** A soft refusal: its sentence is read, and who goes on sends the same again, saying despite what. */
async function again(method: string, url: string, body: unknown, soft: string, sentence: string): Promise<void> {
  if (!(await goOn(sentence))) return;
  const fields = body instanceof FormData ? body : new URLSearchParams(String(body ?? ""));
  fields.append("despite", soft);
  const answer = await send(method, url, fields);
  if (answer.soft) return again(method, url, fields, answer.soft, answer.text);
  const work = one("#work");
  if (answer.ok && work) await put(work, answer.text);
  else if (!answer.ok) toast(answer.text && answer.text.length < 400 ? answer.text : word("failed"), { bad: true });
}

export function listen(): void {
  document.addEventListener("htmx:response:error", (event) => {
    const { ctx } = (event as CustomEvent).detail;
    const soft = ctx.response?.headers.get("X-Soft");
    if (soft) return void again(ctx.request.method, ctx.request.action, ctx.request.body, soft, ctx.text);
    const plain = String(ctx.response?.headers.get("Content-Type") ?? "").startsWith("text/plain");
    toast(plain && ctx.text.length < 400 ? ctx.text : word("failed"), { bad: true });
  });
  document.addEventListener("htmx:error", () => toast(word("failed"), { bad: true }));
  // The server says HX-Trigger: {"toast": {"text": "…"}}
  document.addEventListener("toast", (event) => {
    const detail = (event as CustomEvent).detail;
    toast(detail?.text ?? detail?.value ?? "");
  });
}
