// A real browser for tests: Chromium as it comes in an npm package, with the libraries and fonts it needs. Elsewhere than on
// Linux for x64 the Chrome that is installed there.
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { arch, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium as driver } from 'playwright-core';

const UNPACKED = fileURLToPath(new URL('../../../target/browser', import.meta.url));
/** The package is made for functions in a cloud; a test wants the browser's own rules, and a process for each page. */
const UNWANTED = ['--disable-web-security', '--allow-running-insecure-content', '--single-process'];
/** What the package reads and sets. */
const TOUCHED = ['TMPDIR', 'AWS_LAMBDA_JS_RUNTIME', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH', 'HOME'];
/** The package's own names directories of a cloud. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${UNPACKED}/fonts</dir><cachedir>${UNPACKED}/fonts-cache</cachedir></fontconfig>
`;

export async function launch() {
  return platform() === 'linux' && arch() === 'x64'
    ? driver.launch(await packaged())
    : driver.launch({ channel: 'chrome' });
}

async function packaged() {
  const { default: chromium } = await unpacked();
  return {
    executablePath: join(UNPACKED, 'chromium'),
    args: chromium.args.filter((flag) => !UNWANTED.includes(flag)),
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(UNPACKED, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(UNPACKED, 'fonts.conf'),
    },
  };
}

/** Unpacks the browser once: beside its place first, so that one that was interrupted is never taken for whole. */
async function unpacked() {
  const before = TOUCHED.map((name) => [name, process.env[name]]);
  const beside = `${UNPACKED}-${process.pid}`;
  // Where to unpack, and that the libraries are wanted too, the package takes from the environment.
  process.env.TMPDIR = beside;
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs20.x';
  const module = await import('@sparticuz/chromium');
  if (!existsSync(UNPACKED)) {
    mkdirSync(beside, { recursive: true });
    await module.default.executablePath();
    writeFileSync(join(beside, 'fonts.conf'), FONTS);
    renameSync(beside, UNPACKED);
  }
  before.forEach(([name, value]) => (value === undefined ? delete process.env[name] : (process.env[name] = value)));
  return module;
}

/**
 * A page that fails the test if its code throws, or if the browser refuses something by the page's policy.
 *
 * @param options of the browser's context, such as colorScheme and viewport
 */
export async function openPage(t, browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => message.text().includes('Content Security Policy') && faults.push(message.text()));
  t.after(async () => {
    await context.close();
    if (faults.length > 0) {
      throw new Error(`The page failed: ${faults.join('; ')}`);
    }
  });
  await page.goto(url);
  return page;
}

/** Signs in as a person does. */
export async function signIn(page, token) {
  await page.getByLabel(/A token with the role/).fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** A picture for people to look at. */
export async function picture(page, name) {
  const directory = process.env.BALLAST_PICTURES ?? `${tmpdir()}/ballast-pictures`;
  mkdirSync(directory, { recursive: true });
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: `${directory}/${name}.png`, fullPage: true });
}
