/** Canned replies: "/" at the start of a word (or 、, which a Chinese keyboard gives for it). */

import { all, later, one } from "../lib/dom";
import { send } from "../lib/net";

const CALL = /(^|\s)[/、](\S{0,20})$/;

export class Canned {
  private readonly pop: HTMLElement | null;
  private at = 0;

  constructor(private readonly form: HTMLFormElement, private readonly area: HTMLTextAreaElement) {
    this.pop = one("[data-canned-pop]", form);
    one("[data-canned]", form)?.addEventListener("click", () => {
      this.area.setRangeText(this.area.value && !/\s$/.test(this.area.value) ? " /" : "/", this.area.selectionStart, this.area.selectionEnd, "end");
      this.area.focus();
      this.look();
    });
    this.pop?.addEventListener("click", (event) => {
      const item = (event.target as Element).closest<HTMLElement>("[data-text]");
      if (item) this.take(item);
    });
  }

  get open(): boolean {
    return Boolean(this.pop && !this.pop.hidden);
  }

  readonly look = later(120, async () => {
    const call = this.call();
    if (!call || this.form.dataset.mode !== "reply") return this.close();
    const query = new URLSearchParams({ q: call[2], conversation: this.form.dataset.composer ?? "" });
    const answer = await send("GET", `/desk/canned?${query}`);
    if (!this.pop || !answer.ok || !this.call()) return;
    this.pop.innerHTML = answer.text; // our own partial, escaped by the template
    this.pop.hidden = !one("[data-text]", this.pop);
    this.mark(0);
  });

  /** True when the key was for the list. */
  key(event: KeyboardEvent): boolean {
    if (!this.open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.mark(this.at + step);
    else if (event.key === "Enter" || event.key === "Tab") this.take(all("[data-text]", this.pop!)[this.at]);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  close(): void {
    if (this.pop) this.pop.hidden = true;
  }

  private call(): RegExpMatchArray | null {
    return this.area.value.slice(0, this.area.selectionStart).match(CALL);
  }

  private mark(at: number): void {
    const items = all("[data-text]", this.pop!);
    this.at = items.length ? (at + items.length) % items.length : 0;
    items.forEach((el, i) => el.setAttribute("aria-selected", String(i === this.at)));
    items[this.at]?.scrollIntoView({ block: "nearest" });
  }

  private take(item: HTMLElement | undefined): void {
    const call = this.call();
    if (!item || !call) return;
    const end = this.area.selectionStart;
    this.area.setRangeText(item.dataset.text ?? "", end - call[0].length + call[1].length, end, "end");
    this.close();
    this.area.focus();
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
