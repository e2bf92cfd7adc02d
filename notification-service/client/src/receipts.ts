/** The service wants no more: what is shown within a second is one receipt. */
const PAUSE = 1_000;

/** Tells what the user has been shown, at most once a second, the latest last. */
export class Receipts {
  #latest: string | undefined;
  #sent: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly send: (id: string) => void) {}

  shown(id: string | undefined): void {
    this.#latest = id;
    if (this.#timer === undefined) {
      this.#next();
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #next(): void {
    this.#timer = undefined;
    if (this.#latest !== undefined && this.#latest !== this.#sent) {
      this.#sent = this.#latest;
      this.send(this.#latest);
      this.#timer = setTimeout(() => this.#next(), PAUSE);
    }
  }
}
