import { h } from './dom.js';
import { amount, change, short, time, words } from './format.js';
import { table } from './states.js';

/** An account's entry as the ledger tells it. */
export interface Entry {
  readonly transactionId: string;
  readonly type: string;
  readonly amount: string;
  readonly balanceAfter: string;
  readonly createdAt: string;
}

export function entryTable(entries: readonly Entry[]): HTMLElement {
  return table(
    ['When', 'What', 'Amount', 'Balance'],
    entries.map((entry) =>
      h(
        'tr',
        {},
        h('td', {}, time(entry.createdAt)),
        h('td', {}, words(entry.type), h('small', { title: entry.transactionId }, short(entry.transactionId))),
        h('td', { class: `amount ${entry.amount.startsWith('-') ? 'minus' : 'plus'}` }, change(entry.amount)),
        h('td', { class: 'amount' }, amount(entry.balanceAfter)),
      ),
    ),
  );
}
