// What tests of the client against the running service have in common.
import assert from 'node:assert/strict';
import { connect, createServer } from 'node:net';

const PATIENCE = 30_000;
const PAUSE = 20;

/** Asks the test that started this one to do something. */
export async function control(path, query = {}) {
  const answer = await fetch(`${process.env.BALLAST_CONTROL}${path}?${new URLSearchParams(query)}`);
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
}

/** The ledger tells that the account of that user, or of a new one, has changed. */
export function change(user, amount) {
  return control('/change', { ...(user && { user }), amount });
}

export async function token(user, seconds = 300) {
  return (await control('/token', { user, seconds })).token;
}

/** A TCP connection to the service that can be cut, stalled, and led elsewhere. */
export class Wire {
  #server = createServer((socket) => this.#accept(socket));
  #sockets = new Set();
  #target = new URL(process.env.BALLAST_SERVICE);
  #refusing = false;

  static async open() {
    const wire = new Wire();
    await new Promise((done) => wire.#server.listen(0, '127.0.0.1', done));
    return wire;
  }

  get url() {
    return `ws://127.0.0.1:${this.#server.address().port}/balance`;
  }

  #accept(socket) {
    if (this.#refusing) {
      socket.destroy();
      return;
    }
    const service = connect(Number(this.#target.port), this.#target.hostname);
    this.#sockets.add(socket).add(service);
    for (const [from, to] of [
      [socket, service],
      [service, socket],
    ]) {
      from.on('data', (bytes) => to.write(bytes));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }

  /** Breaks what is open. */
  cut() {
    this.#sockets.forEach((socket) => socket.destroy());
  }

  /** What is open stays open, and carries nothing any more. */
  stall() {
    this.#sockets.forEach((socket) => socket.removeAllListeners('data').resume());
  }

  refuse(refusing) {
    this.#refusing = refusing;
  }

  leadTo(url) {
    this.#target = new URL(url);
  }

  close() {
    this.cut();
    this.#server.close();
  }
}

/** Everything a client says. */
export class Follower {
  states = [];
  gaps = [];
  resumed = [];
  #events = [];

  constructor(client) {
    client.on('state', (state) => this.states.push(state));
    client.on('gap', (gap) => this.gaps.push(gap));
    client.on('resumed', (resumed) => this.resumed.push(resumed));
    client.on('event', (event) => this.#events.push(event));
  }

  of(name) {
    return this.#events.filter((each) => each.event === name);
  }

  async until(holds) {
    const end = Date.now() + PATIENCE;
    while (!(await holds())) {
      assert.ok(Date.now() < end, `gave up; states ${JSON.stringify(this.states)}, events ${this.#events.length}`);
      await new Promise((done) => setTimeout(done, PAUSE));
    }
  }

  state(name, times = 1) {
    return this.until(() => this.states.filter((each) => each.name === name).length >= times);
  }

  events(name, count) {
    return this.until(() => this.of(name).length >= count);
  }

  /** The oracle: within one epoch each sequence once, rising by one. */
  assertInOrder() {
    const places = this.#events.map((each) => each.id.split(':'));
    for (let at = 1; at < places.length; at++) {
      assert.equal(places[at][0], places[at - 1][0]);
      assert.equal(Number(places[at][1]), Number(places[at - 1][1]) + 1, JSON.stringify(places));
    }
  }
}
