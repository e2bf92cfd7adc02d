import { h } from '../shared/dom.js';
import { duration, time, words } from '../shared/format.js';

/** An event of a user's stream as notification-service tells it. */
export interface Told {
  readonly id: string;
  readonly event: string;
  readonly time: string;
  readonly storedAt?: string;
  readonly traceId?: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly delivered: readonly { readonly replica: string; readonly connection: string; readonly at: string }[];
}

interface Origin {
  readonly service: string;
  readonly topic: string;
}

/** A transaction as the ledger tells staff. */
export interface Transaction {
  readonly type: string;
  readonly status: string;
  readonly requestedBy?: string;
  readonly processedBy?: string;
  readonly entries: readonly unknown[];
}

/** One event's way: from the change, over Kafka, into the user's stream, to each socket. */
export function wayOf(told: Told, transaction: Transaction | null): HTMLElement {
  const { service, topic } = originOf(told.event);
  return h(
    'ol',
    { class: 'way', id: 'way' },
    stop(`Committed in ${service}`, [
      time(told.time),
      subjectOf(told),
      transaction === null ? '' : causeOf(transaction),
      told.traceId && `trace ${told.traceId}`,
    ]),
    stop(`Published to ${topic}`, ['by the outbox, in the order of commits']),
    told.storedAt === undefined
      ? stop('In the user’s stream', ['its time was not noted'], undefined, true)
      : stop('In the user’s stream', [`${time(told.storedAt)}, place ${told.id}`], since(told.time, told.storedAt)),
    ...deliveries(told),
  );
}

function deliveries(told: Told): HTMLElement[] {
  return told.delivered.length === 0
    ? [
        stop(
          'Handed to no socket that is known of',
          ['Sockets are noted while somebody looks at the user here.'],
          undefined,
          true,
        ),
      ]
    : told.delivered.map((mark) =>
        stop(
          `Handed to a socket on ${mark.replica}`,
          [`${time(mark.at)}, connection ${mark.connection}`],
          since(told.time, mark.at),
        ),
      );
}

function stop(title: string, lines: readonly (string | undefined)[], took?: string, unknown = false): HTMLElement {
  return h(
    'li',
    unknown ? { class: 'unknown' } : {},
    took !== undefined && h('span', { class: 'took', title: 'after the change; clocks of two machines' }, took),
    h('b', {}, title),
    ...lines.filter((line) => line !== undefined && line !== '').map((line) => h('small', {}, line)),
  );
}

function since(from: string, to: string): string {
  return `+${duration(Math.max(0, Date.parse(to) - Date.parse(from)))}`;
}

function subjectOf({ data }: Told): string {
  const kind = data['transactionType'];
  const id = data['transactionId'] ?? data['depositId'] ?? data['transactionHash'] ?? data['walletId'];
  return [kind === undefined ? '' : words(String(kind)), id === undefined ? '' : String(id)]
    .filter((part) => part !== '')
    .join(' ');
}

function causeOf({ status, requestedBy, processedBy, entries }: Transaction): string {
  const by = [requestedBy && `asked for by ${requestedBy}`, processedBy && `decided by ${processedBy}`];
  return [status, `${entries.length} entries`, ...by.filter((part) => part !== undefined)].join(', ');
}

function originOf(event: string): Origin {
  if (event.startsWith('chain_')) {
    return { service: 'chain-balance-service', topic: 'chain.balances.v1' };
  }
  return event.startsWith('deposit_')
    ? { service: 'auto-deposit-service', topic: 'deposits.v1' }
    : { service: 'ledger-service', topic: 'ledger.balances.v1' };
}
