import type {
  AccountBalance,
  Balance,
  BalanceHeld,
  BalanceUpdated,
  ChainBalanceChanged,
  ChainBalanceReorged,
  WalletBalance,
} from './events.js';

/** The latest balances by account and by wallet; an older version never replaces a newer one. */
export class Balances {
  readonly #accounts = new Map<string, AccountBalance>();
  readonly #wallets = new Map<string, WalletBalance>();

  /** The accounts, the personal one first. */
  get accounts(): readonly AccountBalance[] {
    return [...this.#accounts.values()];
  }

  /** One for each asset of each wallet. */
  get wallets(): readonly WalletBalance[] {
    return [...this.#wallets.values()];
  }

  /** What an event of the stream says of balances; others change nothing. */
  apply(event: string, data: unknown): void {
    switch (event) {
      case 'balance_initial':
        this.begin(data as Balance);
        break;
      case 'balance_updated':
        this.updated(data as BalanceUpdated);
        break;
      case 'balance_held':
        this.held(data as BalanceHeld);
        break;
      case 'chain_balance_changed':
      case 'chain_balance_reorged':
        this.onChain(data as ChainBalanceChanged | ChainBalanceReorged);
    }
  }

  /** The stream begins anew: this is all that is known. */
  begin(initial: Balance): void {
    this.#accounts.clear();
    this.#wallets.clear();
    (initial.accounts ?? accountOf(initial)).forEach((account) => this.#account(account));
    (initial.wallets ?? []).forEach((wallet) => this.#wallet(wallet));
  }

  updated({ accountId, asset, newBalance, version, timestamp }: BalanceUpdated): void {
    this.#account({ accountId, asset, balance: newBalance, version, timestamp });
  }

  held({ accountId, asset, balance, version, timestamp }: BalanceHeld): void {
    this.#account({ accountId, asset, balance, version, timestamp });
  }

  onChain(event: ChainBalanceChanged | ChainBalanceReorged): void {
    const { walletId, asset, chain, network, address, role, newBalance, version, asOf } = event;
    this.#wallet({ walletId, asset, chain, network, address, role, balance: newBalance, version, timestamp: asOf });
  }

  #account(account: AccountBalance): void {
    if (account.version >= (this.#accounts.get(account.accountId)?.version ?? 0)) {
      this.#accounts.set(account.accountId, account);
    }
  }

  #wallet(wallet: WalletBalance): void {
    const key = `${wallet.walletId} ${wallet.asset}`;
    if (wallet.version >= (this.#wallets.get(key)?.version ?? 0)) {
      this.#wallets.set(key, wallet);
    }
  }
}

/** An initial balance without a list is that of the only account, or of none. */
function accountOf(initial: Balance): AccountBalance[] {
  return initial.balance === null || initial.accountId === undefined ? [] : [initial as AccountBalance];
}
