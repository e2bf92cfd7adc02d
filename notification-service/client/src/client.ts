import { checkedBackoff, DEFAULT_BACKOFF, fullJitter, type Backoff } from './backoff.js';
import { Balances } from './balances.js';
import { judge, whyRefused, type Verdict } from './closing.js';
import { Connection, RefusedError, type WebSocketConstructor } from './connection.js';
import { Emitter } from './emitter.js';
import type { AnyEvent, Balance, StreamEvents } from './events.js';
import type { Frame } from './frames.js';
import type { ConnectionEvents, State, TokenReason } from './state.js';
import { Stream } from './stream.js';

/** Gives a token, or null if there is none that would be accepted. */
export type TokenSource = (reason: TokenReason) => string | null | Promise<string | null>;

export interface ClientOptions {
  /** The balance socket, such as `wss://example.com/balance`. */
  readonly url: string;
  /** Asked before every handshake, and when the open socket's token will soon be over. */
  readonly token: TokenSource;
  readonly backoff?: Backoff;
  /** How long a handshake, or an answer, may take. Default 10 s. */
  readonly patience?: number;
  /** After so long without a frame the service is asked whether it is there. Default 45 s: a proxy gives up after 60. */
  readonly silence?: number;
  /** Default: the platform's own, which browsers and Node.js 22 have. */
  readonly webSocket?: WebSocketConstructor;
  /** Gives 0 to 1; for tests. */
  readonly random?: () => number;
}

/** What can be listened to. `event` is told every event of the stream, before its own name is. */
export type ClientEvents = StreamEvents & ConnectionEvents & { event: AnyEvent };

const PATIENCE = 10_000;
const SILENCE = 45_000;

/**
 * A user's balances as they change. Connects, resumes where it was, and tells each event once and in order, through lost
 * connections, restarted replicas and expiring tokens. README.md has the whole promise.
 */
