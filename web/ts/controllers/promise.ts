/** A promise goes with the reply: P and a digit, or Tab on what was found in the text itself. */

import { all, later, one, word } from "../lib/dom";
import { send } from "../lib/net";

interface Suggestion {
  /** 明天 15:00 前回复 */
  label: string;
  due_at: string;
  content: string;
  /** Promised without a moment (尽快): told, not kept. */
  vague?: boolean;
  /** What speaks against it: outside working hours, too much already. */
  warnings?: string[];
}

/** Only texts that may hold a time are worth asking about. */
const HINT = /[0-9０-９一二两三四五六七八九十半]|今|明|后天|周|礼拜|下班|尽快|马上|稍后/;

export class Pledge {
  private readonly pop: HTMLElement | null;
  private readonly extra: HTMLElement | null;
  private suggestion: Suggestion | null = null;
  private refused = "";

  constructor(private readonly form: HTMLFormElement, private readonly area: HTMLTextAreaElement) {
    this.pop = one("[data-promise-pop]", form);
    this.extra = one("[data-extra]", form);
    one("[data-promise]", form)?.addEventListener("click", () => this.toggle());
    all("[data-preset]", form).forEach((el) => el.addEventListener("click", () => this.choose(el)));
    one("[data-promise-due]", form)?.addEventListener("change", (event) => {
      const due = (event.target as HTMLInputElement).value;
      if (due) this.set("", due, due.replace("T", " "));
    });
    this.pop?.addEventListener("keydown", (event) => this.key(event));
  }

  get chosen(): boolean {
    return Boolean(this.input("promise_preset").value || this.input("promise_due").value);
  }

  toggle(show = this.pop?.hidden ?? false): void {
    if (!this.pop) return;
    this.pop.hidden = !show;
    one("[data-promise]", this.form)?.setAttribute("aria-expanded", String(show));
    if (show) one("[data-preset]", this.pop)?.focus();
    else this.area.focus();
  }

  get open(): boolean {
    return Boolean(this.pop && !this.pop.hidden);
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
      if (this.chosen) this.toggle(false);
    }
  }

  private choose(el: HTMLElement): void {
    this.set(el.dataset.preset!, "", el.dataset.dueText ?? "");
  }

  private set(preset: string, due: string, text: string, content = one<HTMLInputElement>("[data-promise-content]", this.form)?.value ?? ""): void {
    this.input("promise_preset").value = preset;
    this.input("promise_due").value = due;
    this.input("promise_content").value = content;
    this.drop(".suggest");
    this.drop(".pledge");
    const chip = document.createElement("span");
    chip.className = "pledge";
    chip.append(word(content ? "pledge-of" : "pledge", { due: text, content }));
    const remove = document.createElement("button");
    remove.type = "button";
    remove.setAttribute("aria-label", word("remove"));
    remove.textContent = "×";
    remove.addEventListener("click", () => {
      this.clear();
      this.area.focus();
    });
    chip.append(remove);
    this.extra?.prepend(chip);
    this.toggle(false);
  }

  clear(): void {
    ["promise_preset", "promise_due", "promise_content"].forEach((name) => (this.input(name).value = ""));
    this.suggestion = null;
    this.refused = "";
    this.drop(".pledge");
    this.drop(".suggest");
  }

  /** Asks whether the text promises something by itself; the newest text wins. */
  readonly look = later(350, async () => {
    const text = this.area.value;
    if (this.chosen || !HINT.test(text)) return this.offer(null);
    const body = new URLSearchParams({ text, conversation: this.form.dataset.composer ?? "" });
    const answer = await send("POST", "/desk/promises/suggestion", body);
    if (this.area.value !== text || this.chosen) return;
    this.offer(answer.ok && answer.status !== 204 ? (JSON.parse(answer.text) as Suggestion) : null);
  });

  private offer(found: Suggestion | null): void {
    if (found && found.label === this.suggestion?.label && one(".suggest", this.form)) return;
    this.drop(".suggest");
    this.suggestion = found && found.label !== this.refused ? found : null;
    if (!this.suggestion || !this.extra) return;
    const chip = document.createElement("button");
    chip.type = "button";
    chip.className = "suggest";
    const { label, vague, warnings } = this.suggestion;
    const key = document.createElement("kbd");
    key.textContent = vague ? "Alt P" : "Tab";
    if (vague) chip.append(word("vague", { label }), key, word("choose"));
    else chip.append(word("found", { label }), key, word("record"));
    if (warnings?.length) {
      const doubt = document.createElement("span");
      doubt.className = "is-soon";
      doubt.textContent = warnings.join(" ");
      chip.append(doubt);
    }
    chip.addEventListener("click", () => (vague ? this.toggle(true) : this.accept()));
    this.extra.append(chip);
  }

  /** Takes the suggestion; false when there is none. */
  accept(): boolean {
    const found = this.suggestion;
    if (!found || found.vague || !one(".suggest", this.form)) return false;
    this.suggestion = null;
    this.set("", found.due_at, found.label, found.content);
    return true;
  }

  /** Esc says: this was not meant as a promise. */
  decline(): boolean {
    if (!this.suggestion || !one(".suggest", this.form)) return false;
    this.refused = this.suggestion.label;
    this.offer(null);
    return true;
  }

  private drop(selector: string): void {
    all(selector, this.form).forEach((el) => el.remove());
  }

  private input(name: string): HTMLInputElement {
    return this.form.elements.namedItem(name) as HTMLInputElement;
  }
}
