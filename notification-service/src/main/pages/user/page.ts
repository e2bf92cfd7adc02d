import { BallastClient, type AccountBalance, type State } from '/pages/client/index.js';
import { Api } from '../shared/api.js';
import { h, show } from '../shared/dom.js';
import { amount, short, time } from '../shared/format.js';
import type { Frame } from '../shared/frame.js';
import type { Reason } from '../shared/signin.js';
import { card, empty, loading } from '../shared/states.js';
import type { Claims } from '../shared/token.js';
import { AccountView } from './account.js';
import { connectionPill } from './connection.js';
import { Deposits } from './deposits.js';
import { Notices } from './notices.js';

/** A user's own balances, live. */
export class UserPage {
  readonly #client: BallastClient;
  readonly #account: AccountView;
  readonly #deposits: Deposits;
  readonly #notices = new Notices();
  readonly #balances = h('div', { class: 'balances', id: 'balances' }, loading(2));
  readonly #wallets = h('div', {}, loading(2));
  readonly #online = (): void => this.#client.connect();
  readonly #seen = (): void => {
    if (document.visibilityState === 'visible') {
      this.#client.shown();
    }
  };
  #chosen: string | undefined;

  constructor(
    private readonly frame: Frame,
    token: string,
    private readonly who: Claims,
    private readonly leave: (reason: Reason) => void,
  ) {
    const api = new Api(token);
    const url = new URL('/balance', location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    // a pasted token has no successor
    this.#client = new BallastClient({ url: url.href, token: (reason) => (reason === 'connect' ? token : null) });
    this.#account = new AccountView(api);
    this.#deposits = new Deposits(api);
  }

  start(): void {
    this.#client.on('state', (state) => this.#stateChanged(state));
    this.#client.on('event', () => this.#showBalances());
    this.#client.on('event', this.#seen);
    this.#client.on('balance_initial', () => this.#account.reload());
    this.#client.on('balance_updated', (updated) => this.#account.updated(updated));
    this.#client.on('event', (event) => this.#deposits.happened(event));
    this.#client.on('event', (event) => this.#notices.happened(event));
    addEventListener('online', this.#online);
    document.addEventListener('visibilitychange', this.#seen);
    show(this.frame.who, this.who.sub);
    document.getElementById('leave')?.removeAttribute('hidden');
    show(
      this.frame.main,
      this.#notices.element,
      this.#balances,
      h(
        'div',
        { class: 'columns' },
        h('div', {}, this.#account.element),
        h('div', {}, card('On chain', 'wallets', this.#wallets), this.#deposits.element),
      ),
    );
    void this.#deposits.load();
    this.#client.connect();
  }

  stop(): void {
    removeEventListener('online', this.#online);
    document.removeEventListener('visibilitychange', this.#seen);
    this.#client.close();
    this.#account.stop();
  }

  #stateChanged(state: State): void {
    show(this.frame.status, connectionPill(state));
    if (state.name === 'expired') {
      this.leave('expired');
    }
  }

  #showBalances(): void {
    const { accounts, wallets } = this.#client.balances;
    const chosen = accounts.find((each) => each.accountId === this.#chosen) ?? accounts[0];
    if (chosen === undefined) {
      show(
        this.#balances,
        card('No account yet', 'none', empty('Once there is one, its balance appears here by itself.')),
      );
      this.#account.none();
    } else {
      this.#choose(chosen);
      show(this.#balances, ...accounts.map((each) => this.#balance(each)));
    }
    show(this.#wallets, wallets.length === 0 ? empty('No wallet is known.') : walletList(wallets));
  }

  #choose(account: AccountBalance): void {
    this.#chosen = account.accountId;
    this.#account.choose(account);
  }

  #balance(account: AccountBalance): HTMLElement {
    return h(
      'button',
      {
        type: 'button',
        class: 'balance',
        'aria-pressed': String(account.accountId === this.#chosen),
        onclick: () => {
          this.#choose(account);
          this.#showBalances();
        },
      },
      h('span', { class: 'asset' }, account.asset),
      h('span', { class: 'value' }, amount(account.balance)),
      h('span', { class: 'asset' }, `since ${time(account.timestamp)}`),
    );
  }
}

function walletList(wallets: BallastClient['balances']['wallets']): HTMLElement {
  return h(
    'ul',
    { class: 'list' },
    ...wallets.map((wallet) =>
      h(
        'li',
        {},
        h(
          'span',
          {},
          wallet.asset,
          h('small', { title: wallet.address }, `${wallet.network} · ${short(wallet.address)} · ${wallet.role}`),
        ),
        h('span', { class: 'amount' }, amount(wallet.balance), h('small', {}, time(wallet.timestamp))),
      ),
    ),
  );
}
