import { parseFrame, type Frame } from './frames.js';

/** The part of the standard's WebSocket that is used. */
export type WebSocketConstructor = new (url: string, protocols: string[]) => WebSocket;

/** What a connection tells its owner; nothing after `closed`. */
export interface ConnectionListener {
  frame(frame: Frame): void;
  /** @param opened whether the handshake had succeeded */
  closed(code: number, reason: string, opened: boolean): void;
}

/** The service refused a message, or did not answer it in time. */
export class RefusedError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'RefusedError';
  }
}

interface Question {
  readonly answered: (data: Frame['data']) => void;
  readonly resolve: (data: Frame['data']) => void;
  readonly reject: (error: RefusedError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

const SUBPROTOCOL = 'ballast.v1';
const TOKEN_SUBPROTOCOL = 'quarkus-http-upgrade#Authorization#Bearer ';
const ABNORMAL = 1006;
/** The service answers four at once. */
const MAX_QUESTIONS = 16;

/** One socket: its handshake, its questions and their answers. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #listener: ConnectionListener;
  readonly #patience: number;
  readonly #questions = new Map<number, Question>();
  readonly #handshake: ReturnType<typeof setTimeout>;
  #asked = 0;
  #opened = false;
  #closed = false;

  /** @param patience how long a handshake and an answer may take, in milliseconds */
  constructor(
    url: string,
    token: string,
    webSocket: WebSocketConstructor,
    patience: number,
    listener: ConnectionListener,
  ) {
    this.#listener = listener;
    this.#patience = patience;
    this.#socket = new webSocket(url, [SUBPROTOCOL, encodeURIComponent(TOKEN_SUBPROTOCOL + token)]);
    this.#handshake = setTimeout(() => this.drop('handshake_timeout'), patience);
    this.#socket.onopen = () => this.#open();
    this.#socket.onmessage = (message) => this.#received(message.data);
    this.#socket.onclose = (close) => this.#ended(close.code, close.reason);
    // Node.js 20 tells of no close after a handshake that failed
    this.#socket.onerror = () => this.drop('connection_failed');
  }

  /**
   * Asks the service, and gives the data of its answer.
   *
   * @param answered is called with it before any later frame is told; a promise may be slower than that
   */
  ask(event: string, data: object, answered: (data: Frame['data']) => void = () => {}): Promise<Frame['data']> {
    if (!this.#opened || this.#closed || this.#questions.size >= MAX_QUESTIONS) {
      return Promise.reject(new RefusedError('not_connected', 'There is no socket to ask on, or too much was asked.'));
    }
    const ackId = ++this.#asked;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.drop('answer_timeout'), this.#patience);
      this.#questions.set(ackId, { answered, resolve, reject, timer });
      this.#socket.send(JSON.stringify({ event, ackId, data }));
    });
  }

  /** Tells the service something that it does not answer. */
  tell(event: string, data: object): void {
    if (this.#opened && !this.#closed) {
      this.#socket.send(JSON.stringify({ event, data }));
    }
  }

  /** Closes in an orderly way; the owner hears no more of it. */
  close(): void {
    if (!this.#closed) {
      this.#finish();
      this.#socket.close(1000);
    }
  }

  /** Gives the socket up without waiting for the other side, which may be gone. */
  drop(why: string): void {
    if (!this.#closed) {
      const opened = this.#opened;
      this.#finish();
      this.#socket.close();
      this.#listener.closed(ABNORMAL, why, opened);
    }
  }

  #open(): void {
    clearTimeout(this.#handshake);
    this.#opened = true;
  }

  #received(text: unknown): void {
    const frame = parseFrame(text);
    if (frame === undefined || this.#closed) {
      return;
    }
    const question = frame.ackId === undefined ? undefined : this.#questions.get(frame.ackId);
    if (frame.ackId === undefined || question === undefined) {
      this.#listener.frame(frame);
      return;
    }
    this.#questions.delete(frame.ackId);
    clearTimeout(question.timer);
    if (frame.event === 'error') {
      question.reject(new RefusedError(String(frame.data['code']), String(frame.data['message'])));
    } else {
      question.answered(frame.data);
      question.resolve(frame.data);
    }
  }

  #ended(code: number, reason: string): void {
    if (!this.#closed) {
      const opened = this.#opened;
      this.#finish();
      this.#listener.closed(code, reason, opened);
    }
  }

  #finish(): void {
    this.#closed = true;
    clearTimeout(this.#handshake);
    for (const question of this.#questions.values()) {
      clearTimeout(question.timer);
      question.reject(new RefusedError('connection_lost', 'The socket closed before the answer came.'));
    }
    this.#questions.clear();
  }
}
