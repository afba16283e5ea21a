/** The desk without a mouse. Letters work only when one is not writing; g goes somewhere. */

import { all, later, one, writing } from "../lib/dom";
import { composer } from "./composer";
import { closeMenus, dialogOpen, open } from "./dialogs";
import { rows, select, unselect } from "./list";
import { openPalette } from "./palette";

const PLACES: Record<string, string> = { d: "/desk", p: "/promises", c: "/customers", t: "/day", s: "/desk/search", a: "/audit", ",": "/settings" };
let going = 0;

const focused = (): HTMLElement | null =>
  document.activeElement?.closest<HTMLElement>("#list .row") ?? one("#list .row.active") ?? null;

const openSoon = later(160, (link: HTMLElement) => link.click());

function step(by: number): void {
  const there = rows();
  const now = focused();
  const at = now ? there.indexOf(now) + by : 0;
  const link = there[Math.max(0, Math.min(at, there.length - 1))]?.querySelector<HTMLElement>(".row-link");
  link?.focus();
  link?.scrollIntoView({ block: "nearest" });
  if (link && one("#conversation")) openSoon(link); // with a conversation beside the list, moving reads on
}

function hot(key: string): boolean {
  const el = one(`#conversation [data-hotkey="${key}"]`);
  if (!el) return false;
  if (el instanceof HTMLDetailsElement) {
    closeMenus(el);
    el.open = !el.open;
    if (el.open) one("button, input", el)?.focus();
  } else el.click();
  return true;
}

/** Does what the key does; true when it meant something here. */
function press(key: string): boolean {
  switch (key) {
    case "j": step(1); return true;
    case "k": step(-1); return true;
    case "r": composer()?.turn("reply"); return Boolean(composer());
    case "n": composer()?.turn("note"); return Boolean(composer());
    case "p": composer()?.promise(); return Boolean(composer());
    case "a": case "s": case "e": return hot(key);
    case "x": {
      const row = focused();
      if (row) select(row);
      return Boolean(row);
    }
    case "/": {
      const box = all<HTMLInputElement>("[data-search]").find((el) => el.offsetParent);
      if (box) box.select();
      else location.assign("/desk/search");
      return true;
    }
    case "?": open("help"); return true;
    case "g": going = Date.now(); return true;
    default: return false;
  }
}

/** Escape in the search box takes the words back, and the list that they narrowed. */
function clearSearch(box: HTMLElement): boolean {
  if (!(box instanceof HTMLInputElement) || !box.matches("[data-search]")) return false;
  box.value = "";
  if (box.form && box.defaultValue) box.form.requestSubmit();
  else box.blur();
  return true;
}

function escape(): boolean {
  if (closeMenus() || unselect()) return true;
  const work = one("#work.side-open");
  if (work) work.classList.remove("side-open");
  else one("#list .row.active .row-link")?.focus();
  return Boolean(work);
}

// A Chinese keyboard swallows the letter ("Process"); the key's place still tells which one it was.
const letter = (event: KeyboardEvent): string =>
  event.key === "Process" && event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key === "、" ? "/" : event.key === "？" ? "?" : event.key.toLowerCase();

export function listen(): void {
  // The palette presses keys for people: it says which, and does not know what they do.
  document.addEventListener("pressed", (event) => press((event as CustomEvent<string>).detail));
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      return openPalette();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || dialogOpen()) return;
    if (event.key === "Escape") return void (clearSearch(event.target as HTMLElement) || escape());
    if (writing(event.target) || event.isComposing) return;
    if ((event.target as HTMLElement).closest("[data-promise-pop]")) return;
    const key = letter(event);
    const place = Date.now() - going < 1200 ? PLACES[key] : undefined;
    going = 0;
    if (place) location.assign(place);
    else if (!press(key)) return;
    event.preventDefault();
  });
}
