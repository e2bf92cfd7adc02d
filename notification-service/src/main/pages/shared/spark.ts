import { s } from './dom.js';

const WIDTH = 120;
const HEIGHT = 28;

/** The course of a figure over the last samples, without axes: beside its value. */
export function spark(values: readonly number[]): SVGElement {
  const least = Math.min(...values, 0);
  const greatest = Math.max(...values, 1);
  const x = (index: number): number => (values.length < 2 ? WIDTH : (index / (values.length - 1)) * WIDTH);
  const y = (value: number): number => HEIGHT - 2 - ((value - least) / (greatest - least)) * (HEIGHT - 4);
  const line = values.map((value, index) => `${index === 0 ? 'M' : 'L'}${x(index)} ${y(value)}`).join('');
  return s(
    'svg',
    { class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    s('path', { class: 'area', d: `${line}V${HEIGHT}H0Z` }),
    s('path', { class: 'line', d: line }),
  );
}
