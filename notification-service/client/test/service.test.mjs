// The client against the running service; ClientIT starts both. BALLAST_SERVICE is the service's origin, BALLAST_CONTROL
// what publishes events and gives tokens.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BallastClient } from '../dist/index.js';
import { Follower, Wire, change, control, token } from './support.mjs';

const quick = { base: 20, max: 200 };

async function follow(t, user, options = {}) {
  const wire = await Wire.open();
  const client = new BallastClient({ url: wire.url, token: () => token(user), backoff: quick, ...options });
  const follower = new Follower(client);
  t.after(() => {
    client.close();
    wire.close();
  });
  client.connect();
  return { client, follower, wire };
}

test('given a user, when the balance changes, then the client shows it with every digit', async (t) => {
  const { user, accountId } = await change(undefined, '100.10');
  const { client, follower } = await follow(t, user);
  await follower.state('connected');
  await follower.until(() => client.balances.accounts[0]?.balance === '100.10');

  await change(user, '50.00');
  await follower.events('transaction_completed', 1);

  assert.equal(follower.of('balance_updated').at(-1).data.newBalance, '150.10');
  assert.deepEqual(
    client.balances.accounts.map((each) => [each.accountId, each.balance]),
    [[accountId, '150.10']],
  );
  assert.equal((await client.currentBalance()).balance, '150.10');
  assert.deepEqual(
    follower.states.map((each) => each.name),
    ['connecting', 'connected'],
  );
});

test('given an event that was shown, when it is told to the service, then it knows', async (t) => {
  const { user } = await change(undefined, '1.00');
  const { client, follower } = await follow(t, user);
  await follower.until(() => client.balances.accounts.length === 1);
  await change(user, '1.00');
  await follower.events('transaction_completed', 1);
  client.shown();
  await follower.until(
    async () => (await control('/acknowledged', { user })).sequence === Number(client.lastId.split(':')[1]),
  );
});

test('given a connection that breaks, when events come meanwhile, then each is told once and in order', async (t) => {
  const { user } = await change(undefined, '1.00');
  const { client, follower, wire } = await follow(t, user);
  await follower.state('connected');
  for (let round = 0; round < 5; round++) {
    wire.cut();
    await change(user, '1.00');
    await change(user, '1.00');
  }
  await follower.until(() => client.balances.accounts[0]?.balance === '11.00');
  await follower.events('transaction_completed', 10);
  follower.assertInOrder();
  assert.equal(follower.of('balance_initial').length, 1);
  assert.ok(follower.states.some((each) => each.name === 'resuming' && each.since));
});

test('given a connection that is half open, when nothing is heard, then the client finds out and resumes', async (t) => {
  const { user } = await change(undefined, '1.00');
  const { client, follower, wire } = await follow(t, user, { silence: 100, patience: 1000 });
  await follower.state('connected');
  wire.stall();
  await change(user, '1.00');
  await follower.until(() => client.balances.accounts[0]?.balance === '2.00');
  follower.assertInOrder();
  assert.ok(follower.states.some((each) => each.name === 'waiting'));
});

test('given a lost event, when the next one comes, then the gap is repaired in place', async (t) => {
  const { user } = await change(undefined, '1.00');
  const { client, follower } = await follow(t, user, { webSocket: losing('balance_updated') });
  await follower.state('connected');
  await change(user, '1.00');
  await follower.events('transaction_completed', 1);
  assert.equal(follower.gaps.length, 1);
  assert.equal(client.balances.accounts[0].balance, '2.00');
  follower.assertInOrder();
  assert.equal(follower.states.filter((each) => each.name === 'connected').length, 1);
});

test('given Redis is emptied, when the client comes back, then it begins anew and goes on', async (t) => {
  const { user } = await change(undefined, '1.00');
  const { client, follower, wire } = await follow(t, user);
  await follower.state('connected');
  await change(user, '1.00');
  await follower.events('transaction_completed', 1);
  await control('/empty-redis');
  wire.cut();
  await follower.events('balance_initial', 2);
  assert.deepEqual(follower.resumed.at(-1), { recovered: false });
  await change(user, '1.00');
  await follower.until(() => client.balances.accounts[0]?.balance === '3.00');
});

