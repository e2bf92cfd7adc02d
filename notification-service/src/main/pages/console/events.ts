import { Refused, type Api } from '../shared/api.js';
import { h, show } from '../shared/dom.js';
import { amount, change, time, words } from '../shared/format.js';
import { empty, failed, loading, table } from '../shared/states.js';
import { wayOf, type Told, type Transaction } from './way.js';

/** The latest events of a user's stream; the chosen one's way is drawn below it. */
export class EventList {
  readonly element = h('div', {}, loading());
  #user = '';
  #chosen: string | undefined;
  #newest: string | undefined;
  #told: readonly Told[] = [];
  /** What the ledger says of the transactions that were looked at; null while it is asked, or if it says nothing. */
  readonly #transactions = new Map<string, Transaction | null>();

  constructor(private readonly api: Api) {}

  begin(user: string): void {
    this.#user = user;
    this.#chosen = undefined;
    this.#newest = undefined;
    this.#transactions.clear();
    show(this.element, loading());
  }

  /** Whether an event came since the last look. */
  async load(): Promise<boolean> {
    const user = this.#user;
    try {
      const { events } = await this.api.get<{ events: Told[] }>(
        `/v1/operator/notifications/users/${encodeURIComponent(user)}`,
      );
      if (user !== this.#user) {
        return false;
      }
      this.#show(events);
      const news = this.#newest !== undefined && events[0]?.id !== this.#newest;
      this.#newest = events[0]?.id ?? '';
      return news;
    } catch (error) {
      show(this.element, failed(error instanceof Refused ? error.message : String(error)));
      return false;
    }
  }

  #show(events: readonly Told[]): void {
    this.#told = events;
    if (events.length === 0) {
      show(this.element, empty('No event of this user is kept: the stream forgets after a day.'));
      return;
    }
    const chosen = events.find((each) => each.id === this.#chosen) ?? (events[0] as Told);
    show(
      this.element,
      table(
        ['When', 'Event', 'Amount', 'Place'],
        events.slice(0, 12).map((each) => this.#row(each, each === chosen)),
      ),
      h('h2', {}, 'The way of ', words(chosen.event).toLowerCase()),
      wayOf(chosen, this.#transactionOf(chosen)),
    );
  }

  /** The transaction behind an event; when it has to be asked for, all is shown again once it is there. */
  #transactionOf({ data }: Told): Transaction | null {
    const user = this.#user;
    const id = data['transactionId'];
    if (typeof id !== 'string') {
      return null;
    }
    const known = this.#transactions.get(id);
    if (known === undefined) {
      this.#transactions.set(id, null);
      this.api.get<Transaction>(`/v1/operator/ledger/transactions/${encodeURIComponent(id)}`).then(
        (transaction) => {
          if (user === this.#user) {
            this.#transactions.set(id, transaction);
            this.#show(this.#told);
          }
        },
        () => {}, // the way is told without it
      );
    }
    return known ?? null;
  }

  #row(told: Told, chosen: boolean): HTMLElement {
    const choose = (): void => {
      this.#chosen = told.id;
      this.#show(this.#told);
    };
    const key = (event: Event): void => {
      if ((event as KeyboardEvent).key === 'Enter') {
        choose();
      }
    };
    const { amount: moved, newBalance, asset } = told.data;
    const value = moved === undefined ? amount(newBalance as string | undefined) : change(String(moved));
    return h(
      'tr',
      {
        class: 'choosable',
        'aria-selected': String(chosen),
        tabindex: 0,
        onclick: choose,
        onkeydown: key,
        'data-event': told.event,
      },
      h('td', {}, time(told.time)),
      h('td', {}, words(told.event)),
      h('td', { class: 'amount' }, `${value} ${asset ?? ''}`),
      h('td', { title: told.id }, `#${told.id.split(':')[1]}`),
    );
  }
}
