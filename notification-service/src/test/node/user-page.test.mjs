// The user's page in a real browser, against the service alone; PagesIT starts both. Its socket is the TypeScript client's.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Wire, change, token } from '../../../client/test/support.mjs';
import { launch, openPage, picture, signIn } from './browser.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** The page over a wire that can be cut. */
async function open(t, options) {
  const wire = await Wire.open();
  t.after(() => wire.close());
  const page = await openPage(t, browser, wire.url.replace('ws', 'http').replace('/balance', '/'), options);
  return { page, wire };
}

const state = (page, name) => page.locator(`.pill[data-state="${name}"]`);
const balance = (page) => page.locator('#balances .value').first();

test('given no token, when one is pasted, then it is judged before anything is asked', async (t) => {
  const { page } = await open(t);
  await signIn(page, 'nonsense');
  await page.getByRole('alert').filter({ hasText: 'This is no token' }).waitFor();
  await picture(page, 'user-sign-in');
});

test('given a user, when the balance changes, then the page shows it with every digit', async (t) => {
  const { user } = await change(undefined, '1234567.10');
  const { page } = await open(t);
  await signIn(page, await token(user));
  await page.getByText('1,234,567.10').waitFor();
  await state(page, 'connected').waitFor();

  await change(user, '0.05');

  await page.getByText('1,234,567.15').waitFor();
});

test('given a connection that breaks, when events come meanwhile, then the page catches up', async (t) => {
  const { user } = await change(undefined, '1.00');
  const { page, wire } = await open(t);
  await signIn(page, await token(user));
  await page.getByText('1.00').waitFor();
  wire.refuse(true);
  wire.cut();
  await state(page, 'waiting').waitFor();
  assert.equal(await balance(page).textContent(), '1.00');
  await change(user, '1.00');
  wire.refuse(false);
  await page.getByText('2.00').waitFor();
  await state(page, 'connected').waitFor();
});

test('given a socket in a browser, when it resumes, then each event is told once and in order', async (t) => {
  const { user } = await change(undefined, '1.00');
  const { page, wire } = await open(t);
  await page.evaluate(
    async (userToken) => {
      const { BallastClient } = await import('/pages/client/index.js');
      const url = new URL('/balance', location.href);
      url.protocol = 'ws:';
      globalThis.told = [];
      globalThis.client = new BallastClient({ url: url.href, token: () => userToken, backoff: { base: 20, max: 200 } });
      globalThis.client.on('event', (event) => globalThis.told.push(event));
      globalThis.client.connect();
    },
    await token(user),
  );
  await page.waitForFunction(() => globalThis.client.balances.accounts[0]?.balance === '1.00');
  for (let round = 0; round < 3; round++) {
    wire.cut();
    await change(user, '1.00');
  }
  await page.waitForFunction(
    () => globalThis.told.filter((each) => each.event === 'transaction_completed').length === 3,
  );
  const places = await page.evaluate(() => globalThis.told.map((each) => each.id));
  const sequences = places.map((id) => Number(id.split(':')[1]));
  assert.deepEqual(
    sequences,
    sequences.map((_, index) => sequences[0] + index),
  );
});

test('given a token whose time ends, when it is over, then the page asks for another', async (t) => {
  const { user } = await change(undefined, '1.00');
  const { page } = await open(t);
  await signIn(page, await token(user, 3));
  await page.getByText('That token is not accepted any more').waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
});

test('given a ledger that can not be asked, when the page is open, then it says so and stays live', async (t) => {
  const { user } = await change(undefined, '5.00');
  const { page } = await open(t, { viewport: { width: 390, height: 844 } });
  await signIn(page, await token(user));
  await page.locator('#entries').getByRole('button', { name: 'Try again' }).waitFor();
  await change(user, '1.00');
  await page.getByText('6.00').waitFor();
  await picture(page, 'user-error-mobile');
});

test('given a user without an account, when the page is open, then it says so', async (t) => {
  const { page } = await open(t);
  await signIn(page, await token('nobody-has-heard-of'));
  await page.getByText('No account yet').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
});