test('given a token that will expire, when the source has another, then the socket goes on with it', async (t) => {
  const { user } = await change(undefined, '1.00');
  const reasons = [];
  const source = (reason) => {
    reasons.push(reason);
    return token(user, reasons.length === 1 ? 4 : 300);
  };
  const { client, follower } = await follow(t, user, { token: source });
  await follower.state('connected');
  const brief = await token(user, 4);
  const { follower: without } = await follow(t, user, { token: () => brief });
  await without.state('expired');
  assert.deepEqual(reasons, ['connect', 'expiring']);
  assert.equal(client.state.name, 'connected');
  assert.deepEqual(
    follower.states.map((each) => each.name),
    ['connecting', 'connected'],
  );
});

test('given a token that is over, when there is no other, then the client says so and goes on with a new one', async (t) => {
  const { user } = await change(undefined, '1.00');
  const brief = await token(user, 2);
  const { client, follower } = await follow(t, user, { token: () => brief });
  await follower.state('expired');
  await change(user, '1.00');
  await client.refresh(await token(user));
  await follower.state('connected', 2);
  await follower.until(() => client.balances.accounts[0]?.balance === '2.00');
  follower.assertInOrder();
});

test('given a token that is refused, when a socket is to open, then the client asks for another once', async (t) => {
  const { user } = await change(undefined, '1.00');
  const given = ['nonsense', await token(user)];
  const reasons = [];
  const { follower } = await follow(t, user, {
    token: (reason) => {
      reasons.push(reason);
      return given.shift() ?? null;
    },
  });
  await follower.state('connected');
  assert.deepEqual(reasons, ['connect', 'refused']);

  const { follower: without } = await follow(t, user, { token: () => 'nonsense' });
  await without.state('expired');
  assert.equal(without.states.at(-1).why, 'token_refused');
});

test('given a service that is not there, when the client connects, then it waits, and comes when it is', async (t) => {
  const { user } = await change(undefined, '1.00');
  const { follower } = await follow(t, user, { url: 'ws://127.0.0.1:1/balance' });
  await follower.state('waiting', 3);
  assert.equal(follower.states.at(-1).why, 'unreachable');
  const back = await follow(t, user);
  back.wire.refuse(true);
  back.wire.cut();
  await back.follower.state('waiting', 2);
  back.wire.refuse(false);
  await back.follower.state('connected');
});

test('given too many sockets, when another opens, then it does not come back by itself', async (t) => {
  const { user } = await change(undefined, '1.00');
  const many = [];
  for (let opened = 0; opened < 20; opened++) {
    many.push(await follow(t, user));
    await many[opened].follower.state('connected');
  }
  const { client, follower } = await follow(t, user);
  await follower.state('closed');
  assert.equal(client.state.why, 'too_many_connections');

  many[0].client.close();
  await many[0].follower.state('closed');
  await follower.until(async () => {
    client.connect();
    return client.state.name === 'connected';
  });
});

test('given a replica that is killed, when its client comes back elsewhere, then nothing is lost', async (t) => {
  const { user } = await change(undefined, '1.00');
  const other = await control('/replica');
  const { client, follower, wire } = await follow(t, user);
  await follower.state('connected');
  wire.leadTo(other.url);
  wire.cut();
  await follower.state('connected', 2);
  await change(user, '1.00');
  wire.leadTo(process.env.BALLAST_SERVICE);
  await control('/kill-replica');
  await change(user, '1.00');
  await follower.until(() => client.balances.accounts[0]?.balance === '3.00');
  await follower.events('transaction_completed', 2);
  follower.assertInOrder();
});

/** A WebSocket that loses the first event of that name, as a broken carrier might. */
function losing(name) {
  let lost = false;
  return class extends WebSocket {
    set onmessage(listener) {
      super.onmessage = (message) => {
        if (!lost && message.data.includes(`"${name}"`)) {
          lost = true;
        } else {
          listener(message);
        }
      };
    }
  };
}
