/** What happens elsewhere appears here, drawn by the same partials as a reload: push equals reload. */

import htmx from "htmx.org";
import { behaviour, later, one } from "../lib/dom";
import { refresh, send } from "../lib/net";
import { type Heard, Stream } from "../lib/stream";
import { call } from "./sound";

/** Ids and codes only: the page fetches what it shows, with its own rights. */
interface Fact {
  name: string;
  conversation_id: number | string | null;
  customer_id: number | string | null;
  actor_id: number | string | null;
}

interface Whisper {
  kind: string;
  conversation_id: number | string;
  account_id: number | string;
}

const CALLS = /message_received|assigned|escalated|promise_late/;
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

function everything(): void {
  list();
  work();
  page();
}

const same = (a: unknown, b: string | undefined): boolean => a != null && b !== undefined && String(a) === b;

function fact(told: Fact): void {
  list();
  page();
  const here = same(told.conversation_id, conversation()?.dataset.conversation);
  if (here || same(told.customer_id, one("#side [data-customer]")?.dataset.customer)) work();
  const row = told.conversation_id == null ? null : one(`#row-${CSS.escape(String(told.conversation_id))}`);
  if (CALLS.test(told.name) && !same(told.actor_id, me()) && row && "calls" in row.dataset) call();
}

/** Who else is here: asked again while anybody is, because nobody says when he has gone. */
let still = 0;
const lookers = later(120, async () => {
  const box = one("[data-lookers]");
  const open = conversation()?.dataset.conversation;
  if (!box || !open) return;
  await refresh(`/desk/c/${open}/viewers`, box);
  clearTimeout(still);
  if (box.childElementCount) still = window.setTimeout(lookers, 10000);
});

function whisper(told: Whisper): void {
  if (!same(told.account_id, me()) && same(told.conversation_id, conversation()?.dataset.conversation)) lookers();
}

let down = 0;
function state(up: boolean): void {
  const banner = one("[data-stale]");
  if (up) {
    clearTimeout(down);
    down = 0;
    if (banner && !banner.hidden) everything();
    if (banner) banner.hidden = true;
  } else down ||= window.setTimeout(() => banner?.removeAttribute("hidden"), 3000); // every try says "down" again
}

function hear(heard: Heard): void {
  if (heard.kind === "up" || heard.kind === "down") state(heard.kind === "up");
  else if (heard.kind === "reset") everything();
  else if (heard.kind === "fact") fact(JSON.parse(heard.data) as Fact);
  else whisper(JSON.parse(heard.data) as Whisper);
}

export function listen(): void {
  new Stream("/events", document.body.dataset.lastFact ?? "", hear);
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
