/** Writing to the customer, or backstage: never the one for the other, never twice, never lost. */

import { all, behaviour, freshKey, later, on, one, word } from "../lib/dom";
import { forget, keep, kept } from "../lib/kept";
import { type Answer, put, send } from "../lib/net";
import { Canned } from "./canned";
import { chosenTime } from "./later";
import { ask, goOn } from "./dialogs";
import { Files } from "./files";
import { Pledge } from "./promise";
import { lastMessage } from "./thread";
import { toast, undoable } from "./toasts";

type Mode = "reply" | "note";
const QUOTE = 12; // so many characters in a row, the same as in a note, ask for a second look

const plain = (text: string): string => text.replace(/\s+/g, "");

/** The part of a note that stands in the text, or "". */
function quoted(text: string, notes: string[]): string {
  const said = plain(text);
  for (const note of notes) {
    const hidden = plain(note);
    for (let at = 0; at + QUOTE <= hidden.length; at++) if (said.includes(hidden.slice(at, at + QUOTE))) return note;
  }
  return "";
}

class Composer {
  private readonly area: HTMLTextAreaElement;
  private readonly pledge: Pledge;
  private readonly canned: Canned;
  private readonly files: Files;
  private readonly texts: Record<Mode, string>;
  private typed = 0;
  private busy = false;
  private sendAt = ""; // put off until then
  private about = ""; // the colleague's message that stopped this one
  private aboutSeen = false;
  private readonly despite: HTMLInputElement[] = []; // soft refusals that were read and gone on with

