// What the pages decide without a browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';

const compiled = '../../../target/classes/pages/';
const { amount, change, duration, short, words } = await import(`${compiled}shared/format.js`);
const { pointAt, tickLabel, ticks } = await import(`${compiled}shared/scale.js`);
const { pointsOf } = await import(`${compiled}shared/history.js`);
const { figuresOf } = await import(`${compiled}console/figures.js`);
const { claims } = await import(`${compiled}shared/token.js`);

test('given an amount, when it is shown, then no digit is lost and thousands are apart', () => {
  assert.equal(amount('10050.00'), '10,050.00');
  assert.equal(amount('-1234567.1000000'), '−1,234,567.1000000');
  assert.equal(amount('123456789012345678901.000000000000000001'), '123,456,789,012,345,678,901.000000000000000001');
  assert.equal(amount('999'), '999');
  assert.equal(amount(null), '–');
  assert.equal(change('0.05'), '+0.05');
  assert.equal(change('-0.05'), '−0.05');
});

test('given what machines call things, when it is shown, then people can read it', () => {
  assert.equal(words('transaction_completed'), 'Transaction completed');
  assert.equal(short('9b2f0a10-3333-4444-8888-aaaabbbbcccc'), '9b2f0a…cccc');
  assert.equal(short('short'), 'short');
  assert.equal(duration(11.44), '11.4 ms');
  assert.equal(duration(1500), '1.5 s');
  assert.equal(duration(600_000), '10 min');
});

test('given values, when an axis is drawn, then its ticks are round and enclose them', () => {
  for (const [least, greatest] of [
    [0, 1],
    [9200, 10050.1],
    [-5, 5],
    [7, 7],
    [0, 0],
    [0.001, 0.0042],
    [1e9, 1e9 + 1],
  ]) {
    const levels = ticks(least, greatest);
    assert.ok(levels[0] <= least && levels.at(-1) >= greatest, `${least} to ${greatest}: ${levels}`);
    assert.ok(levels.length >= 2 && levels.length <= 8, `${levels}`);
  }
  assert.deepEqual(ticks(9200, 10050), [9000, 9500, 10000, 10500]);
  assert.equal(tickLabel(9986.5, 0.5), '9,986.5');
  assert.equal(tickLabel(10000, 500), '10,000');
  assert.equal(tickLabel(1_500_000, 500_000), '1.5M');
});

test('given steps, when a moment is read, then the balance is that of the last change before it', () => {
  const points = [
    { at: 10, label: 'a' },
    { at: 20, label: 'b' },
  ];
  assert.deepEqual(
    [5, 10, 19, 20, 99].map((at) => pointAt(points, at).label),
    ['a', 'a', 'a', 'b', 'b'],
  );
});

test('given a history and entries, when they are drawn, then each change is at its moment and nothing before the first', () => {
  const step = (from, to, balance, version) => ({ from: at(from), to: at(to), balance, version });
  const at = (hour) => `2026-11-28T${hour}:00Z`;
  const history = { asset: 'USD', points: [step('01:00', '02:00', '0.00', 0), step('02:00', '03:00', '7.50', 2)] };
  const entries = [
    { createdAt: at('02:30'), balanceAfter: '7.50' },
    { createdAt: at('02:10'), balanceAfter: '5.00' },
    { createdAt: at('00:10'), balanceAfter: '9.99' },
  ];
  assert.deepEqual(
    pointsOf(history, entries).map((each) => each.label),
    ['5.00', '7.50', '7.50'],
  );
  assert.deepEqual(
    pointsOf({ asset: 'USD', points: [step('02:00', '03:00', '7.50', 2)] }, []).map((each) => each.label),
    ['7.50', '7.50'],
  );
  const live = [{ at: Date.parse(at('02:20')), label: '6.00' }];
  assert.deepEqual(
    pointsOf(history, entries, live).map((each) => each.label),
    ['5.00', '6.00', '7.50', '7.50'],
  );
  assert.deepEqual(pointsOf({ asset: 'USD', points: [] }, entries), []);
});

test('given services that do not answer, when figures are made, then unknown is not zero', () => {
  const values = (answers) => Object.fromEntries(figuresOf(answers).map((each) => [each.name, each.value]));
  assert.ok(Object.values(values([{ service: 'ledger-service', refused: {} }])).every((value) => value === undefined));

  const told = values([
    {
      service: 'ledger-service',
      flow: { outbox: { unpublished: 2, oldestAgeSeconds: 3 }, consumers: [{ lag: 4 }], deadLetters: [{ depth: 0 }] },
    },
    {
      service: 'auto-deposit-service',
      flow: { outbox: { unpublished: 1, oldestAgeSeconds: 61 }, deadLetters: [{ depth: 5 }] },
    },
    {
      service: 'notification-service',
      flow: { replicas: [replica(3, 10, 50), replica(4, 20, 40)], consumers: [{ lag: 6 }] },
    },
  ]);
  assert.deepEqual(told, {
    'Open sockets': 7,
    'Frames per second': 3,
    'Commit to socket, p99': 50,
    'Consumer lag': 10,
    'Oldest in an outbox': 61,
    'Dead letters': 5,
  });
});

test('given what was pasted, when it is read, then only a token is one', () => {
  const payload = Buffer.from(JSON.stringify({ sub: 'ü', tenant: 't', exp: 1, groups: ['user'] })).toString(
    'base64url',
  );
  assert.deepEqual(claims(`h.${payload}.s`), { sub: 'ü', tenant: 't', groups: ['user'], expiresAt: 1000 });
  for (const text of ['', 'a.b', 'a.b.c', `h.${payload}`, 'h.e30.s']) {
    assert.equal(claims(text), undefined);
  }
});

function replica(sockets, p50, p99) {
  return { sockets, rates: { framesPerSecond: 1.5, conflatedPerSecond: 0, commitToSocket: { count: 9, p50, p99 } } };
}
