/** The desk's pages: htmx for swaps, and one controller per thing that HTML cannot do. */

import "htmx.org";
import * as composer from "./controllers/composer";
import * as dialogs from "./controllers/dialogs";
import * as keyboard from "./controllers/keyboard";
import * as list from "./controllers/list";
import * as live from "./controllers/live";
import * as palette from "./controllers/palette";
import * as sound from "./controllers/sound";
import * as theme from "./controllers/theme";
import * as thread from "./controllers/thread";
import * as toasts from "./controllers/toasts";
import { behaviour, connectAll, freshKey } from "./lib/dom";
import { prepare } from "./lib/net";

prepare();
behaviour<HTMLInputElement>("[data-fresh-key]", (input) => {
  const fresh = () => (input.value = freshKey());
  fresh();
  input.form?.addEventListener("reset", () => setTimeout(fresh));
});
// On a phone the sections of the settings are one long line: the one that is open stands in sight.
behaviour("[data-show-current]", (nav) => nav.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" }));
[toasts, dialogs, theme, thread, composer, list, palette, keyboard, sound, live].forEach((controller) => controller.listen());
document.addEventListener("htmx:after:swap", () => connectAll());
document.addEventListener("htmx:after:settle", () => connectAll());
connectAll();
