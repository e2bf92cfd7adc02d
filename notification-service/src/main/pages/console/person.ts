import { Refused, type Api } from '../shared/api.js';
import { BalanceChart } from '../shared/chart.js';
import { h, show } from '../shared/dom.js';
import { entryTable, type Entry } from '../shared/entries.js';
import { amount } from '../shared/format.js';
import { pointsOf, RANGES, type History, type Range } from '../shared/history.js';
import { snapshotList, type Snapshot } from '../shared/snapshots.js';
import { card, empty, failed, loading } from '../shared/states.js';
import { chainList, type OwnerBalances } from './chains.js';
import { EventList } from './events.js';

interface Account {
  readonly id: string;
  readonly asset: string;
  readonly type: string;
  readonly balance: string;
}

const LOOK = 3_000;

/** One user: the balance over time, entries, chain balances beside them, and the way of each event. */
export class Person {
  readonly #field = h('input', {
    id: 'user',
    type: 'search',
    placeholder: 'User id',
    'aria-label': 'User id',
    maxlength: 128,
    required: true,
    autocomplete: 'off',
  });
  readonly #body = h(
    'div',
    { id: 'person' },
    empty('Look a user up to see balances, entries, and the way of each event.'),
  );
  readonly #accounts = h('select', {
    id: 'account',
    'aria-label': 'Account',
    onchange: () => void this.#showAccount(),
  });
  readonly #ranges = h(
    'select',
    { id: 'range', 'aria-label': 'Range', onchange: () => void this.#showAccount() },
    ...RANGES.map(([range, label]) => h('option', { value: range }, label)),
  );
  readonly #chart = new BalanceChart();
  readonly #history = h('div', {}, loading());
  readonly #entries = h('div', {}, loading());
  readonly #chains = h('div', {}, loading());
  readonly #snapshots = h('div', {}, loading());
  readonly #events: EventList;
  readonly element: HTMLElement;
  #user = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly api: Api) {
    this.#events = new EventList(api);
    const search = h(
      'form',
      { class: 'search', role: 'search', onsubmit: (event) => this.#submit(event) },
      this.#field,
      h('button', { type: 'submit' }, 'Look up'),
    );
    this.element = h(
      'section',
      { class: 'stack' },
      h('div', { class: 'card head' }, h('h2', {}, 'A user'), search),
      this.#body,
    );
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #submit(event: Event): void {
    event.preventDefault();
    this.#user = this.#field.value.trim();
    clearTimeout(this.#timer);
    this.#events.begin(this.#user);
    const head = h('div', { class: 'head' }, h('h2', {}, 'Balance'), this.#accounts, this.#ranges);
    show(
      this.#body,
      h(
        'div',
        { class: 'columns' },
        h(
          'div',
          {},
          h('section', { class: 'card', id: 'history' }, head, this.#history),
          card('Events and their way', 'events', this.#events.element),
          card('Entries', 'entries', this.#entries),
        ),
        h(
          'div',
          {},
          card('On chain', 'chains', this.#chains),
          card('Snapshots of auto-deposit', 'snapshots', this.#snapshots),
        ),
      ),
    );
    void this.#load();
  }

  async #load(): Promise<void> {
    const user = this.#user;
    await Promise.all([this.#loadAccounts(user), this.#follow(user)]);
  }

  async #loadAccounts(user: string): Promise<void> {
    await this.#into(
      this.#history,
      `ledger/users/${encodeURIComponent(user)}/accounts`,
      ({ items }: { items: Account[] }) => {
        const chosen = this.#accounts.value;
        show(
          this.#accounts,
          ...items.map((each) =>
            h('option', { value: each.id }, `${each.asset} · ${each.type} · ${amount(each.balance)}`),
          ),
        );
        if (items.length === 0) {
          show(this.#history, empty('The ledger knows no account of this user in your tenant.'));
          show(this.#entries, empty('No entries.'));
        } else {
          if (items.some((each) => each.id === chosen)) {
            this.#accounts.value = chosen;
          }
          void this.#showAccount();
        }
      },
    );
  }

  async #showAccount(): Promise<void> {
    const account = `ledger/accounts/${this.#accounts.value}`;
    let latest: readonly Entry[] = [];
    await this.#into(this.#entries, `${account}/entries`, ({ items }: { items: Entry[] }) => {
      latest = items;
      show(this.#entries, items.length === 0 ? empty('No entries.') : entryTable(items));
    });
    await this.#into(this.#history, `${account}/history?range=${this.#ranges.value as Range}`, (history: History) => {
      show(this.#history, this.#chart.element);
      this.#chart.show(pointsOf(history, latest), history.asset);
    });
  }

  /** What changes while one looks is asked for again and again. */
  async #follow(user: string): Promise<void> {
    const of = encodeURIComponent(user);
    await Promise.all([
      this.#events.load().then((news) => (news ? this.#loadAccounts(user) : undefined)),
      this.#into(this.#chains, `chain-balances/users/${of}/balances`, (balances: OwnerBalances) =>
        show(this.#chains, chainList(balances)),
      ),
      this.#into(this.#snapshots, `deposits/users/${of}/snapshots`, ({ items }: { items: Snapshot[] }) =>
        show(this.#snapshots, items.length === 0 ? empty('None.') : snapshotList(items)),
      ),
    ]);
    if (user === this.#user) {
      this.#timer = setTimeout(() => void this.#follow(user), LOOK);
    }
  }

  async #into<T>(place: HTMLElement, path: string, then: (answer: T) => void): Promise<void> {
    const user = this.#user;
    try {
      const answer = await this.api.get<T>(`/v1/operator/${path}`);
      if (user === this.#user) {
        then(answer);
      }
    } catch (error) {
      show(
        place,
        failed(error instanceof Refused ? error.message : String(error), () => void this.#load()),
      );
    }
  }
}
