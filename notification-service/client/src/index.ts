export { DEFAULT_BACKOFF, type Backoff } from './backoff.js';
export { Balances } from './balances.js';
export { BallastClient } from './client.js';
export type { ClientEvents, ClientOptions, TokenSource } from './options.js';
export { RefusedError, type WebSocketConstructor } from './connection.js';
export type * from './events.js';
export type { ClientError, ConnectionEvents, State, TokenReason } from './state.js';
