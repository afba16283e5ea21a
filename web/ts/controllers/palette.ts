/** Ctrl-K: commands that are here, customers and conversations that the server finds. */

import { all, later, on, one } from "../lib/dom";
import { send } from "../lib/net";

const dialog = (): HTMLDialogElement | null => one<HTMLDialogElement>("#palette");
const input = (): HTMLInputElement => one<HTMLInputElement>("#palette input")!;
let at = 0;

const items = (): HTMLElement[] => all(".palette-item", dialog()!).filter((el) => !el.hidden);

function mark(to: number): void {
  const there = items();
  at = there.length ? (to + there.length) % there.length : 0;
  there.forEach((el, i) => {
    el.id = `palette-${i}`;
    el.setAttribute("aria-selected", String(i === at));
  });
  input().setAttribute("aria-activedescendant", there.length ? `palette-${at}` : "");
  there[at]?.scrollIntoView({ block: "nearest" });
}

const find = later(140, async (query: string) => {
  const found = one("[data-found]", dialog()!)!;
  if (!query) return found.replaceChildren();
  const answer = await send("GET", `/desk/palette?q=${encodeURIComponent(query)}`);
  if (!answer.ok || input().value.trim() !== query) return;
  found.innerHTML = answer.text; // our own partial, escaped by the template
  mark(at);
});

function narrow(): void {
  const query = input().value.trim().toLowerCase();
  const busy = Boolean(one("#conversation"));
  for (const el of all("[data-commands] .palette-item", dialog()!)) {
    const fits = !query || (el.textContent ?? "").toLowerCase().includes(query);
    el.hidden = !fits || ("needsConversation" in el.dataset && !busy);
  }
  for (const group of all("[data-commands] .palette-group", dialog()!)) group.hidden = Boolean(query);
  find(query);
  mark(0);
}

export function openPalette(): void {
  const box = dialog();
  if (!box || box.open) return;
  input().value = "";
  box.showModal();
  narrow();
  input().focus();
}

export function listen(): void {
  on("input", "#palette input", narrow);
  on("keydown", "#palette", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      items()[at]?.click();
    }
  });
  on("click", "#palette .palette-item", (_, el) => {
    dialog()?.close();
    if (el.dataset.key) document.dispatchEvent(new CustomEvent("pressed", { detail: el.dataset.key }));
  });
}
