import type { AnyEvent } from '/pages/client/index.js';
import { h, show } from '../shared/dom.js';
import { amount, words } from '../shared/format.js';

const SHOWN_FOR = 8_000;

/** What did not go as the user wanted, or what they wanted to be told of, said once and for some seconds. */
export class Notices {
  readonly element = h('div', { role: 'status', id: 'notices' });
  #timer: ReturnType<typeof setTimeout> | undefined;

  happened({ event, data }: AnyEvent): void {
    const text = textOf(event, data);
    if (text !== undefined) {
      show(this.element, h('div', { class: 'failed' }, h('p', {}, text)));
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => show(this.element), SHOWN_FOR);
    }
  }
}

function textOf(event: string, data: AnyEvent['data']): string | undefined {
  switch (event) {
    case 'transaction_failed':
      return `${words(String(data['transactionType']))} of ${amount(String(data['amount']))} ${data['asset']} did not happen: ${data['reason']}`;
    case 'balance_insufficient':
      return `${amount(String(data['shortfall']))} ${data['asset']} are missing for a ${data['transactionType']} of ${amount(String(data['requiredAmount']))}`;
    case 'balance_alert':
      return `A wallet changed by ${amount(String(data['change']))} ${data['asset']} and holds ${amount(String(data['currentBalance']))} now`;
    default:
      return undefined;
  }
}
