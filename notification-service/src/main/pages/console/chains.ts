import { h } from '../shared/dom.js';
import { amount, short, time } from '../shared/format.js';
import { empty } from '../shared/states.js';

interface Value {
  readonly asset: string;
  readonly amount?: string | null;
  readonly status: string;
  readonly asOf?: string | null;
  readonly error?: string | null;
}

/** A user's wallets as chain-balance tells them. */
export interface OwnerBalances {
  readonly wallets: readonly {
    readonly network: string;
    readonly address: string;
    readonly role: string;
    readonly balances: readonly Value[];
  }[];
}

export function chainList({ wallets }: OwnerBalances): HTMLElement {
  return wallets.length === 0
    ? empty('No wallet is registered.')
    : h('ul', { class: 'list' }, ...wallets.flatMap((wallet) => wallet.balances.map((value) => line(wallet, value))));
}

function line({ network, address, role }: OwnerBalances['wallets'][number], value: Value): HTMLElement {
  const known = value.asOf === null || value.asOf === undefined ? '' : time(value.asOf);
  return h(
    'li',
    {},
    h('span', {}, value.asset, h('small', { title: address }, `${network} · ${short(address)} · ${role}`)),
    h(
      'span',
      { class: 'amount' },
      amount(value.amount),
      h('small', {}, `${value.status.toLowerCase().replaceAll('_', ' ')} ${known}`),
    ),
  );
}
