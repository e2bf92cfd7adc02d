import type { Frame } from './frames.js';
import { skippedBy } from './frames.js';
import { follows, parsePosition, type Position } from './position.js';

/** What is to be done with a frame of the stream. */
export type Arrival = 'deliver' | 'ignore' | 'repair';

/** Where in the stream the client is, over all its sockets. Decides which events are told, so that each is told once. */
export class Stream {
  #last: Position | undefined;
  #lastId: string | undefined;
  #repairing = false;

  /** The id of the last event told; undefined before the first, and when it is not known. */
  get lastId(): string | undefined {
    return this.#lastId;
  }

  /** A socket opened or closed: what was asked for in place will not come. */
  reconnecting(): void {
    this.#repairing = false;
  }

  /** What was asked for in place comes now. */
  repaired(): void {
    this.#repairing = false;
  }

  /** Judges a frame that has come, and moves on if it is to be told. */
  arrived(frame: Frame): Arrival {
    const next = parsePosition(frame.id);
    if (frame.event === 'balance_initial') {
      this.#moveTo(next, frame.id);
      this.#repairing = false;
      return 'deliver';
    }
    if (next === undefined) {
      return 'deliver';
    }
    if (this.#last !== undefined) {
      const order = this.#repairing ? 'seen' : follows(this.#last, next, skippedBy(frame));
      if (order !== 'next') {
        this.#repairing ||= order === 'gap';
        return order === 'gap' ? 'repair' : 'ignore';
      }
    }
    this.#moveTo(next, frame.id);
    return 'deliver';
  }

  #moveTo(position: Position | undefined, id: string | undefined): void {
    this.#last = position;
    this.#lastId = position === undefined ? undefined : id;
  }
}