export class BallastClient {
  readonly balances = new Balances();
  readonly #options: ClientOptions;
  readonly #backoff: Backoff;
  readonly #patience: number;
  readonly #emitter = new Emitter<ClientEvents>();
  readonly #stream = new Stream();
  #state: State = { name: 'closed', why: 'not_started' };
  #connection: Connection | undefined;
  #attempt = 0;
  #failures = 0;
  #token = '';
  #refusedToken: string | undefined;
  #givenToken: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#backoff = checkedBackoff(options.backoff ?? DEFAULT_BACKOFF);
    this.#patience = options.patience ?? PATIENCE;
  }

  get state(): State {
    return this.#state;
  }

  /** The id of the last event that was told. */
  get lastId(): string | undefined {
    return this.#stream.lastId;
  }

  /** Adds a listener; it gets the event's data, and its id if it has one. Gives the function that removes it. */
  on<Name extends keyof ClientEvents>(
    name: Name,
    listener: (value: ClientEvents[Name], id?: string) => void,
  ): () => void {
    return this.#emitter.on(name, listener);
  }

  /** Begins, or begins again after `closed`; when it waits, does not wait any longer. */
  connect(): void {
    if (['closed', 'waiting', 'expired'].includes(this.#state.name)) {
      this.#failures = this.#state.name === 'waiting' ? this.#failures : 0;
      void this.#open('connect');
    }
  }

  /** Ends the connection; nothing is told any more until `connect()`. */
  close(): void {
    this.#leave();
    this.#become({ name: 'closed', why: 'by_client' });
  }

  /** Gives a new token of the same user: to the open socket, or to the next. */
  async refresh(token: string): Promise<void> {
    if (this.#state.name === 'connected') {
      await this.#sendToken(token);
      return;
    }
    this.#givenToken = token;
    this.connect();
  }

  /** Asks the service for the balances now. @throws RefusedError if there is no connection, or no answer */
  async currentBalance(): Promise<Balance> {
    return (await this.#ask('get_current_balance', {})) as unknown as Balance;
  }

  async #open(reason: TokenReason): Promise<void> {
    this.#leave();
    const attempt = this.#attempt;
    const since = this.#stream.lastId;
    const failures = this.#failures;
    this.#become(since === undefined ? { name: 'connecting', failures } : { name: 'resuming', since, failures });
    let token: string | null;
    try {
      token = await this.#nextToken(reason);
    } catch (error) {
      this.#tell('token_source_failed', String(error));
      this.#unless(attempt, () => this.#wait('token_source_failed'));
      return;
    }
    this.#unless(attempt, () => {
      if (token === null || token === this.#refusedToken) {
        this.#become({ name: 'expired', why: token === null ? 'no_token' : 'token_refused' });
      } else {
        this.#connect(token, since, attempt);
      }
    });
  }

  async #nextToken(reason: TokenReason): Promise<string | null> {
    const given = this.#givenToken;
    this.#givenToken = undefined;
    return given ?? (await this.#options.token(reason));
  }

  #connect(token: string, since: string | undefined, attempt: number): void {
    const { url, webSocket = globalThis.WebSocket } = this.#options;
    const address = since === undefined ? url : `${url}?since=${encodeURIComponent(since)}`;
    this.#token = token;
    this.#stream.reconnecting();
    this.#connection = new Connection(address, token, webSocket, this.#patience, {
      frame: (frame) => this.#unless(attempt, () => this.#received(frame)),
      closed: (code, reason, opened) => this.#unless(attempt, () => void this.#closed(code, reason, opened, attempt)),
    });
  }

  async #closed(code: number, reason: string, opened: boolean, attempt: number): Promise<void> {
    this.#connection = undefined;
    clearTimeout(this.#timer);
    const verdict = opened ? judge(code, reason) : await whyRefused(this.#options.url, this.#token, this.#patience);
    this.#unless(attempt, () => this.#follow(verdict));
  }

  #follow({ then, why }: Verdict): void {
    switch (then) {
      case 'stop':
        this.#leave();
        this.#become({ name: 'closed', why });
        break;
      case 'token':
        this.#refusedToken = this.#token;
        // the first one is replaced at once; a service that refuses whatever it is given is not asked in a loop
        if (this.#failures === 0) {
          this.#failures = 1;
          void this.#open('refused');
        } else {
          this.#wait(why, 'refused');
        }
        break;
      case 'retry':
        this.#wait(why);
    }
  }

  #wait(why: string, reason: TokenReason = 'connect'): void {
    const failures = this.#failures++;
    const delay = fullJitter(this.#backoff, failures, this.#options.random ?? Math.random);
    this.#leave();
    this.#become({ name: 'waiting', delay, failures, why });
    this.#timer = setTimeout(() => void this.#open(reason), delay);
  }

  #received(frame: Frame): void {
    this.#listenOn();
    switch (frame.event) {
      case 'balance_subscribed':
        this.#emitter.emit('resumed', { recovered: frame.data['recovered'] === true });
        if (frame.data['recovered'] === true) {
          this.#connected();
        }
        break;
      case 'token_expiring':
        void this.#replaceToken();
        break;
      case 'error':
        this.#tell(String(frame.data['code']), String(frame.data['message']));
        break;
      default:
        this.#arrived(frame);
    }
  }

  #arrived(frame: Frame): void {
    const last = this.#stream.lastId;
    switch (this.#stream.arrived(frame)) {
      case 'deliver':
        this.#deliver(frame);
        break;
      case 'repair':
        this.#emitter.emit('gap', { after: String(last), before: String(frame.id) });
        void this.#repair(String(last));
    }
  }

  #deliver(frame: Frame): void {
    const { event, id, data } = frame;
    const known = { event, data, id } as unknown as { event: keyof StreamEvents; data: never; id?: string };
    switch (known.event) {
      case 'balance_initial':
        this.balances.begin(known.data);
        this.#connected();
        break;
      case 'balance_updated':
        this.balances.updated(known.data);
        break;
      case 'balance_held':
        this.balances.held(known.data);
        break;
      case 'chain_balance_changed':
      case 'chain_balance_reorged':
        this.balances.onChain(known.data);
    }
    this.#emitter.emit('event', id === undefined ? { event, data } : { event, id, data });
    this.#emitter.emit(known.event, known.data, id);
  }

  /** Asks for everything behind the last event; what comes before the answer is part of it and comes again. */
  async #repair(after: string): Promise<void> {
    const connection = this.#connection;
    try {
      await this.#ask('subscribe_balance', { since: after }, (answer) => {
        this.#stream.repaired();
        this.#emitter.emit('resumed', { recovered: answer['recovered'] === true });
      });
    } catch {
      connection?.drop('repair_failed');
    }
  }

  #connected(): void {
    this.#failures = 0;
    this.#refusedToken = undefined;
    if (this.#state.name !== 'connected') {
      this.#become({ name: 'connected' });
    }
  }

  async #replaceToken(): Promise<void> {
    try {
      const token = await this.#nextToken('expiring');
      if (token !== null && token !== this.#token) {
        await this.#sendToken(token);
      }
    } catch (error) {
      this.#tell(error instanceof RefusedError ? error.code : 'token_source_failed', String(error));
    }
  }

  async #sendToken(token: string): Promise<void> {
    await this.#ask('refresh_token', { token });
    this.#token = token;
  }

  #ask(event: string, data: object, answered?: (data: Frame['data']) => void): Promise<Frame['data']> {
    return (
      this.#connection?.ask(event, data, answered) ??
      Promise.reject(new RefusedError('not_connected', 'There is no connection now.'))
    );
  }

  /** A half-open connection looks like one on which nothing happens; browsers do not show the service's pings. */
  #listenOn(): void {
    clearTimeout(this.#timer);
    const connection = this.#connection;
    this.#timer = setTimeout(() => {
      this.#ask('subscribe_balance', {}).then(
        () => this.#connection === connection && this.#listenOn(),
        () => connection?.drop('silence'),
      );
    }, this.#options.silence ?? SILENCE);
  }

  #leave(): void {
    this.#attempt++;
    clearTimeout(this.#timer);
    this.#connection?.close();
    this.#connection = undefined;
  }

  /** Something of an attempt that has been given up since concerns nobody. */
  #unless(attempt: number, action: () => void): void {
    if (attempt === this.#attempt) {
      action();
    }
  }

  #tell(code: string, message: string): void {
    this.#emitter.emit('error', { code, message });
  }

  #become(state: State): void {
    this.#state = state;
    this.#emitter.emit('state', state);
  }
}
