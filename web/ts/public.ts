/**
 * The customer's pages work without any script. This keeps a form from being sent twice by an impatient finger, and
 * shows an answer or a kept promise on the open page of a matter as soon as it is there.
 */

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
  setTimeout(() => delete form.dataset.sent, 8000);
});
addEventListener("pageshow", () => document.querySelectorAll<HTMLElement>("[data-once]").forEach((form) => delete form.dataset.sent));

/** The browser's own button for files speaks the browser's language; ours speaks the page's and names what was chosen. */
function dress(): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-file-pick]:not(.is-ready)")) {
    const input = place.querySelector<HTMLInputElement>("input");
    if (!input) continue;
    const [word, names] = [document.createElement("b"), document.createElement("i")];
    word.textContent = place.dataset.filePick ?? "";
    input.addEventListener("change", () => (names.textContent = Array.from(input.files ?? [], (file) => file.name).join(" · ")));
    place.append(word, names);
    place.classList.add("is-ready");
  }
}
dress();

const live = document.querySelector<HTMLElement>("[data-public-live]");

/** Draws the page anew; what the customer is writing stays untouched. */
async function again(): Promise<void> {
  const response = await fetch(location.href.split("#")[0], { credentials: "same-origin" });
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const idle =
    Array.from(document.querySelectorAll("textarea")).every((area) => !area.value && area !== document.activeElement) &&
    Array.from(document.querySelectorAll<HTMLInputElement>("[type=file]")).every((input) => !input.files?.length) &&
    !document.querySelector(".pp-say[open]");
  const part = idle ? "main" : "[data-public-thread]";
  const [old, now] = [document.querySelector(part), fresh.querySelector(part)];
  if (old && now) old.replaceWith(document.adoptNode(now));
  dress();
}

if (live?.dataset.publicLive) new EventSource(live.dataset.publicLive).addEventListener("changed", () => void again());

export {};
