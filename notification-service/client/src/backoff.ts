/** The bounds of the pauses between attempts, in milliseconds. */
export interface Backoff {
  /** The longest first pause. Doubles with each attempt that fails. */
  readonly base: number;
  /** No pause is longer. */
  readonly max: number;
}

/** Short enough that nobody sees the first ones, long enough that a thousand clients are no storm. */
export const DEFAULT_BACKOFF: Backoff = { base: 250, max: 30_000 };

const LONGEST = 3_600_000;

/** @throws RangeError if the bounds are none */
export function checkedBackoff(backoff: Backoff): Backoff {
  const { base, max } = backoff;
  if (!(base >= 1 && base <= max && max <= LONGEST)) {
    throw new RangeError(`backoff: 1 <= base <= max <= ${LONGEST} ms, not base ${base}, max ${max}`);
  }
  return { base, max };
}

/**
 * A pause with full jitter: anything from nothing to the bound of that attempt, so that clients that lost their replica at
 * the same moment come back spread out.
 *
 * @param failures how many attempts have failed in a row, from 0
 * @param random gives 0 (inclusive) to 1 (exclusive)
 * @returns milliseconds
 */
export function fullJitter(backoff: Backoff, failures: number, random: () => number): number {
  return Math.floor(random() * Math.min(backoff.max, backoff.base * 2 ** failures));
}
