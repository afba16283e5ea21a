/** Light, dark or as the system says. Kept in a cookie, so that the server draws the first byte right: no flash. */

import { all, on } from "../lib/dom";

export function listen(): void {
  on("click", "[data-theme-to]", (_, el) => {
    const theme = el.dataset.themeTo ?? "";
    document.cookie = `theme=${theme};path=/;max-age=${theme ? 31536000 : 0};samesite=lax`;
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    all("[data-theme-to]").forEach((other) => other.setAttribute("aria-pressed", String(other === el)));
  });
}
