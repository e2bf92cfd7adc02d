/** An amount with its exact digits, such as `"10050.00"`. Do not calculate with it as a number. */
export type Amount = string;

/** When something happened: RFC 3339, UTC. */
export type Timestamp = string;

export interface AccountBalance {
  readonly accountId: string;
  readonly asset: string;
  readonly balance: Amount;
  /** Counts the account's changes; the higher one is the newer balance. */
  readonly version: number;
  readonly timestamp: Timestamp;
}

export interface WalletBalance {
  readonly walletId: string;
  readonly asset: string;
  readonly chain: string;
  readonly network: string;
  readonly address: string;
  readonly role: string;
  readonly balance: Amount;
  readonly version: number;
  readonly timestamp: Timestamp;
}

/** The user's personal account first. `balance` is null if nothing is known of the user; it is never an invented zero. */
export interface Balance extends Partial<Omit<AccountBalance, 'balance'>> {
  readonly balance: Amount | null;
  /** All accounts, if there are several. */
  readonly accounts?: readonly AccountBalance[];
  readonly wallets?: readonly WalletBalance[];
}

interface OfAccount {
  readonly accountId: string;
  readonly asset: string;
  readonly timestamp: Timestamp;
}

export interface BalanceUpdated extends OfAccount {
  readonly newBalance: Amount;
  readonly version: number;
  readonly previousBalance?: Amount;
  readonly amount?: Amount;
  readonly transactionId?: string;
  readonly transactionType?: string;
  /** For a client that was behind: the sequences that this balance stands for, beside its own. */
  readonly conflates?: readonly number[];
}

export interface TransactionCompleted extends OfAccount {
  readonly transactionId: string;
  readonly transactionType: string;
  readonly amount: Amount;
  readonly newBalance: Amount;
  readonly version: number;
}

export interface TransactionFailed extends OfAccount {
  readonly transactionId: string;
  readonly transactionType: string;
  readonly amount: Amount;
  readonly reason: string;
}

export interface BalanceInsufficient extends OfAccount {
  readonly requiredAmount: Amount;
  readonly currentBalance: Amount;
  readonly shortfall: Amount;
  readonly transactionType: string;
}

export interface BalanceHeld extends OfAccount {
  readonly balance: Amount;
  readonly held: Amount;
  readonly available: Amount;
  readonly change: Amount;
  readonly reason: string;
  readonly holdId?: string;
  readonly version: number;
  readonly holdVersion: number;
}

interface OfWallet {
  readonly walletId: string;
  readonly chain: string;
  readonly network: string;
  readonly address: string;
  readonly role: string;
  readonly asset: string;
  readonly decimals: number;
  readonly blockHeight?: number;
  readonly blockHash?: string;
}

export interface ChainBalanceChanged extends OfWallet {
  readonly version: number;
  readonly newBalance: Amount;
  readonly newBalanceRaw: string;
  readonly previousBalance?: Amount;
  readonly previousBalanceRaw?: string;
  readonly finality: string;
  readonly source: string;
  readonly asOf: Timestamp;
}

export interface ChainBalanceReorged extends OfWallet {
  readonly version: number;
  readonly newBalance: Amount;
  readonly newBalanceRaw: string;
  readonly previousBalance?: Amount;
  readonly previousBalanceRaw?: string;
  readonly reorgedBlockHeight: number;
  readonly reorgedBlockHash?: string;
  readonly asOf: Timestamp;
}

export interface ChainCreditDetected extends OfWallet {
  readonly chainEventId: string;
  readonly amount: Amount;
  readonly amountRaw: string;
  readonly sender?: string;
  readonly transactionHash: string;
  readonly finality: string;
  readonly timestamp: Timestamp;
}

/** A change of a wallet's balance that its rule wants to be told of. */
export interface BalanceAlert {
  readonly alertId: string;
  readonly walletId: string;
  readonly network: string;
  readonly account: string;
  readonly asset: string;
  readonly previousBalance: Amount;
  readonly currentBalance: Amount;
  readonly change: Amount;
  readonly changePercent?: number;
  readonly alertAmount?: Amount;
  readonly alertPercent?: number;
  readonly timestamp: Timestamp;
}

interface OfDeposit {
  readonly depositId: string;
  readonly walletId: string;
  readonly network: string;
  readonly vault: string;
  readonly asset: string;
  readonly amount: Amount;
  readonly timestamp: Timestamp;
}

export interface DepositTriggered extends OfDeposit {
  readonly previousBalance: Amount;
  readonly currentBalance: Amount;
}

export interface DepositSubmitted extends OfDeposit {
  readonly transactionHash: string;
  readonly attempt: number;
}

export interface DepositConfirmed extends OfDeposit {
  readonly transactionHash: string;
  readonly shares: string;
  readonly ledgerSequence: number;
}

export interface DepositStopped extends OfDeposit {
  readonly reason: string;
  readonly transactionHash?: string;
}

/** The events of the stream by their names. Each is told exactly once and in order. */
export interface StreamEvents {
  balance_initial: Balance;
  balance_updated: BalanceUpdated;
  transaction_completed: TransactionCompleted;
  transaction_failed: TransactionFailed;
  balance_insufficient: BalanceInsufficient;
  balance_held: BalanceHeld;
  chain_balance_changed: ChainBalanceChanged;
  chain_balance_reorged: ChainBalanceReorged;
  chain_credit_detected: ChainCreditDetected;
  deposit_triggered: DepositTriggered;
  deposit_submitted: DepositSubmitted;
  deposit_confirmed: DepositConfirmed;
  deposit_failed: DepositStopped;
  deposit_held: DepositStopped;
  balance_alert: BalanceAlert;
}

/** Any event of the stream, also one that this version of the client has no type for. */
export interface AnyEvent {
  readonly event: string;
  readonly id?: string;
  readonly data: Readonly<Record<string, unknown>>;
}
