/** Why a token is asked for. */
export type TokenReason =
  /** A socket is to be opened. */
  | 'connect'
  /** The token of the open socket will soon be over; the answer is sent in band. */
  | 'expiring'
  /** The last one was not accepted, its time is over, or it was revoked. */
  | 'refused';

/** What the client is doing. */
export type State =
  /** Opening its first socket, or one after its place was lost; nothing is known yet. */
  | { readonly name: 'connecting'; readonly failures: number }
  /** What is shown is true now. */
  | { readonly name: 'connected' }
  /** Opening a socket that goes on behind `since`; what is shown is what was true then. */
  | { readonly name: 'resuming'; readonly since: string; readonly failures: number }
  /** Pausing before the next attempt, `delay` milliseconds. */
  | { readonly name: 'waiting'; readonly delay: number; readonly failures: number; readonly why: string }
  /** There is no token that is accepted: goes on with `refresh(token)`. */
  | { readonly name: 'expired'; readonly why: string }
  /** Not started, closed by `close()`, or for a reason that coming back would not change. */
  | { readonly name: 'closed'; readonly why: string };

/** What went wrong without ending the connection. `code` is the service's, or one of the client's own. */
export interface ClientError {
  readonly code: string;
  readonly message: string;
}

/** What happened to the connection, beside the events of the stream. */
export interface ConnectionEvents {
  state: State;
  /** An earlier place was given; `recovered` false means that a `balance_initial` begins anew. */
  resumed: { readonly recovered: boolean };
  /** Events between `after` and `before` did not arrive, and were asked for in place. */
  gap: { readonly after: string; readonly before: string };
  error: ClientError;
}
