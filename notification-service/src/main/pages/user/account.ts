import type { AccountBalance, BalanceUpdated } from '/pages/client/index.js';
import { Refused, type Api } from '../shared/api.js';
import { BalanceChart } from '../shared/chart.js';
import { h, show } from '../shared/dom.js';
import { entryTable, type Entry } from '../shared/entries.js';
import { point, pointsOf, RANGES, type History, type Range } from '../shared/history.js';
import type { Point } from '../shared/scale.js';
import { card, empty, failed, loading } from '../shared/states.js';

const DAY = 86_400_000;
const SINCE: Record<Range, [milliseconds: number, step: string]> = {
  day: [DAY, 'hour'],
  month: [30 * DAY, 'day'],
  year: [365 * DAY, 'week'],
};
const ENTRIES = 20;
/** Changes that come close together ask for the entries once. */
const CALM = 400;

/** One account: its balance over time and its latest entries. */
export class AccountView {
  readonly #chart = new BalanceChart();
  readonly #history = h('div', {}, loading());
  readonly #entries = h('div', {}, loading());
  readonly #ranges = h('div', { class: 'choice', role: 'group', 'aria-label': 'Range' });
  readonly element: HTMLElement;
  #account: AccountBalance | undefined;
  #range: Range = 'day';
  #steps: History | undefined;
  #latest: readonly Entry[] = [];
  #live: Point[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly api: Api) {
    const chart = card('Balance', 'history', this.#history);
    chart.prepend(h('div', { class: 'head' }, chart.firstElementChild, this.#ranges));
    this.element = h('div', { class: 'stack' }, chart, card('Latest entries', 'entries', this.#entries));
    this.#showRanges();
  }

  choose(account: AccountBalance): void {
    if (account.accountId !== this.#account?.accountId) {
      this.#account = account;
      this.#steps = undefined;
      this.#latest = [];
      this.reload();
    }
  }

  /** There is no account to show. */
  none(): void {
    show(this.#history, empty('There is nothing to draw yet.'));
    show(this.#entries, empty('There are no entries yet.'));
  }

  /** The balance changed: drawn at once, its entry asked for. */
  updated({ accountId, newBalance, timestamp }: BalanceUpdated): void {
    if (accountId === this.#account?.accountId) {
      this.#live.push(point(timestamp, newBalance));
      this.#draw();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#loadEntries(), CALM);
    }
  }

  reload(): void {
    if (this.#account !== undefined) {
      void this.#loadHistory();
      void this.#loadEntries();
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #showRanges(): void {
    show(
      this.#ranges,
      ...RANGES.map(([range, label]) =>
        h(
          'button',
          {
            type: 'button',
            'aria-pressed': String(range === this.#range),
            onclick: () => {
              this.#range = range;
              this.#showRanges();
              void this.#loadHistory();
            },
          },
          label,
        ),
      ),
    );
  }

  async #loadHistory(): Promise<void> {
    const [length, step] = SINCE[this.#range];
    const from = new Date(Date.now() - length).toISOString();
    await this.#load(this.#history, `history?from=${from}&step=${step}`, (history: History) => {
      this.#steps = history;
      this.#live = [];
      show(this.#history, this.#chart.element);
      this.#draw();
    });
  }

  #loadEntries(): Promise<void> {
    return this.#load(this.#entries, `entries?limit=${ENTRIES}`, ({ items }: { items: Entry[] }) => {
      this.#latest = items;
      this.#draw();
      show(this.#entries, items.length === 0 ? empty('There are no entries yet.') : entryTable(items));
    });
  }

  async #load<T>(place: HTMLElement, path: string, then: (answer: T) => void): Promise<void> {
    const account = this.#account?.accountId;
    try {
      const answer = await this.api.get<T>(`/v1/accounts/${account}/${path}`);
      if (account === this.#account?.accountId) {
        then(answer);
      }
    } catch (error) {
      show(
        place,
        failed(messageOf(error), () => this.reload()),
      );
    }
  }

  #draw(): void {
    if (this.#steps !== undefined) {
      this.#chart.show(pointsOf(this.#steps, this.#latest, this.#live), this.#account?.asset ?? '');
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Refused ? error.message : String(error);
}
