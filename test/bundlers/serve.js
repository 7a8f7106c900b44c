// Builds an app, serves it, and reads what its page says.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const TYPES = {
  html: 'text/html',
  js: 'text/javascript',
  mjs: 'text/javascript',
  css: 'text/css',
  json: 'application/json',
};
const BROWSER = '/usr/bin/chromium';

/** Returns the title that a page gives itself, which begins with "said ". */
export async function inChromium(app, { build, serve, headers = {} }, run) {
  if (build) run(build);
  const { url, close } = typeof serve === 'string' ? await serveFolder(join(app, serve), headers) : await serve(app);
  const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    const problems = [];
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on('pageerror', ({ message }) => problems.push(message));
    await page.goto(url);
    await page
      .waitForFunction(() => document.title.startsWith('said '), undefined, { timeout: 120_000 })
      .catch((error) => {
        throw new Error(`${error.message}\n${problems.join('\n')}`);
      });
    return (await page.title()).slice('said '.length);
  } finally {
    await browser.close();
    await close();
  }
}

/** Returns what the page to try a server on says of its first question, or what is wrong with it. */
export async function statusOf(url) {
  const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    const problems = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    await page.goto(url);
    const status = page.locator('#status', { hasText: 'nswer' });
    return await status.textContent({ timeout: 60_000 }).catch(() => problems.join('\n'));
  } finally {
    await browser.close();
  }
}

/** Returns what the service worker of an extension answered. */
export async function inExtension(app, { build, extension }, run) {
  run(build);
  const folder = join(app, extension);
  const context = await chromium.launchPersistentContext('', {
    executablePath: BROWSER,
    args: ['--no-sandbox', '--headless=new', `--disable-extensions-except=${folder}`, `--load-extension=${folder}`],
    ignoreDefaultArgs: ['--headless', '--disable-extensions'],
  });
  try {
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker', { timeout: 60_000 }));
    return await worker.evaluate(() => globalThis.answered);
  } finally {
    await context.close();
  }
}

async function serveFolder(folder, headers) {
  const server = createServer(async ({ url }, response) => {
    const path = new URL(url, 'http://localhost').pathname;
    try {
      const bytes = await readFile(join(folder, path === '/' ? 'index.html' : path));
      response.writeHead(200, {
        ...headers,
        'content-type': TYPES[path.split('.').at(-1)] ?? (path === '/' ? 'text/html' : 'application/octet-stream'),
      });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  }).listen(0);
  await once(server, 'listening');
  return { url: `http://localhost:${server.address().port}/`, close: () => server.close() };
}
