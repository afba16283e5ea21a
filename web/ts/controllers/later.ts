/** A reply that is put off: the moment that the pressed button stands for, "" to send at once, null when none was given. */

import { one } from "../lib/dom";
import { closePops } from "./dialogs";

export function chosenTime(form: HTMLFormElement, pressed: HTMLElement | null): string | null {
  const at = pressed?.dataset.sendAt ?? "";
  const own = one<HTMLInputElement>("[data-send-own]", form);
  if (at === "own" && !own?.value) {
    own?.focus();
    return null;
  }
  closePops(null);
  return at === "own" ? own!.value : at;
}
