/** A short soft beep and a number in the title, only for what waits and only when one looks elsewhere. */

let waiting = 0;
const title = (): string => document.title.replace(/^\(\d+\) /, "");
let audio: AudioContext | null = null;

function beep(): void {
  try {
    audio ??= new AudioContext();
    const now = audio.currentTime;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.setValueAtTime(660, now);
    tone.frequency.setValueAtTime(880, now + 0.09);
    volume.gain.setValueAtTime(0.0001, now);
    volume.gain.exponentialRampToValueAtTime(0.06, now + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, now + 0.24);
    tone.connect(volume).connect(audio.destination);
    tone.start(now);
    tone.stop(now + 0.26);
  } catch {
    // a browser without sound, or one that has not been touched yet
  }
}

export function call(): void {
  if (document.visibilityState === "visible" && document.hasFocus()) return;
  waiting += 1;
  document.title = `(${waiting}) ${title()}`;
  beep();
}

export function listen(): void {
  const clear = () => {
    if (document.visibilityState !== "visible") return;
    waiting = 0;
    document.title = title();
  };
  document.addEventListener("visibilitychange", clear);
  addEventListener("focus", clear);
}
