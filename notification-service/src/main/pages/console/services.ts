import { Refused, type Api } from '../shared/api.js';

/** What the services say of themselves; what can not be measured now is absent. */
export interface Flow {
  readonly service: string;
  readonly at: string;
  readonly outbox?: { readonly unpublished: number; readonly oldestAgeSeconds: number };
  readonly consumers?: readonly { readonly group: string; readonly topic: string; readonly lag: number }[];
  readonly deadLetters?: readonly { readonly topic: string; readonly depth: number }[];
  readonly replicas?: readonly Replica[];
}

export interface Replica {
  readonly replica: string;
  readonly startedAt: string;
  readonly at: string;
  readonly sockets: number;
  readonly socketIo: number;
  readonly users: number;
  readonly listening: boolean;
  readonly rates: {
    readonly seconds: number;
    readonly framesPerSecond: number;
    readonly conflatedPerSecond: number;
    readonly commitToSocket?: { readonly count: number; readonly p50: number; readonly p99: number };
  };
}

/** A service's answer, or why there is none. */
export interface Answer {
  readonly service: string;
  readonly flow?: Flow;
  readonly refused?: Refused;
}

const SERVICES: readonly (readonly [service: string, path: string])[] = [
  ['ledger-service', '/v1/operator/ledger'],
  ['chain-balance-service', '/v1/operator/chain-balances'],
  ['auto-deposit-service', '/v1/operator/deposits'],
  ['notification-service', '/v1/operator/notifications'],
];

/** Asks all four at once; one that does not answer does not keep the others from being shown. */
export function askAll(api: Api): Promise<Answer[]> {
  return Promise.all(
    SERVICES.map(async ([service, path]) => {
      try {
        return { service, flow: await api.get<Flow>(path) };
      } catch (error) {
        return { service, refused: error instanceof Refused ? error : new Refused(0, 'unreadable', String(error)) };
      }
    }),
  );
}
