/** Attachments: chosen, pasted or dropped; shown with a way to take each out again. */

import { all, one, word } from "../lib/dom";
import { toast } from "./toasts";

const MIB = 1024 * 1024;

export class Files {
  private readonly input: HTMLInputElement | null;
  private held = new DataTransfer();

  constructor(private readonly form: HTMLFormElement, area: HTMLTextAreaElement) {
    this.input = one<HTMLInputElement>("[data-files]", form);
    this.input?.addEventListener("change", () => this.add(Array.from(this.input!.files ?? [])));
    area.addEventListener("paste", (event) => {
      const files = Array.from(event.clipboardData?.files ?? []);
      if (!files.length) return;
      event.preventDefault();
      this.add(files);
    });
    const sheet = one(".sheet", form);
    form.addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      sheet?.classList.add("dropping");
    });
    form.addEventListener("dragleave", () => sheet?.classList.remove("dropping"));
    form.addEventListener("drop", (event) => {
      sheet?.classList.remove("dropping");
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      this.add(Array.from(event.dataTransfer.files));
    });
  }

  add(files: File[]): void {
    const most = Number(this.input?.dataset.files) || Infinity; // what the company set; the server refuses all the same
    const [tooBig, taken] = [files.filter((file) => file.size > most * MIB), files.filter((file) => file.size <= most * MIB)];
    if (tooBig.length) {
      const names = tooBig.map((file) => file.name).join(word("comma"));
      toast(word("too-big", { names, most: String(most) }), { bad: true });
    }
    taken.forEach((file) => this.held.items.add(file));
    this.show();
  }

  clear(): void {
    this.held = new DataTransfer();
    this.show();
  }

  get any(): boolean {
    return this.held.files.length > 0;
  }

  private show(): void {
    if (this.input) this.input.files = this.held.files;
    all(".upload", this.form).forEach((el) => el.remove());
    Array.from(this.held.files).forEach((file, at) => {
      const chip = document.createElement("span");
      chip.className = "upload";
      const name = document.createElement("span");
      name.className = "cut";
      name.textContent = file.name;
      const remove = document.createElement("button");
      remove.type = "button";
      remove.className = "icon-btn";
      remove.setAttribute("aria-label", word("remove-file", { name: file.name }));
      remove.textContent = "×";
      remove.addEventListener("click", () => {
        this.held.items.remove(at);
        this.show();
      });
      chip.append(name, remove);
      one("[data-extra]", this.form)?.append(chip);
    });
  }
}
