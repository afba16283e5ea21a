/** Words in the browser that the server does not have yet, by person: they outlive a dead network and an ended session. */

const mine = (): string => `draft:${document.body.dataset.me ?? ""}:`;

export const kept = (place: string): string | null => localStorage.getItem(mine() + place);

export function keep(place: string, text: string): void {
  try {
    if (text) localStorage.setItem(mine() + place, text);
    else localStorage.removeItem(mine() + place);
  } catch {
    // private windows may have no room; the server's draft remains
  }
}

/**
 * Signing out by hand says "I am done here", perhaps on a machine that others use: no words of mine stay in its browser.
 * What the server has comes back at the next sign-in. A session that merely ended keeps them: nobody chose that.
 */
export function forget(): void {
  Object.keys(localStorage).filter((key) => key.startsWith(mine())).forEach((key) => localStorage.removeItem(key));
}
