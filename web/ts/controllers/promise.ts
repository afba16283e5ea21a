/** Promises go with the reply, a chip each: P and a digit, or Tab on what was found in the text itself. */

import { all, later, one, word } from "../lib/dom";
import { send } from "../lib/net";

/** One way to read a time. `by`: 明天 15:00 前. */
interface Reading {
  due_at: string;
  due_local: string;
  by: string;
}

interface Offer extends Reading {
  phrase: string;
  kind: string;
  content: string;
  /** 明天 15:00 前 回复您 */
  label: string;
  /** Why it cannot be kept: no time was said (尽快), it is past, there is no such day. */
  doubt?: string;
  readings: Reading[];
  /** What speaks against it: outside working hours, too much already. */
  warnings?: string[];
}

interface Pledged {
  by: string;
  due?: string;
  due_local?: string;
  preset?: string;
  kind?: string;
  content?: string;
  phrase?: string;
}

/** Only texts that may hold a time are worth asking about. */
const HINT = /[0-9０-９一二两兩三四五六七八九十半]|今|明|前|内|內|后|後|周|週|礼拜|月|年|节|節|晚|午|下班|快|马上|馬上|立|稍|随/;

function made(tag: string, name: string, ...inside: Array<string | Node>): HTMLElement {
  const el = document.createElement(tag);
  el.className = name;
  if (el instanceof HTMLButtonElement) el.type = "button";
  el.append(...inside);
  return el;
}

export class Pledge {
  private readonly pop: HTMLElement | null;
  private readonly extra: HTMLElement | null;
  private offers: Offer[] = [];
  private readonly waved: Array<{ phrase: string; field: HTMLInputElement }> = [];

  constructor(private readonly form: HTMLFormElement, private readonly area: HTMLTextAreaElement) {
    this.pop = one("[data-promise-pop]", form);
    this.extra = one("[data-extra]", form);
    one("[data-promise]", form)?.addEventListener("click", () => this.toggle());
    all("[data-preset]", form).forEach((el) => el.addEventListener("click", () => this.choose(el)));
    one("[data-promise-own]", form)?.addEventListener("click", () => this.own());
    this.pop?.addEventListener("keydown", (event) => this.key(event));
    if (area.value) this.look();
  }

