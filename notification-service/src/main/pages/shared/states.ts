import { h } from './dom.js';

/** Grey bars in the place of what is loading. */
export function loading(lines = 3): HTMLElement {
  const bars = Array.from({ length: lines }, () => h('span', { class: 'bar' }));
  return h('div', { class: 'loading', role: 'status', 'aria-label': 'Loading' }, ...bars);
}

/** There is nothing, and that is right. */
export function empty(text: string): HTMLElement {
  return h('p', { class: 'empty' }, text);
}

/** Something could not be had. */
export function failed(text: string, again?: () => void, label = 'Try again'): HTMLElement {
  return h(
    'div',
    { class: 'failed', role: 'alert' },
    h('p', {}, text),
    again && h('button', { type: 'button', class: 'quiet', onclick: again }, label),
  );
}

/** A titled part of the page. */
export function card(title: string, id: string, ...children: (Node | string)[]): HTMLElement {
  return h(
    'section',
    { class: 'card', id, 'aria-labelledby': `${id}-title` },
    h('h2', { id: `${id}-title` }, title),
    ...children,
  );
}

/** Columns of amounts, which are read from the right. */
const AMOUNTS = new Set(['Amount', 'Balance']);

/** A table; a `wide` one has too many columns for a telephone, and scrolls there. */
export function table(heads: readonly string[], rows: readonly Node[], wide = false): HTMLElement {
  return h(
    'div',
    { class: wide ? 'scroll wide' : 'scroll' },
    h(
      'table',
      {},
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ...heads.map((head) => h('th', { scope: 'col', class: AMOUNTS.has(head) ? 'amount' : undefined }, head)),
        ),
      ),
      h('tbody', {}, ...rows),
    ),
  );
}
