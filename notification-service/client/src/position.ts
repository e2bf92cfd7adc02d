/** A place in the user's stream of events: what a frame's `id` says. */
export interface Position {
  /** Names one life of the stream; another one begins with a `balance_initial`. */
  readonly epoch: string;
  /** Rises by one with each event of that life. */
  readonly sequence: number;
}

/** What stands before the colon is the service's own; of a client that had to begin anew it has a part behind a dot. */
const FORM = /^([0-9a-z]{1,16}(?:\.[0-9a-z]{1,11})?):(0|[1-9][0-9]{0,14})$/;

/** Reads an `id`; undefined for anything that is none. */
export function parsePosition(id: unknown): Position | undefined {
  const form = typeof id === 'string' ? FORM.exec(id) : null;
  return form === null ? undefined : { epoch: form[1] as string, sequence: Number(form[2]) };
}

/** How an event stands to what has been seen. */
export type Follows = 'next' | 'seen' | 'gap';

/**
 * Whether an event directly follows the last one. Sequences that the frame itself calls left out (`skipped`) are no gap:
 * a later balance stands for them.
 */
export function follows(last: Position, next: Position, skipped: readonly number[]): Follows {
  if (next.epoch !== last.epoch) {
    return 'gap';
  }
  if (next.sequence <= last.sequence) {
    return 'seen';
  }
  for (let missing = last.sequence + 1; missing < next.sequence; missing++) {
    if (!skipped.includes(missing)) {
      return 'gap';
    }
  }
  return 'next';
}
