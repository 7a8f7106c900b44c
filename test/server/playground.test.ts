import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Listening, listen } from '../../src/server/node/index.ts';
import { complaints, launch, open } from '../fixtures/chromium.ts';
import { stubClassifier } from '../fixtures/classifier.ts';
import { needs } from '../fixtures/needs.ts';

const PAGE = resolve(import.meta.dirname, '../../datasets/pages/harbour-bridge.html');

describe('the playground, in Chromium', needs('chromium'), () => {
  let browser: Browser;
  let server: Listening;
  let locked: Listening;
  beforeAll(async () => {
    [browser, server, locked] = await Promise.all([
      launch(),
      listen({ classifier: stubClassifier, port: 0 }),
      listen({ classifier: stubClassifier, port: 0, keys: ['a key'] }),
    ]);
  });
  afterAll(() => Promise.all([browser?.close(), server?.close(), locked?.close()]));

  it('scores while one types, and marks the deciding words', async () => {
    const { page, problems } = await open(browser, `${server.url}/`);
    const number = (kind: string, name: string) => page.locator(`[data-kind="${kind}"][data-name="${name}"] .number`);
    await expect.poll(() => number('toxicity', 'toxicity').textContent()).toBe('92%');
    await page.locator('#text').fill('What a lovely bridge');
    await expect.poll(() => number('toxicity', 'toxicity').textContent()).toBe('2%');
    expect(await number('stance', 'favor').textContent()).toBe('80%');
    expect(await page.locator('#shown mark.favor').allTextContents()).toEqual(['lovely']);
    await page.locator('#parent').fill('');
    await expect.poll(() => number('reply', 'agree').textContent()).toBe('–');
    await page.locator('#text').fill('<img src=x onerror=alert(1)> you idiot <script>alert(1)</script>');
    await expect
      .poll(() => page.locator('#shown').textContent())
      .toBe('<img src=x onerror=alert(1)> you idiot <script>alert(1)</script>');
    await expect.poll(() => page.locator('#status').textContent()).toMatch(/^Toxicity, insult\. Answered in \d+ ms\.$/);
    await page.locator('#text').fill('');
    await expect.poll(() => number('toxicity', 'toxicity').textContent()).toBe('–');
    expect(problems).toEqual([]);
  });

  it('shows the report of a page that is pasted', async () => {
    const { page, problems } = await open(browser, `${server.url}/`);
    await page.getByLabel('Page', { exact: true }).fill(await readFile(PAGE, 'utf8'));
    await page.getByLabel('Targets').fill('the bridge\nthe ferry');
    await page.getByRole('button', { name: 'Show the report' }).click();
    const report = page.frameLocator('#report');
    await report.locator('#comments > li').first().waitFor();
    expect(await report.locator('.target').count()).toBe(2);
    // It works in its frame: scripts of the report's own, and nothing else.
    await report.getByLabel('Sort').selectOption('Most toxic first');
    expect(await report.locator('#comments > li').first().getAttribute('data-toxic')).not.toBeNull();
    expect(problems).toEqual([]);
  });

  it('asks for a key where the server does', async () => {
    const { page } = await open(browser, `${locked.url}/`);
    await expect
      .poll(() => page.locator('#status').textContent())
      .toMatch(/^No answer: The request is missing a valid API key/);
    await page.getByLabel('API key').fill('a key');
    await expect.poll(() => page.locator('#status').textContent()).toMatch(/^Toxicity/);
    await page.getByLabel('Page', { exact: true }).fill(await readFile(PAGE, 'utf8'));
    await page.getByRole('button', { name: 'Show the report' }).click();
    await page.frameLocator('#report').locator('#comments > li').first().waitFor();
  });

  it('says so when the server is gone', async () => {
    const gone = await listen({ classifier: stubClassifier, port: 0 });
    const { page } = await open(browser, `${gone.url}/`);
    await expect.poll(() => page.locator('#status').textContent()).toMatch(/Answered/);
    await gone.close();
    await page.locator('#text').fill('anybody there?');
    await expect.poll(() => page.locator('#status').textContent()).toMatch(/^No answer/);
  });

  it.each(['light', 'dark'] as const)('gives axe-core nothing to say (%s)', async (colorScheme) => {
    const { page } = await open(browser, `${server.url}/`, { colorScheme, bypassCSP: true });
    await expect.poll(() => page.locator('#status').textContent()).toMatch(/Answered/);
    expect(await complaints(page)).toEqual([]);
  });
});
