import { h } from './dom.js';
import { amount, change, time, words } from './format.js';

/** What a wallet was found to hold, as auto-deposit tells it. */
export interface Snapshot {
  readonly usdcBalance: string;
  readonly balanceChange: string;
  readonly snapshotType: string;
  readonly createdAt: string;
  readonly depositAmount?: string;
}

export function snapshotList(snapshots: readonly Snapshot[]): HTMLElement {
  return h(
    'ul',
    { class: 'list' },
    ...snapshots.map((each) =>
      h(
        'li',
        {},
        h('span', {}, words(each.snapshotType), h('small', {}, time(each.createdAt))),
        h('span', { class: 'amount' }, `${amount(each.usdcBalance)} USDC`, h('small', {}, change(each.balanceChange))),
      ),
    ),
  );
}
