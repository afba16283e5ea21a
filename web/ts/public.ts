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

const live = document.querySelector<HTMLElement>("[data-public-live]");

/** Draws the page anew; what the customer is writing stays untouched. */
async function again(): Promise<void> {
  const response = await fetch(location.href.split("#")[0], { credentials: "same-origin" });
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const idle = Array.from(document.querySelectorAll("textarea")).every((area) => !area.value && area !== document.activeElement);
  const part = idle ? "main" : "[data-public-thread]";
  const [old, now] = [document.querySelector(part), fresh.querySelector(part)];
  if (old && now) old.replaceWith(document.adoptNode(now));
}

if (live?.dataset.publicLive) new EventSource(live.dataset.publicLive).addEventListener("changed", () => void again());

export {};