  constructor(private readonly form: HTMLFormElement) {
    this.area = one<HTMLTextAreaElement>("textarea", form)!;
    this.pledge = new Pledge(form, this.area);
    this.canned = new Canned(form, this.area);
    this.files = new Files(form, this.area);
    this.texts = { reply: this.mode === "reply" ? this.area.value : "", note: this.area.dataset.noteDraft ?? "" };
    this.recover();
    this.words();
    this.grow();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const at = chosenTime(form, event.submitter);
      if (at === null) return;
      this.sendAt = at;
      void this.submit();
    });
    this.area.addEventListener("input", () => this.changed());
    this.area.addEventListener("keydown", (event) => this.key(event));
    all("[data-to-mode]", form).forEach((el) => el.addEventListener("click", () => this.turn(el.dataset.toMode as Mode)));
  }

  get mode(): Mode {
    return this.form.dataset.mode as Mode;
  }

  turn(mode: Mode): void {
    if (mode !== this.mode) {
      this.texts[this.mode] = this.area.value;
      this.save.cancel();
      void this.store(this.mode, this.area.value);
      this.form.dataset.mode = mode;
      this.area.value = this.texts[mode];
      this.canned.close();
      this.words();
      this.grow();
    }
    this.area.focus();
  }

  promise(): void {
    this.turn("reply");
    this.pledge.toggle(true);
  }

  leave(): void {
    if (this.area.value !== (this.area.dataset.stored ?? "")) void this.store(this.mode, this.area.value, true);
  }

  private words(): void {
    const words = this.mode === "note" ? this.area.dataset.noteWords : this.area.dataset.replyWords;
    this.area.placeholder = words ?? "";
    this.area.setAttribute("aria-label", words ?? "");
    all("[data-to-mode]", this.form).forEach((el) => el.setAttribute("aria-selected", String(el.dataset.toMode === this.mode)));
  }

  private grow(): void {
    this.area.style.height = "auto";
    this.area.style.height = `${this.area.scrollHeight}px`;
  }

  private changed(): void {
    // What was known when he began to write: a colleague's answer after that is told to him before his own leaves.
    if (!this.texts[this.mode] && this.area.value) this.field("seen_id").value = lastMessage();
    this.texts[this.mode] = this.area.value;
    keep(this.place(this.mode), this.area.value);
    this.grow();
    this.save();
    this.say("");
    if (this.mode === "reply") {
      this.pledge.look();
      this.canned.look();
    }
    if (Date.now() - this.typed > 3000) {
      this.typed = Date.now();
      void send("POST", this.form.dataset.typing!, new URLSearchParams({ kind: "typing", place: this.mode }));
    }
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing || this.canned.key(event)) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.form.requestSubmit();
    } else if (event.key === "Tab" && this.mode === "reply" && (event.shiftKey ? this.pledge.decline() : this.pledge.accept())) {
      event.preventDefault();
    } else if (event.code === "KeyP" && event.altKey) {
      event.preventDefault();
      this.promise();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (!this.pledge.decline()) this.area.blur();
    }
  }

  private async submit(): Promise<void> {
    if (this.busy) return;
    const text = this.area.value.trim();
    if (this.mode === "reply" && this.form.dataset.blocked) return this.say(this.form.dataset.blocked);
    if (!text && !this.files.any) return toast(word("nothing"));
    if (this.mode === "reply" && !(await this.mayLeave(text))) return this.area.focus();
    this.busy = true;
    this.form.setAttribute("aria-busy", "true");
    this.save.cancel();
    const mode = this.mode;
    const body = new FormData(this.form);
    if (mode === "reply" && this.sendAt) body.append("send_at", this.sendAt);
    const answer = await send("POST", mode === "note" ? this.form.dataset.notes! : this.form.action, body);
    this.busy = false;
    this.form.removeAttribute("aria-busy");
    if (answer.ok) return this.sent(mode, text, answer);
    if (answer.soft === "desk.promise_unrecorded" && this.form.isConnected) return this.unrecorded(answer);
    this.failed(answer);
    if (answer.soft && (await goOn(answer.text))) await this.again(answer.soft);
  }

  private async again(despite: string): Promise<void> {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "despite", value: despite });
    this.form.append(field);
    this.despite.push(field);
    await this.submit();
  }

  /** The text promises what the ledger does not know: recorded with it, waved away, or looked at again. */
  private async unrecorded(answer: Answer): Promise<void> {
    const dialog = one<HTMLDialogElement>("#unrecorded");
    if (!dialog) return;
    one("[data-text]", dialog)!.textContent = answer.text;
    const said = await ask(dialog);
    this.area.focus();
    if (said === "no-promise") return this.again(answer.soft);
    if (said !== "record") return;
    await this.pledge.acceptAll();
    await this.submit();
  }

  /** The second look before something backstage is quoted to the customer. */
  private async mayLeave(text: string): Promise<boolean> {
    const note = quoted(text, all("[data-note-text]").map((el) => el.textContent ?? ""));
    const dialog = one<HTMLDialogElement>("#second-look");
    if (!note || !dialog) return true;
    one("[data-quote]", dialog)!.textContent = note;
    return (await ask(dialog)) === "yes";
  }

  private async sent(mode: Mode, text: string, answer: Answer): Promise<void> {
    this.field("key").value = freshKey(); // acknowledged: only now may the next send be another one
    this.texts[mode] = "";
    keep(this.place(mode), "");
    if (this.mode === mode) this.area.value = "";
    this.files.clear();
    this.despite.splice(0).forEach((input) => input.remove());
    this.pledge.clear();
    this.grow();
    this.say("");
    const work = one("#work");
    const here = this.form.isConnected;
    if (work && here) await put(work, answer.text);
    // Done writing: the letters j, k, r, n, p mean the desk again.
    if (this.area === document.activeElement && !this.area.value) this.area.blur();
    if (mode === "note") return toast(word("noted"));
    if (this.sendAt) return toast(word("put-off"));
    const message = all("#thread .msg.undoable[data-undo]").pop();
    if (!message || !here) return;
    undoable(word("sent"), Number(message.dataset.seconds) || 5, () => void this.undo(message.dataset.undo!, text));
  }

  async undo(url: string, text: string): Promise<void> {
    const answer = await send("DELETE", url);
    if (!answer.ok) return toast(answer.text || word("failed"), { bad: true });
    const work = one("#work");
    if (work && this.form.isConnected) await put(work, answer.text);
    this.turn("reply");
    this.area.value = this.area.value ? `${text}\n\n${this.area.value}` : text;
    this.changed();
    toast(word("undone"));
  }

  private failed(answer: Answer): void {
    const sentence = answer.status === 0 ? word("offline") : answer.status >= 500 ? word("broken") : answer.text;
    this.say(sentence || word("broken"));
    this.about = answer.message;
    this.aboutSeen = Boolean(one(`#m-${answer.message || "none"}`));
    this.field("seen_id").value = lastMessage(); // told once; pressing again means it
    keep(this.place(this.mode), this.area.value);
    if (!this.form.isConnected) toast(sentence || word("broken"), { bad: true });
    this.area.focus();
  }

  /** The thread was drawn anew: when the colleague took back what stopped this reply, nothing stops it any more. */
  redrawn(): void {
    if (!this.about) return;
    const there = Boolean(one(`#m-${this.about}`));
    if (!there && this.aboutSeen) {
      this.about = "";
      this.say("");
    } else this.aboutSeen ||= there;
  }

  private say(sentence: string): void {
    const box = one("[data-refusal]", this.form);
    if (!box) return;
    box.hidden = !sentence;
    one("span", box)!.textContent = sentence;
  }

  private readonly save = later(800, () => void this.store(this.mode, this.area.value));

  private async store(mode: Mode, text: string, leaving = false): Promise<void> {
    const answer = await send("POST", this.form.dataset.draft!, new URLSearchParams({ text, mode }), leaving);
    if (answer.ok) {
      this.area.dataset.stored = text;
      if (text === this.texts[mode]) keep(this.place(mode), ""); // the server has it all
    }
    const saved = one("[data-saved]", this.form);
    if (saved) saved.textContent = answer.ok ? (text ? word("saved") : "") : word("unsaved");
  }

  private place(mode: Mode): string {
    return `${this.form.dataset.composer}:${mode}`;
  }

  private recover(): void {
    // A copy that is still here never reached the server, so it is newer than the server's draft.
    for (const mode of ["reply", "note"] as Mode[]) this.texts[mode] = kept(this.place(mode)) ?? this.texts[mode];
    if (this.area.value === this.texts[this.mode]) return;
    this.area.value = this.texts[this.mode];
    this.save();
  }

  private field(name: string): HTMLInputElement {
    return this.form.elements.namedItem(name) as HTMLInputElement;
  }
}

let current: Composer | null = null;

/** The composer on the screen, for the keyboard. */
export const composer = (): Composer | null => (one("#composer") ? current : null);

export function listen(): void {
  on("click", "[data-take-back]", (_, el) => void composer()?.undo(el.dataset.takeBack!, el.dataset.text ?? ""));
  on("submit", "form[action='/logout']", forget);
  behaviour<HTMLFormElement>("[data-composer]", (form) => {
    const made = new Composer(form);
    current = made;
    const redrawn = () => made.redrawn();
    document.addEventListener("htmx:after:swap", redrawn);
    const leave = () => made.leave();
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      document.removeEventListener("htmx:after:swap", redrawn);
      leave();
    };
  });
}
