/** The list: which row is open, which are chosen for bulk work. Chosen rows outlive a push. */

import { all, on, one } from "../lib/dom";

const chosen = new Set<string>();
let anchor = "";

export const rows = (): HTMLElement[] => all("#list .row");
const id = (row: HTMLElement): string => row.dataset.row ?? "";

function show(): void {
  const there = rows();
  const ids = new Set(there.map(id));
  chosen.forEach((one) => ids.has(one) || chosen.delete(one));
  for (const row of there) {
    const on = chosen.has(id(row));
    row.classList.toggle("selected", on);
    const box = one<HTMLInputElement>("[data-select]", row);
    if (box) box.checked = on;
  }
  one("#list")?.classList.toggle("selecting", chosen.size > 0);
  const bar = one("[data-bulk]");
  if (!bar) return;
  bar.hidden = chosen.size === 0;
  one("[data-count]", bar)!.textContent = String(chosen.size);
}

export function select(row: HTMLElement, range = false): void {
  const there = rows();
  const from = there.findIndex((other) => id(other) === anchor);
  const to = there.indexOf(row);
  if (range && from >= 0) there.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((other) => chosen.add(id(other)));
  else if (!chosen.delete(id(row))) chosen.add(id(row));
  anchor = id(row);
  show();
}

export function unselect(): boolean {
  const any = chosen.size > 0;
  chosen.clear();
  show();
  return any;
}

/** Marks the row of the open conversation and turns the phone's single pane. */
export function mark(): void {
  const open = one("#conversation")?.dataset.conversation ?? "";
  one(".app[data-desk]")?.toggleAttribute("data-open", Boolean(open));
  for (const row of rows()) {
    const active = id(row) === open;
    row.classList.toggle("active", active);
    if (active) row.classList.remove("unread");
    one(".row-link", row)?.toggleAttribute("aria-current", active);
  }
  show();
}

/** What one has come to stands in sight: the row of the open conversation, the view one is in. */
function reveal(): void {
  one("#list .row.active")?.scrollIntoView({ block: "nearest" });
  one(".list-views [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
}

export function listen(): void {
  reveal();
  on("click", "[data-select]", (event, el) => {
    event.stopPropagation();
    const row = el.closest<HTMLElement>(".row");
    if (row) select(row, event.shiftKey);
  });
  on("click", ".row-check", (event) => event.stopPropagation());
  on("click", "[data-unselect]", () => void unselect());
  on("change", "[data-bulk] select", (_, el) => (el as HTMLSelectElement).value && (el as HTMLSelectElement).form?.requestSubmit());
  document.addEventListener("htmx:after:swap", (event) => {
    const source = (event as CustomEvent).detail.ctx?.sourceElement as Element | undefined;
    if (source?.matches?.("[data-bulk]")) chosen.clear();
    mark();
  });
}
