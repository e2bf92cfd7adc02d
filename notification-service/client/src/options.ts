import type { Backoff } from './backoff.js';
import type { WebSocketConstructor } from './connection.js';
import type { AnyEvent, StreamEvents } from './events.js';
import type { ConnectionEvents, TokenReason } from './state.js';

/** Gives a token, or null if there is none that would be accepted. */
export type TokenSource = (reason: TokenReason) => string | null | Promise<string | null>;

export interface ClientOptions {
  /** The balance socket, such as `wss://example.com/balance`. */
  readonly url: string;
  /** Asked before every handshake, and when the open socket's token will soon be over. */
  readonly token: TokenSource;
  readonly backoff?: Backoff;
  /** How long a handshake, or an answer, may take, in ms. Default 10 s. */
  readonly patience?: number;
  /** After so long without a frame the service is asked whether it is there, in ms. Default 45 s: a proxy gives up after 60. */
  readonly silence?: number;
  /** Default: the platform's own, which browsers and Node.js 22 have. */
  readonly webSocket?: WebSocketConstructor;
  /** Gives 0 to 1; for tests. */
  readonly random?: () => number;
}

/** What can be listened to. `event` is told every event of the stream, before its own name is. */
export type ClientEvents = StreamEvents & ConnectionEvents & { event: AnyEvent };

export const PATIENCE = 10_000;
export const SILENCE = 45_000;
