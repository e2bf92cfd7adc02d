import type { AnyEvent } from '/pages/client/index.js';
import type { Api } from '../shared/api.js';
import { h, show } from '../shared/dom.js';
import { amount, short, time } from '../shared/format.js';
import { snapshotList, type Snapshot } from '../shared/snapshots.js';
import { card, empty, failed, loading } from '../shared/states.js';

/** What an event of a deposit tells. */
interface Told {
  readonly depositId: string;
  readonly asset: string;
  readonly amount: string;
  readonly vault: string;
  readonly timestamp: string;
  readonly reason?: string;
}

/** A deposit as auto-deposit answers it. */
interface Stored {
  readonly id: string;
  readonly amount: string;
  readonly vault: string;
  readonly state: string;
  readonly updatedAt: string;
  readonly reason?: string;
}

interface Deposit {
  readonly stage: Stage;
  readonly worth: string;
  readonly vault: string;
  readonly since: string;
  readonly reason: string | undefined;
}

type Stage = readonly [kind: string, text: string];

const FOUND: Stage = ['', 'Found'];
const ON_ITS_WAY: Stage = ['warn', 'On its way'];
const IN_THE_VAULT: Stage = ['good', 'In the vault'];
const FAILED: Stage = ['bad', 'Failed'];
const HELD: Stage = ['warn', 'Waits for an operator'];
const EVENTS: Record<string, Stage> = {
  deposit_triggered: FOUND,
  deposit_submitted: ON_ITS_WAY,
  deposit_confirmed: IN_THE_VAULT,
  deposit_failed: FAILED,
  deposit_held: HELD,
};
/** All others are steps between finding it and sending it. */
const STATES: Record<string, Stage> = {
  submitted: ON_ITS_WAY,
  expired: ON_ITS_WAY,
  confirmed: IN_THE_VAULT,
  failed: FAILED,
  held: HELD,
  dry_run: ['', 'Only tried'],
};
const ASSET = 'USDC';
const MAX = 20;

/** Income on its way into the vault, before and while one looks, and what the wallets were found to hold. */
export class Deposits {
  readonly #list = h('div', {}, loading(2));
  /** Why those of before are missing, and the way to ask again. */
  readonly #missing = h('div', {});
  readonly #seen = h('div', {});
  readonly element = card('Deposits', 'deposits', this.#list, this.#missing, this.#seen);
  /** The oldest first. */
  readonly #deposits = new Map<string, Deposit>();

  constructor(private readonly api: Api) {}

  happened({ event, data }: AnyEvent): void {
    const stage = EVENTS[event];
    if (stage !== undefined) {
      const told = data as unknown as Told;
      this.#deposits.delete(told.depositId);
      this.#deposits.set(told.depositId, {
        stage,
        worth: `${amount(told.amount)} ${told.asset}`,
        vault: told.vault,
        since: told.timestamp,
        reason: told.reason,
      });
      this.#show();
    }
  }

  async load(): Promise<void> {
    await Promise.all([this.#loadDeposits(), this.#loadSnapshots()]);
  }

  async #loadDeposits(): Promise<void> {
    try {
      const { items } = await this.api.get<{ items: Stored[] }>(`/v1/deposits?limit=${MAX}`);
      this.#remember(items);
      show(this.#missing);
      this.#show();
    } catch (error) {
      // what events have told meanwhile stays
      if (this.#deposits.size === 0) {
        show(this.#list);
      }
      show(
        this.#missing,
        failed(error instanceof Error ? error.message : String(error), () => void this.load()),
      );
    }
  }

  /** Beside the deposits; without an answer there is nothing to show. */
  async #loadSnapshots(): Promise<void> {
    try {
      const { items } = await this.api.get<{ items: Snapshot[] }>('/v1/snapshots?limit=5');
      show(this.#seen, ...(items.length === 0 ? [] : [h('h3', {}, 'Seen'), snapshotList(items)]));
    } catch {
      show(this.#seen);
    }
  }

  /** What an event has told meanwhile is newer. */
  #remember(newestFirst: readonly Stored[]): void {
    const told = new Map(this.#deposits);
    this.#deposits.clear();
    for (const each of [...newestFirst].reverse()) {
      this.#deposits.set(each.id, {
        stage: STATES[each.state] ?? FOUND,
        worth: `${amount(each.amount)} ${ASSET}`,
        vault: each.vault,
        since: each.updatedAt,
        reason: each.reason,
      });
    }
    for (const [id, deposit] of told) {
      this.#deposits.delete(id);
      this.#deposits.set(id, deposit);
    }
  }

  #show(): void {
    const latest = [...this.#deposits.values()].reverse().slice(0, MAX);
    show(
      this.#list,
      latest.length === 0 ? empty('No income has been moved yet.') : h('ul', { class: 'list' }, ...latest.map(line)),
    );
  }
}

function line({ stage: [kind, text], worth, vault, since, reason }: Deposit): HTMLElement {
  return h(
    'li',
    {},
    h('span', {}, worth, h('small', {}, `${time(since)} · vault ${short(vault)}`)),
    h('span', { class: `pill ${kind}`, title: reason }, text),
  );
}
