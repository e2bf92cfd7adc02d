import type { Entry } from './entries.js';
import { amount } from './format.js';
import type { Point } from './scale.js';

/** How far back a chart goes. */
export type Range = 'day' | 'month' | 'year';

export const RANGES: readonly (readonly [Range, string])[] = [
  ['day', '24 hours'],
  ['month', '30 days'],
  ['year', '12 months'],
];

/** A history as the ledger tells it. */
export interface History {
  readonly asset: string;
  readonly points: readonly {
    readonly from: string;
    readonly to: string;
    readonly balance: string;
    readonly version: number;
  }[];
}

/**
 * Each step's balance at its end, and within the range each of the entries at its very moment. The time before an account's
 * first entry is left out: there is nothing to see.
 *
 * @param live what has changed since the history was read
 */
export function pointsOf(history: History, entries: readonly Entry[], live: readonly Point[] = []): Point[] {
  const steps = history.points.filter((each) => each.version > 0);
  const begin = history.points[0];
  if (begin === undefined) {
    return [];
  }
  const moments = entries.map((each) => point(each.createdAt, each.balanceAfter));
  const points = steps
    .map((each) => point(each.to, each.balance))
    .concat(moments, live)
    .sort((one, other) => one.at - other.at);
  const inRange = points.filter((each) => each.at >= Date.parse(begin.from));
  return begin.version > 0 ? [point(begin.from, begin.balance), ...inRange] : inRange;
}

export function point(at: string, balance: string): Point {
  return { at: Date.parse(at), value: Number(balance), label: amount(balance) };
}
