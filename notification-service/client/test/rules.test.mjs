// What is decided without a socket.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkedBackoff, fullJitter } from '../dist/backoff.js';
import { Balances } from '../dist/balances.js';
import { judge } from '../dist/closing.js';
import { parseFrame } from '../dist/frames.js';
import { follows, parsePosition } from '../dist/position.js';
import { Receipts } from '../dist/receipts.js';
import { Stream } from '../dist/stream.js';

const bounds = { base: 100, max: 1000 };

test('given failures in a row, when a pause is drawn, then its bound doubles up to the greatest', () => {
  const longest = [0, 1, 2, 3, 4, 60, 2000].map((failures) => fullJitter(bounds, failures, () => 0.9999));
  assert.deepEqual(longest, [99, 199, 399, 799, 999, 999, 999]);
  assert.equal(
    fullJitter(bounds, 5, () => 0),
    0,
  );
});

test('given bounds that are none, when a client is made, then they are refused', () => {
  for (const backoff of [
    { base: 0, max: 10 },
    { base: 20, max: 10 },
    { base: NaN, max: 10 },
    { base: 1, max: 1e9 },
  ]) {
    assert.throws(() => checkedBackoff(backoff), RangeError);
  }
});

test('given a close code, when it is judged, then the client does what the protocol says', () => {
  const verdicts = [
    [1008, 'Authentication expired', 'token'],
    [1008, 'token_revoked', 'token'],
    [1008, 'abuse', 'stop'],
    [1009, 'message_too_large', 'stop'],
    [4003, 'too_many_connections', 'stop'],
    [1011, 'internal_error', 'retry'],
    [1012, 'service_restart', 'retry'],
    [4001, 'slow_reader', 'retry'],
    [4002, 'idle_timeout', 'retry'],
    [1006, '', 'retry'],
    [1000, '', 'retry'],
  ];
  for (const [code, reason, then] of verdicts) {
    assert.equal(judge(code, reason).then, then, `${code} ${reason}`);
  }
});

test('given amounts, when a frame is read, then every digit is kept', () => {
  const frame = parseFrame(
    '{"event":"balance_updated","id":"a:1","data":{"newBalance":10050.00,"amount":-0.10,"version":7,' +
      '"note":"a \\"balance\\": 1.50","previousBalance" : 123456789012345678901.000000000000000001,"held":null}}',
  );
  assert.equal(frame.data.newBalance, '10050.00');
  assert.equal(frame.data.amount, '-0.10');
  assert.equal(frame.data.previousBalance, '123456789012345678901.000000000000000001');
  assert.equal(frame.data.version, 7);
  assert.equal(frame.data.note, 'a "balance": 1.50');
  assert.equal(frame.data.held, null);
});

test('given what is no frame, when it is read, then it is left alone', () => {
  for (const text of [
    '',
    'null',
    '[]',
    '{}',
    '{"event":1,"data":{}}',
    '{"event":"x"}',
    '{"event":"x","data":null}',
    7,
  ]) {
    assert.equal(parseFrame(text), undefined);
  }
});

test('given a place, when an event comes, then it is the next, an old one, or behind a gap', () => {
  const at = parsePosition('a:5');
  const next = (id, skipped = []) => follows(at, parsePosition(id), skipped);
  assert.equal(next('a:6'), 'next');
  assert.equal(next('a:5'), 'seen');
  assert.equal(next('a:8'), 'gap');
  assert.equal(next('a:8', [6, 7]), 'next');
  assert.equal(next('a:8', [7]), 'gap');
  assert.equal(next('b:6'), 'gap');
  assert.equal(next('a.5:6'), 'gap');
  assert.deepEqual(parsePosition('a.5k:200'), { epoch: 'a.5k', sequence: 200 });
  for (const none of ['', 'a', 'a:', 'a:-1', 'a:01', 'A:1', 'a.:1', '.a:1', 7, undefined]) {
    assert.equal(parsePosition(none), undefined);
  }
});

const event = (id, data = {}) => ({ event: 'transaction_completed', id, data });
const initial = (id) => ({ event: 'balance_initial', ...(id && { id }), data: {} });

test('given a gap, when it is repaired, then each event is told once', () => {
  const stream = new Stream();
  assert.equal(stream.arrived(initial('a:1')), 'deliver');
  assert.equal(stream.arrived(event('a:2')), 'deliver');
  assert.equal(stream.arrived(event('a:4')), 'repair');
  assert.equal(stream.arrived(event('a:5')), 'ignore');
  stream.repaired();
  assert.deepEqual(
    ['a:3', 'a:4', 'a:5', 'a:5'].map((id) => stream.arrived(event(id))),
    ['deliver', 'deliver', 'deliver', 'ignore'],
  );
  assert.equal(stream.lastId, 'a:5');
});

test('given another epoch, when the stream begins anew, then the client goes on from there', () => {
  const stream = new Stream();
  stream.arrived(initial('a:9'));
  assert.equal(stream.arrived(initial('b:0')), 'deliver');
  assert.equal(stream.arrived(event('b:1')), 'deliver');
  // Redis is away: the balance comes without a place
  assert.equal(stream.arrived(initial()), 'deliver');
  assert.equal(stream.lastId, undefined);
  assert.equal(stream.arrived(event('c:4')), 'deliver');
});

test('given many events, when they are shown, then the service is told of the latest, and not too often', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const told = [];
  const receipts = new Receipts((id) => told.push(id));
  receipts.shown(undefined);
  ['a:1', 'a:2', 'a:3'].forEach((id) => receipts.shown(id));
  assert.deepEqual(told, ['a:1']);
  t.mock.timers.tick(1000);
  assert.deepEqual(told, ['a:1', 'a:3']);
  t.mock.timers.tick(5000);
  receipts.shown('a:3');
  assert.deepEqual(told, ['a:1', 'a:3']);
});

test('given a newer balance, when an older one comes, then the newer one stays', () => {
  const balances = new Balances();
  balances.begin({ balance: null });
  assert.deepEqual(balances.accounts, []);
  balances.begin({ balance: '1.00', accountId: 'x', asset: 'USD', version: 3, timestamp: 't' });
  balances.updated({ accountId: 'x', asset: 'USD', newBalance: '5.00', version: 5, timestamp: 't' });
  balances.updated({ accountId: 'x', asset: 'USD', newBalance: '4.00', version: 4, timestamp: 't' });
  assert.equal(balances.accounts[0].balance, '5.00');
});
