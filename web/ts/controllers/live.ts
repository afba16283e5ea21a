/** What happens elsewhere appears here, drawn by the same partials as a reload: push equals reload. */

import htmx from "htmx.org";
import { behaviour, later, one, word } from "../lib/dom";
import { refresh, send } from "../lib/net";
import { type Heard, Stream } from "../lib/stream";
import { call } from "./sound";

interface Fact {
  id: string;
  name: string;
  conversation_id: string | null;
  customer_id: string | null;
  owner_id: string | null;
}

interface Whisper {
  conversation_id: string;
  /** Who: the name to show, and the id by which one does not see oneself. */
  account: { id: string; name: string };
  kind: "typing" | "looking" | "left";
}

const CALLS = /message_received|conversation_opened|assigned|escalated|promise_(late|broken)/;
const me = (): string => document.body.dataset.me ?? "";
const conversation = (): HTMLElement | null => one("#conversation");

const list = later(250 + Math.random() * 250, () => {
  const pane = one("#list-live");
  const query = one("#list")?.dataset.list ?? "";
  const open = conversation()?.dataset.conversation;
  if (pane) void refresh(`/desk/list?${query}${open ? `&open=${open}` : ""}`, pane);
});

const work = later(60, () => {
  const pane = one("#work");
  const open = conversation()?.dataset.conversation;
  const from = one("#thread")?.dataset.from;
  if (pane && open) void refresh(`/desk/c/${open}${from ? `?from=${from}` : ""}`, pane);
});

/** Pages that live (ledger, day) but are no lists of rows: drawn anew, seldom. */
const page = later(1500, () => {
  if (one("[data-live]")) void htmx.ajax("GET", location.href, { target: "[data-live]", select: "[data-live]", swap: "outerMorph" });
});

export function everything(): void {
  list();
  work();
  page();
}

function fact(told: Fact): void {
  list();
  page();
  const open = conversation();
  const here = open && told.conversation_id === open.dataset.conversation;
  if (here || (told.customer_id && one(`#side [data-customer="${CSS.escape(told.customer_id)}"]`))) work();
  if (CALLS.test(told.name) && (!told.owner_id || told.owner_id === me())) call();
}

const lookers = new Map<string, { name: string; kind: string; until: number; in: string }>();

function whisper(told: Whisper): void {
  if (told.account.id === me()) return;
  if (told.kind === "left") lookers.delete(told.account.id);
  else {
    const until = Date.now() + (told.kind === "typing" ? 6000 : 70000);
    lookers.set(told.account.id, { name: told.account.name, kind: told.kind, until, in: told.conversation_id });
  }
  showLookers();
}

function showLookers(): void {
  const box = one("[data-lookers]");
  const open = conversation()?.dataset.conversation;
  if (!box || !open) return;
  const here = Array.from(lookers.values()).filter((who) => who.in === open && who.until > Date.now());
  if (!here.length && !box.dataset.filled) return; // what the server drew stays until something is heard
  box.dataset.filled = "1";
  box.replaceChildren(
    ...here.map((who) => {
      const span = document.createElement("span");
      span.textContent = `${who.name} ${word(who.kind)}`;
      return span;
    }),
  );
}

let down = 0;
function state(up: boolean): void {
  const banner = one("[data-stale]");
  clearTimeout(down);
  if (up) {
    if (banner && !banner.hidden) everything();
    if (banner) banner.hidden = true;
  } else down = window.setTimeout(() => banner?.removeAttribute("hidden"), 3000);
}

function hear(heard: Heard): void {
  if (heard.kind === "up" || heard.kind === "down") state(heard.kind === "up");
  else if (heard.kind === "reset") everything();
  else if (heard.kind === "fact") fact(JSON.parse(heard.data) as Fact);
  else whisper(JSON.parse(heard.data) as Whisper);
}

export function listen(): void {
  new Stream("/events", document.body.dataset.lastFact ?? "", hear);
  setInterval(showLookers, 3000);
  // Words that tell the time ("迟了 12 分钟") stay true: once a minute, only when somebody looks.
  setInterval(() => document.visibilityState === "visible" && one("[data-due]") && everything(), 60000);
  behaviour("[data-conversation]", (el) => {
    const url = `/desk/c/${el.dataset.conversation}/typing`;
    const look = () => document.visibilityState === "visible" && void send("POST", url, new URLSearchParams({ kind: "looking" }));
    look();
    const timer = setInterval(look, 45000);
    return () => {
      clearInterval(timer);
      void send("POST", url, new URLSearchParams({ kind: "left" }), true);
    };
  });
}
