/** The thread stays where the reader is: at the end when he is at the end, else a pill says that something came. */

import { behaviour, on, one } from "../lib/dom";

const NEAR = 96;

export const lastMessage = (): string => {
  const messages = document.querySelectorAll<HTMLElement>("#thread .msg");
  return messages.length ? messages[messages.length - 1].id.slice(2) : "";
};

const pill = (): HTMLElement | null => one("[data-to-end]");

function toEnd(thread: HTMLElement, smooth = false): void {
  thread.scrollTo({ top: thread.scrollHeight, behavior: smooth ? "smooth" : "auto" });
  const button = pill();
  if (button) button.hidden = true;
}

export function listen(): void {
  behaviour("[data-thread]", (thread) => {
    let atEnd = true;
    let seen = lastMessage();
    const unread = one(".day.unread", thread);
    if (unread && unread.offsetTop - thread.offsetTop < thread.scrollHeight - thread.clientHeight * 1.5) {
      thread.scrollTop = unread.offsetTop - thread.offsetTop - 24;
    } else toEnd(thread);

    thread.addEventListener("scroll", () => {
      atEnd = thread.scrollHeight - thread.scrollTop - thread.clientHeight < NEAR;
      const button = pill();
      if (atEnd && button) button.hidden = true;
    }, { passive: true });

    const changed = new MutationObserver(() => {
      const newest = lastMessage();
      const mine = Boolean(one(`#m-${CSS.escape(newest)}.ours`, thread));
      if (atEnd || (newest !== seen && mine)) toEnd(thread);
      else if (newest !== seen) pill()?.removeAttribute("hidden");
      seen = newest;
    });
    changed.observe(thread, { childList: true, subtree: true });
    const resized = new ResizeObserver(() => atEnd && toEnd(thread));
    resized.observe(thread);
    return () => {
      changed.disconnect();
      resized.disconnect();
    };
  });
  on("click", "[data-to-end]", () => {
    const thread = one("#thread");
    if (thread) toEnd(thread, true);
  });
  // Older messages come in above: what the reader looks at stays under his eyes (Safari has no scroll anchoring).
  let height = 0;
  document.addEventListener("htmx:before:swap", (event) => {
    if ((event as CustomEvent).detail.ctx?.sourceElement?.matches?.("[data-older]")) height = one("#thread")?.scrollHeight ?? 0;
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const thread = one("#thread");
    if (!thread || !(event as CustomEvent).detail.ctx?.sourceElement?.matches?.("[data-older]")) return;
    thread.dataset.from = thread.querySelector<HTMLElement>(".msg")?.id.slice(2) ?? "";
    if (!CSS.supports("overflow-anchor", "auto")) thread.scrollTop += thread.scrollHeight - height;
  });
}
