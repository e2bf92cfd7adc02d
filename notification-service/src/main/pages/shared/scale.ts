/** A value at a moment. `value` places it in a drawing only; `label` has the exact digits. */
export interface Point {
  readonly at: number;
  readonly value: number;
  readonly label: string;
}

/** Round values from below the least to above the greatest, four or so. */
export function ticks(least: number, greatest: number): number[] {
  const span = greatest - least || Math.abs(greatest) || 1;
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10) * power;
  const first = Math.floor(least / step) * step;
  const count = Math.max(1, Math.ceil((greatest - first) / step));
  return Array.from({ length: count + 1 }, (_, index) => Number((first + index * step).toPrecision(12)));
}

const LONG = 100_000;
const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 5 });

/** A tick's value, as short as tells it from its neighbours, which are a step away. */
export function tickLabel(value: number, step: number): string {
  const digits = Math.min(8, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  return Math.abs(value) < LONG
    ? value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    : COMPACT.format(value);
}

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A moment as the axis says it: finer where the range is short. */
export function momentLabel(at: number, range: number): string {
  const format: Intl.DateTimeFormatOptions =
    range <= 10 * MINUTE
      ? { hour: '2-digit', minute: '2-digit', second: '2-digit' }
      : range <= 2 * DAY
        ? { hour: '2-digit', minute: '2-digit' }
        : { day: 'numeric', month: 'short' };
  return new Date(at).toLocaleString(undefined, format);
}

/** The last point that is not after the moment; a balance holds until the next change. */
export function pointAt(points: readonly Point[], at: number): Point | undefined {
  return points.findLast((point) => point.at <= at) ?? points[0];
}
