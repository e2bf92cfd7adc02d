// Both pages in a real browser, against the running set through its gateway; deploy/acceptance's PagesIT starts it.
// BALLAST_GATEWAY is the gateway's origin, BALLAST_USER a user with an account and a wallet, BALLAST_OTHER another user's
// account, BALLAST_TO_KILL the process of auto-deposit-service.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { launch, openPage, picture, signIn } from './browser.mjs';

const { BALLAST_GATEWAY: gateway, BALLAST_USER: user, BALLAST_ACCOUNT: account, BALLAST_OTHER: other } = process.env;
const patience = { timeout: 30_000 };

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function token(sub, groups, tenant = 'default') {
  return (await fetch(`${gateway}/dev/token?${new URLSearchParams({ sub, groups, tenant })}`)).text();
}

async function transfer(amount) {
  const answer = await fetch(`${gateway}/v1/transfers`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${await token(user, 'user')}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': randomUUID(),
    },
    body: `{"fromAccountId":"${account}","toAccountId":"${other}","amount":${amount}}`,
  });
  assert.equal(answer.status, 201, await answer.text());
}

test('given a user, when money moves, then the page shows balance, entry, chart and chain live', async (t) => {
  const page = await openPage(t, browser, gateway);
  await signIn(page, await token(user, 'user'));
  await page.locator('.pill[data-state="connected"]').waitFor(patience);
  await page.locator('#wallets').getByText('USDC').waitFor(patience);
  const before = await page.locator('#balances .value').first().textContent();

  await transfer('12.34');

  const shown = (Number(before.replaceAll(',', '')) - 12.34).toFixed(2).replace(/\B(?=(\d{3})+\.)/, ',');
  await page.locator('#balances .value').getByText(shown).waitFor(patience);
  await page.locator('#entries').getByText('−12.34').waitFor(patience);
  assert.match(await page.locator('#history svg').getAttribute('aria-label'), /^Balance over time: /);
  await page.getByRole('button', { name: '30 days' }).click();
  await page.locator('#history svg').waitFor(patience);
  await picture(page, 'user');
});

const telephone = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' };

async function assertFits(page) {
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, page.url());
}

test('given a telephone in the dark, when a page is open, then nothing is wider than the screen', async (t) => {
  for (const [path, role] of [
    ['/', 'user'],
    ['/console/', 'operator'],
  ]) {
    const page = await openPage(t, browser, gateway + path, telephone);
    await signIn(page, await token(user, role));
    await page.locator('.pill.good').first().waitFor(patience);
    await picture(page, `${role}-mobile-dark`);
    await assertFits(page);
  }
});

test('given the description of the API, when its page is open, then an operation can be looked at', async (t) => {
  for (const [name, options] of [
    ['docs', {}],
    ['docs-mobile-dark', telephone],
  ]) {
    const page = await openPage(t, browser, `${gateway}/docs`, options);

    await page.locator('#operations-tag-gateway').click(patience);
    await page.locator('#operations-gateway-getHealth').getByText('Whether all four services are ready').click(patience);

    await page.locator('#operations-gateway-getHealth').getByText('One of them is not').waitFor(patience);
    await picture(page, name);
    await assertFits(page);
  }
});

test('given an operator, when the console is open, then the set and its replicas are seen live', async (t) => {
  const watching = await openPage(t, browser, gateway);
  await signIn(watching, await token(user, 'user'));
  await watching.locator('.pill[data-state="connected"]').waitFor(patience);
  const page = await openPage(t, browser, `${gateway}/console/`);
  await signIn(page, await token('operator-1', 'operator'));

  await page.getByText('4 of 4 services answer').waitFor(patience);
  for (const service of ['ledger-service', 'chain-balance-service', 'auto-deposit-service', 'notification-service']) {
    await page.locator(`[data-service="${service}"]`).waitFor(patience);
  }
  await transfer('0.01');
  await page.locator('[data-figure="Commit to socket, p99"] .value').filter({ hasNotText: '–' }).waitFor(patience);
  await page
    .locator('[data-figure="Open sockets"] .value')
    .filter({ hasText: /^[1-9]/ })
    .waitFor(patience);
  assert.equal(await page.locator('[data-replica]').count(), 1);
  await page.locator('[data-replica]').getByText('Listening').waitFor(patience);
});

test('given a user that is looked up, when money moves, then its way to the socket is seen', async (t) => {
  const watching = await openPage(t, browser, gateway);
  await signIn(watching, await token(user, 'user'));
  await watching.locator('.pill[data-state="connected"]').waitFor(patience);
  const page = await openPage(t, browser, `${gateway}/console/`);
  await signIn(page, await token('operator-1', 'operator'));
  await page.getByLabel('User id').fill(user);
  await page.getByRole('button', { name: 'Look up' }).click();
  await page.locator('#history svg').waitFor(patience);
  await page.locator('#chains').getByText('USDC').waitFor(patience);
  await page.locator('#events tr[data-event]').first().waitFor(patience);

  // replicas learn within a second that somebody looks: an early transfer may go unmarked
  let amount = 0;
  let marked = false;
  while (!marked && amount < 20) {
    amount++;
    await transfer(`${amount}.07`);
    await page.locator('#events').getByText(`−${amount}.07`).first().click(patience);
    marked = await page
      .locator('#way')
      .getByText(/Handed to a socket on/)
      .first()
      .isVisible();
  }
  assert.ok(marked);
  await page.locator('#way').getByText('Committed in ledger-service').waitFor();
  await page.locator('#way').getByText('In the user’s stream').waitFor();
  await page.locator('#way').getByText(`success, 2 entries, asked for by ${user}`).waitFor(patience);
  await page.locator('#entries').getByText(`−${amount}.07`).first().waitFor(patience);
  await picture(page, 'console');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'console-dark');
});

test('given somebody nobody knows, when they are looked up, then each part says that there is nothing', async (t) => {
  const page = await openPage(t, browser, `${gateway}/console/`);
  await signIn(page, await token('operator-1', 'operator'));
  await page.getByLabel('User id').fill(`nobody-${randomUUID()}`);
  await page.getByRole('button', { name: 'Look up' }).click();
  await page.getByText('The ledger knows no account of this user in your tenant.').waitFor(patience);
  await page.getByText('No event of this user is kept').waitFor(patience);
  await page.getByText('No wallet is registered.').waitFor(patience);
});

test('given a user of another role, when they open the console, then they are told that it is not theirs', async (t) => {
  const page = await openPage(t, browser, `${gateway}/console/`);
  await signIn(page, await token(user, 'user'));
  await page.locator('#forbidden').waitFor(patience);
  await picture(page, 'console-forbidden');
});

test('given a service that is killed, when the console looks, then it says so and shows the others, until it is back', async (t) => {
  const page = await openPage(t, browser, `${gateway}/console/`);
  await signIn(page, await token('operator-1', 'operator'));
  await page.getByText('4 of 4 services answer').waitFor(patience);

  process.kill(Number(process.env.BALLAST_TO_KILL), 'SIGKILL');

  await page.getByText('3 of 4 services answer').waitFor(patience);
  await page.locator('[data-service="auto-deposit-service"]').getByText('No answer').waitFor(patience);
  await page.locator('[data-service="ledger-service"]').getByText('oldest').waitFor(patience);
  await page.getByText('4 of 4 services answer').waitFor({ timeout: 60_000 });
});
