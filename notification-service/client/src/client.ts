import { checkedBackoff, DEFAULT_BACKOFF, fullJitter, type Backoff } from './backoff.js';
import { Balances } from './balances.js';
import { judge, whyRefused, type Verdict } from './closing.js';
import { Connection, RefusedError } from './connection.js';
import { Emitter } from './emitter.js';
import type { Balance, StreamEvents } from './events.js';
import type { Frame } from './frames.js';
import { PATIENCE, SILENCE, type ClientEvents, type ClientOptions } from './options.js';
import { Receipts } from './receipts.js';
import type { State, TokenReason } from './state.js';
import { Stream } from './stream.js';
import { Tokens } from './tokens.js';

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
  readonly #tokens: Tokens;
  readonly #receipts = new Receipts((id) => this.#connection?.tell('ack', { id }));
  #state: State = { name: 'closed', why: 'not_started' };
  #connection: Connection | undefined;
  #attempt = 0;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#backoff = checkedBackoff(options.backoff ?? DEFAULT_BACKOFF);
    this.#patience = options.patience ?? PATIENCE;
    this.#tokens = new Tokens(options.token);
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
    this.#tokens.give(token);
    this.connect();
  }

  /**
   * The user has been shown everything up to the last event: it is not pushed to their devices. Call it as often as you like;
   * the service is told once a second at most.
   */
  shown(): void {
    this.#receipts.shown(this.lastId);
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
      token = await this.#tokens.next(reason);
    } catch (error) {
      this.#tell('token_source_failed', String(error));
      this.#unless(attempt, () => this.#wait('token_source_failed'));
      return;
    }
    this.#unless(attempt, () => {
      if (token === null || this.#tokens.wasRefused(token)) {
        this.#become({ name: 'expired', why: token === null ? 'no_token' : 'token_refused' });
      } else {
        this.#connect(token, since, attempt);
      }
    });
  }

  #connect(token: string, since: string | undefined, attempt: number): void {
    const { url, webSocket = globalThis.WebSocket } = this.#options;
    const address = new URL(url);
    if (since !== undefined) {
      address.searchParams.set('since', since);
    }
    this.#tokens.current = token;
    this.#stream.reconnecting();
    this.#connection = new Connection(address.href, token, webSocket, this.#patience, {
      frame: (frame) => this.#unless(attempt, () => this.#received(frame)),
      closed: (code, reason, opened) => this.#unless(attempt, () => void this.#closed(code, reason, opened, attempt)),
    });
  }

  async #closed(code: number, reason: string, opened: boolean, attempt: number): Promise<void> {
    this.#connection = undefined;
    clearTimeout(this.#timer);
    const verdict = opened
      ? judge(code, reason)
      : await whyRefused(this.#options.url, this.#tokens.current, this.#patience);
    this.#unless(attempt, () => this.#follow(verdict));
  }

  #follow({ then, why }: Verdict): void {
    switch (then) {
      case 'stop':
        this.#leave();
        this.#become({ name: 'closed', why });
        break;
      case 'token':
        this.#tokens.refused();
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
    this.balances.apply(event, data);
    if (event === 'balance_initial') {
      this.#connected();
    }
    this.#emitter.emit('event', id === undefined ? { event, data } : { event, id, data });
    this.#emitter.emit(event as keyof StreamEvents, data as never, id);
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
    this.#tokens.accepted();
    if (this.#state.name !== 'connected') {
      this.#become({ name: 'connected' });
    }
  }

  async #replaceToken(): Promise<void> {
    try {
      const token = await this.#tokens.next('expiring');
      if (token !== null && token !== this.#tokens.current) {
        await this.#sendToken(token);
      }
    } catch (error) {
      this.#tell(error instanceof RefusedError ? error.code : 'token_source_failed', String(error));
    }
  }

  async #sendToken(token: string): Promise<void> {
    await this.#ask('refresh_token', { token });
    this.#tokens.current = token;
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
    this.#receipts.stop();
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
