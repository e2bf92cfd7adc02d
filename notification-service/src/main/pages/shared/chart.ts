import { h, s, show } from './dom.js';
import { momentLabel, pointAt, tickLabel, ticks, type Point } from './scale.js';

const HEIGHT = 240;
const LEFT = 64;
const RIGHT = 16;
const TOP = 14;
const BOTTOM = 28;
/** Moments on the axis are at least so far apart, in pixels. */
const MOMENT_WIDTH = 96;

/** A balance over time: steps, because it holds until it changes. Redraws itself when its width changes. */
export class BalanceChart {
  readonly element = h('figure', { class: 'chart' });
  readonly #reading = h('figcaption', { class: 'reading', 'aria-live': 'off' });
  readonly #drawing = h('div', {});
  #points: readonly Point[] = [];
  #unit = '';

  constructor() {
    this.element.append(this.#reading, this.#drawing);
    new ResizeObserver(() => this.#draw()).observe(this.element);
  }

  /** Shows these points, in the order of their times. */
  show(points: readonly Point[], unit: string): void {
    this.#points = points;
    this.#unit = unit;
    this.#draw();
  }

  #draw(): void {
    const width = this.element.clientWidth;
    const first = this.#points[0];
    const last = this.#points.at(-1);
    if (width === 0 || first === undefined || last === undefined) {
      return;
    }
    const values = this.#points.map((point) => point.value);
    const levels = ticks(Math.min(...values), Math.max(...values));
    const levelStep = (levels[1] as number) - (levels[0] as number);
    const bottom = levels[0] as number;
    const top = levels.at(-1) as number;
    const range = last.at - first.at || 1;
    const x = (at: number): number => LEFT + ((at - first.at) / range) * (width - LEFT - RIGHT);
    const y = (value: number): number =>
      HEIGHT - BOTTOM - ((value - bottom) / (top - bottom || 1)) * (HEIGHT - TOP - BOTTOM);
    const line = this.#points.reduce(
      (path, point, index) =>
        path + (index === 0 ? `M${x(point.at)} ${y(point.value)}` : `H${x(point.at)}V${y(point.value)}`),
      '',
    );
    const cursor = s('line', { class: 'cursor', y1: TOP, y2: HEIGHT - BOTTOM, visibility: 'hidden' });
    const dot = s('circle', { class: 'dot', r: 4.5, cx: x(last.at), cy: y(last.value) });
    const read = (at: number): void => {
      const point = pointAt(this.#points, at) as Point;
      cursor.setAttribute('x1', String(x(at)));
      cursor.setAttribute('x2', String(x(at)));
      cursor.setAttribute('visibility', 'visible');
      dot.setAttribute('cx', String(x(at)));
      dot.setAttribute('cy', String(y(point.value)));
      this.#read(point, at);
    };
    const rest = (): void => {
      cursor.setAttribute('visibility', 'hidden');
      dot.setAttribute('cx', String(x(last.at)));
      dot.setAttribute('cy', String(y(last.value)));
      this.#read(last, last.at);
    };
    const drawing = s(
      'svg',
      {
        width,
        height: HEIGHT,
        viewBox: `0 0 ${width} ${HEIGHT}`,
        role: 'img',
        'aria-label': this.#summary(first, last),
      },
      ...levels.map((level) => grid(tickLabel(level, levelStep), y(level), width)),
      ...moments(first.at, last.at, width).map((at) =>
        s('text', { class: 'tick', x: x(at), y: HEIGHT - 8, 'text-anchor': 'middle' }, momentLabel(at, range)),
      ),
      s('path', { class: 'area', d: `${line}V${HEIGHT - BOTTOM}H${x(first.at)}Z` }),
      s('path', { class: 'line', d: line }),
      cursor,
      dot,
    );
    drawing.addEventListener('pointermove', (event) => {
      const inside = Math.min(Math.max(event.offsetX, LEFT), width - RIGHT);
      read(first.at + ((inside - LEFT) / (width - LEFT - RIGHT)) * range);
    });
    drawing.addEventListener('pointerleave', rest);
    show(this.#drawing, drawing);
    rest();
  }

  #read(point: Point, at: number): void {
    show(this.#reading, h('strong', {}, point.label), ` ${this.#unit} · ${new Date(at).toLocaleString(undefined)}`);
  }

  #summary(first: Point, last: Point): string {
    const from = new Date(first.at).toLocaleString(undefined);
    return `Balance over time: ${first.label} ${this.#unit} at ${from}, ${last.label} ${this.#unit} at the end`;
  }
}

function grid(label: string, y: number, width: number): SVGElement {
  return s(
    'g',
    {},
    s('line', { class: 'grid', x1: LEFT, x2: width - RIGHT, y1: y, y2: y }),
    s('text', { class: 'tick', x: LEFT - 8, y: y + 4, 'text-anchor': 'end' }, label),
  );
}

function moments(first: number, last: number, width: number): number[] {
  const count = Math.max(2, Math.floor((width - LEFT - RIGHT) / MOMENT_WIDTH));
  return Array.from({ length: count }, (_, index) => first + ((index + 0.5) / count) * (last - first));
}
