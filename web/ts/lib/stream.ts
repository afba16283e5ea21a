/**
 * One EventSource per browser: the tab that holds the lock listens and tells the others. When it closes, the next takes
 * over at the last id heard. Without locks (plain http inside a company) every tab listens for itself.
 */

export interface Heard {
  /** fact, whisper, reset (what was missed is too much: load again), up, down */
  kind: "fact" | "whisper" | "reset" | "up" | "down";
  id: string;
  data: string;
}

type Told = Heard | { kind: "where" } | { kind: "here"; id: string; data: "" };

export class Stream {
  private last: string;
  private source: EventSource | null = null;
  private wait = 1000;
  private readonly channel = "BroadcastChannel" in window ? new BroadcastChannel("huitou-events") : null;

  constructor(private readonly url: string, last: string, private readonly hear: (heard: Heard) => void) {
    this.last = last;
    this.channel?.addEventListener("message", (event) => this.told(event.data as Told));
    if (this.channel && navigator.locks) {
      this.channel.postMessage({ kind: "where" });
      void navigator.locks.request("huitou-events", () => {
        this.connect();
        return new Promise<never>(() => undefined); // held until the tab closes
      });
    } else this.connect();
  }

  private told(told: Told): void {
    if (told.kind === "where") {
      if (this.source) this.channel?.postMessage({ kind: "here", id: this.last, data: "" });
    } else if (told.kind === "here") {
      // The leader is further than this page was drawn: what lies between has already been told.
      if (!this.source && told.id !== this.last) this.take({ kind: "reset", id: told.id, data: "" });
    } else this.take(told);
  }

  private take(heard: Heard): void {
    if (heard.id) this.last = heard.id;
    this.hear(heard);
  }

  private tell(heard: Heard): void {
    this.take(heard);
    if (navigator.locks) this.channel?.postMessage(heard);
  }

  private connect(): void {
    const source = new EventSource(this.last ? `${this.url}?after=${encodeURIComponent(this.last)}` : this.url);
    this.source = source;
    source.onopen = () => {
      this.wait = 1000;
      this.tell({ kind: "up", id: "", data: "" });
    };
    source.onerror = () => {
      this.tell({ kind: "down", id: "", data: "" });
      // The browser itself tries again with Last-Event-ID, unless the server refused: then we do, ever more slowly.
      if (source.readyState !== EventSource.CLOSED) return;
      setTimeout(() => this.connect(), this.wait + Math.random() * 500);
      this.wait = Math.min(this.wait * 2, 30000);
    };
    for (const kind of ["fact", "whisper", "reset"] as const) {
      source.addEventListener(kind, (event) => this.tell({ kind, id: (event as MessageEvent).lastEventId, data: (event as MessageEvent).data }));
    }
  }
}
