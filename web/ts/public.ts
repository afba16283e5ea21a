/** The customer's pages work without any script; this only keeps a form from being sent twice by an impatient finger. */

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
  setTimeout(() => delete form.dataset.sent, 8000);
});
addEventListener("pageshow", () => document.querySelectorAll<HTMLElement>("[data-once]").forEach((form) => delete form.dataset.sent));

export {};
