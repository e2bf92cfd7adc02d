import type { AnyEvent } from '/pages/client/index.js';
import type { Api } from '../shared/api.js';
import { h, show } from '../shared/dom.js';
import { amount, short, time } from '../shared/format.js';
import { snapshotList, type Snapshot } from '../shared/snapshots.js';
import { card, empty, failed, loading } from '../shared/states.js';

interface Deposit {
  readonly depositId: string;
  readonly asset: string;
  readonly amount: string;
  readonly network: string;
  readonly vault: string;
  readonly timestamp: string;
  readonly reason?: string;
}

const STATES: Record<string, [kind: string, text: string]> = {
  deposit_triggered: ['', 'Found'],
  deposit_submitted: ['warn', 'On its way'],
  deposit_confirmed: ['good', 'In the vault'],
  deposit_failed: ['bad', 'Failed'],
  deposit_held: ['warn', 'Waits for an operator'],
};
const MAX = 20;

/** Income on its way into the vault: what happens while one looks, and what the wallets were found to hold before. */
export class Deposits {
  readonly #live = h('div', {});
  readonly #before = h('div', {}, loading(2));
  readonly element = card('Deposits', 'deposits', this.#live, this.#before);
  readonly #deposits = new Map<string, { event: string; deposit: Deposit }>();

  constructor(private readonly api: Api) {}

  happened({ event, data }: AnyEvent): void {
    if (event in STATES) {
      const deposit = data as unknown as Deposit;
      this.#deposits.delete(deposit.depositId);
      this.#deposits.set(deposit.depositId, { event, deposit });
      this.#show();
    }
  }

  async load(): Promise<void> {
    try {
      const { items } = await this.api.get<{ items: Snapshot[] }>('/v1/snapshots?limit=10');
      show(
        this.#before,
        items.length === 0 && this.#deposits.size === 0 ? empty('No income has been seen yet.') : snapshotList(items),
      );
    } catch (error) {
      show(
        this.#before,
        failed(error instanceof Error ? error.message : String(error), () => void this.load()),
      );
    }
  }

  #show(): void {
    const latest = [...this.#deposits.values()].reverse().slice(0, MAX);
    show(this.#live, h('ul', { class: 'list' }, ...latest.map(({ event, deposit }) => line(event, deposit))));
  }
}

function line(event: string, deposit: Deposit): HTMLElement {
  const [kind, text] = STATES[event] as [string, string];
  return h(
    'li',
    {},
    h(
      'span',
      {},
      `${amount(deposit.amount)} ${deposit.asset}`,
      h('small', {}, `${time(deposit.timestamp)} · vault ${short(deposit.vault)}`),
    ),
    h('span', { class: `pill ${kind}`, title: deposit.reason }, text),
  );
}