  toggle(show = this.pop?.hidden ?? false, content = ""): void {
    if (!this.pop) return;
    this.pop.hidden = !show;
    one("[data-promise]", this.form)?.setAttribute("aria-expanded", String(show));
    if (content) this.popField("content").value = content;
    if (show) one("[data-preset]", this.pop)?.focus();
    else this.area.focus();
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      return this.toggle(false);
    }
    const presets = all("[data-preset]", this.pop!);
    const typing = (event.target as HTMLElement).tagName === "INPUT";
    const byDigit = typing ? undefined : presets.find((el) => el.dataset.digit === event.key);
    if (byDigit) {
      event.preventDefault();
      this.choose(byDigit);
    } else if (!typing && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const at = presets.indexOf(document.activeElement as HTMLElement);
      presets[(at + (event.key === "ArrowDown" ? 1 : -1) + presets.length) % presets.length]?.focus();
    } else if (typing && event.key === "Enter") {
      event.preventDefault();
      this.own();
    }
  }

  private choose(el: HTMLElement): void {
    this.byHand({ preset: el.dataset.preset!, by: el.dataset.dueText ?? "" });
  }

  /** A time of one's own; without one its field is asked for. */
  private own(): void {
    const due = this.popField("due").value;
    if (!due) return this.popField("due").focus();
    this.byHand({ due, due_local: due, by: due.replace("T", " ") });
  }

  /** Chosen in the box: what is promised is what stands there, else what the text promises without a time that holds. */
  private byHand(what: Pledged): void {
    const typed = this.popField("content").value.trim();
    const open = this.open().find((offer) => offer.doubt && (!typed || offer.content === typed));
    this.add({ ...what, kind: open?.kind ?? (typed ? "" : "reply"), content: typed || open?.content || "", phrase: open?.phrase });
    this.popField("content").value = "";
    this.popField("due").value = "";
    this.toggle(false);
  }

  private add(what: Pledged): void {
    const chip = one<HTMLTemplateElement>("template[data-pledge]", this.form)?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
    if (!chip) return;
    const field = (name: string) => one<HTMLInputElement>(`[name=promise_${name}]`, chip)!;
    const local = one<HTMLInputElement>("[data-due-local]", chip)!;
    const content = field("content");
    const edit = one("[data-edit-box]", chip)!;
    const say = () => {
      const words = { due: what.by, content: content.value };
      one("[data-edit]", chip)!.textContent = content.value ? word("pledge-of", words) : word("pledge", words);
    };
    field("preset").value = what.preset ?? "";
    field("due").value = what.due ?? "";
    field("phrase").value = what.phrase ?? "";
    field("kind").value = what.kind ?? "";
    content.value = what.content ?? "";
    local.value = what.due_local ?? "";
    say();
    const turn = (show: boolean) => {
      edit.hidden = !show;
      one("[data-edit]", chip)!.setAttribute("aria-expanded", String(show));
      (show ? content : this.area).focus();
    };
    one("[data-edit]", chip)!.addEventListener("click", () => turn(Boolean(edit.hidden)));
    edit.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      turn(false);
    });
    content.addEventListener("input", say);
    local.addEventListener("change", () => {
      if (!local.value) return;
      field("preset").value = "";
      field("due").value = local.value;
      what.by = local.value.replace("T", " ");
      say();
    });
    one("[data-off]", chip)!.addEventListener("click", () => {
      chip.remove();
      this.render();
      this.area.focus();
    });
    const last = all(".pledge", this.extra!).pop();
    if (last) last.after(chip);
    else this.extra?.prepend(chip);
    this.render();
  }

  clear(): void {
    this.look.cancel();
    this.offers = [];
    this.waved.splice(0).forEach((one) => one.field.remove());
    all(".pledge, .suggest", this.form).forEach((el) => el.remove());
  }

  /** Asks what the text promises by itself; the newest text wins. */
  readonly look = later(350, () => void this.read());

  private async read(): Promise<void> {
    const text = this.area.value;
    let found: Offer[] = [];
    if (HINT.test(text)) {
      const body = new URLSearchParams({ text, conversation: this.form.dataset.composer ?? "" });
      const answer = await send("POST", "/desk/promises/suggestion", body);
      if (this.area.value !== text) return;
      if (answer.ok && answer.status !== 204) found = (JSON.parse(answer.text) as { promises: Offer[] }).promises;
    }
    this.offers = found;
    this.render();
  }

  /** What was found and is neither a chip yet nor waved away; the same words twice are two promises. */
  private open(): Offer[] {
    const done = all<HTMLInputElement>("[name=promise_phrase]", this.extra!).map((el) => el.value);
    done.push(...this.waved.map((one) => one.phrase));
    return this.offers.filter((offer) => {
      const at = done.indexOf(offer.phrase);
      if (at >= 0) done.splice(at, 1);
      return at < 0;
    });
  }

  private render(): void {
    all(".suggest", this.form).forEach((el) => el.remove());
    for (const chip of all(".pledge", this.extra!)) {
      const phrase = one<HTMLInputElement>("[name=promise_phrase]", chip)!.value;
      const gone = Boolean(phrase) && !this.area.value.includes(phrase);
      chip.classList.toggle("is-gone", gone);
      chip.title = gone ? word("gone") : "";
    }
    const open = this.open();
    const next = open.find((offer) => !offer.doubt);
    this.extra?.append(...open.map((offer) => this.chip(offer, offer === next)));
  }

  private chip(offer: Offer, next: boolean): HTMLElement {
    const chip = made("span", "suggest-in");
    const does = (text: string, act: () => void, key = "", what = "") => {
      const button = made("button", "suggest-do", made("span", "", text));
      if (key) button.append(made("kbd", "", key));
      if (what) button.append(made("span", "suggest-what", what));
      button.addEventListener("click", act);
      return button;
    };
    if (offer.doubt) {
      chip.append(does(offer.doubt, () => this.toggle(true, offer.content), "Alt P", word("choose")));
    } else if (offer.readings.length > 1) {
      chip.append(made("span", "", word("found", { label: offer.content })));
      offer.readings.forEach((reading, at) => chip.append(does(reading.by, () => this.take(offer, reading), next && !at ? "Tab" : "")));
    } else {
      chip.append(does(word("found", { label: offer.label }), () => this.take(offer, offer), next ? "Tab" : "", word("record")));
    }
    if (offer.warnings?.length) chip.append(made("span", "is-soon", offer.warnings.join(" ")));
    const off = made("button", "suggest-off", "×");
    off.setAttribute("aria-label", word("no-promise"));
    off.title = word("no-promise");
    off.addEventListener("click", () => {
      this.wave(offer);
      this.area.focus();
    });
    return made("span", "suggest", chip, off);
  }

  private take(offer: Offer, reading: Reading, render = true): void {
    const { kind, content, phrase } = offer;
    this.add({ by: reading.by, due: reading.due_at, due_local: reading.due_local, kind, content, phrase });
    if (render) this.area.focus();
  }

  private wave(offer: Offer): void {
    // Told to the server, so that it does not ask again.
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: offer.doubt ? "" : "waved", value: offer.phrase });
    this.form.append(field);
    this.waved.push({ phrase: offer.phrase, field });
    this.render();
  }

  /** Takes the next one offered; false when there is none. */
  accept(): boolean {
    const next = this.open().find((offer) => !offer.doubt);
    if (next) this.take(next, next);
    return Boolean(next);
  }

  /** Takes all that the text promises until a time, as it stands now. */
  async acceptAll(): Promise<void> {
    this.look.cancel();
    await this.read();
    for (const offer of this.open()) if (!offer.doubt) this.take(offer, offer, false);
  }

  /** Esc and Shift+Tab say of the next one: this was not meant as a promise. */
  decline(): boolean {
    const open = this.open();
    const next = open.find((offer) => !offer.doubt) ?? open[0];
    if (next) this.wave(next);
    return Boolean(next);
  }

  private popField(name: "content" | "due"): HTMLInputElement {
    return one<HTMLInputElement>(`[data-promise-${name}]`, this.pop!)!;
  }
}
