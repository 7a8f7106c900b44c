import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Classification, loadClassifier } from '../../src/index.ts';
import { browserFiles, type Listening, listen } from '../../src/server/node/index.ts';
import { complaints, launch, open } from '../fixtures/chromium.ts';
import { stubClassifier } from '../fixtures/classifier.ts';
import { needs } from '../fixtures/needs.ts';

const PAGE = resolve(import.meta.dirname, '../../datasets/pages/harbour-bridge.html');

/** What the page asks about when it is opened. */
const TYPED = {
  text: 'Nonsense. The ferry was never on time, and you clowns want to rely on it?',
  target: 'closing the bridge to cars',
  parent: 'Just take the ferry instead.',
};
const mb = (bytes: number) => (bytes / 1e6).toFixed(1);
const status = (page: Page) => page.locator('#here .status').textContent();
const percents = (page: Page) => page.locator('.score .number').allTextContents();

/** The numbers that the page shows of an answer. */
const percentsOf = ({ toxicity, stance, reply }: Classification) => {
  const pairs = [stance, reply].map((result) => ({ ...result!, unsure: result!.abstained ? [result!.label] : [] }));
  return [{ scores: toxicity.scores, unsure: toxicity.uncertain }, ...pairs].flatMap(({ scores, unsure }) =>
    Object.entries(scores).map(
      ([name, score]) => `${Math.round(100 * score)}%${unsure.includes(name as never) ? '?' : ''}`,
    ),
  );
};

describe('the playground, in Chromium', needs('chromium'), () => {
  let browser: Browser;
  let server: Listening;
  let locked: Listening;
  let offering: Listening;
  beforeAll(async () => {
    [browser, server, locked, offering] = await Promise.all([
      launch(),
      listen({ classifier: stubClassifier, port: 0 }),
      listen({ classifier: stubClassifier, port: 0, keys: ['a key'] }),
      listen({ classifier: stubClassifier, port: 0, inBrowser: browserFiles() }),
    ]);
  });
  afterAll(() => Promise.all([browser?.close(), server?.close(), locked?.close(), offering?.close()]));

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

  it('suggests targets of a page that is pasted, to be ticked', async () => {
    const { page, problems } = await open(browser, `${server.url}/`);
    await page.getByRole('button', { name: 'Suggest targets' }).click();
    await expect.poll(() => page.locator('#suggested').textContent()).toBe('Paste a page first.');
    await page.getByLabel('Page', { exact: true }).fill(await readFile(PAGE, 'utf8'));
    await page.getByRole('button', { name: 'Suggest targets' }).click();
    const bridge = page.getByRole('checkbox', { name: /^closing the Harbour Bridge to cars/ });
    await bridge.check();
    await page.getByRole('checkbox', { name: /^this article/ }).check();
    const targets = page.locator('[name=targets]');
    expect(await targets.inputValue()).toBe('closing the Harbour Bridge to cars\nthis article');
    await bridge.uncheck();
    expect(await targets.inputValue()).toBe('this article');
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

  it('answers in the browser where one asks for that, by words until the encoder is there', async () => {
    let send = () => {};
    const held = new Promise<void>((resolve) => {
      send = resolve;
    });
    const files = browserFiles();
    const server = await listen({
      classifier: stubClassifier,
      port: 0,
      inBrowser: async (file) => {
        if (file === 'encoder.bin') await held;
        return files(file);
      },
    });
    const { page, problems, requests } = await open(browser, `${server.url}/`);
    await expect.poll(() => percents(page)).toEqual(percentsOf(stubClassifier.classify(TYPED)));
    const before = requests.length;
    await page.getByRole('button', { name: 'Answer in this browser' }).click();
    await expect.poll(() => status(page)).toBe('This browser answers by words. Loading the encoder');
    const words = (await loadClassifier({ encoder: 'never' })).classify(TYPED);
    await expect.poll(() => percents(page)).toEqual(percentsOf(words));
    expect(await page.locator('#here progress').getAttribute('value')).toBeNull();

    send();
    await expect.poll(() => status(page)).toBe('This browser answers, and what you type stays in it.');
    const { size } = await stat('models/en/encoder.bin');
    expect(await page.locator('#here .bytes').textContent()).toBe(`${mb(size)} of ${mb(size)} MB`);
    await expect.poll(() => percents(page)).toEqual(percentsOf((await loadClassifier()).classify(TYPED)));
    await page.locator('#text').fill('You idiots.');
    await expect.poll(() => page.locator('#status').textContent()).toMatch(/^Toxicity, .*insult/);
    const asked = requests.slice(before).map((url) => url.slice(server.url.length));
    expect([...asked].sort()).toEqual(
      ['encoder.bin', 'model.json', 'model.json', 'weights.bin', 'worker.js'].map((name) => `/in-browser/${name}`),
    );
    expect(page.workers()).toHaveLength(1);
    expect(problems).toEqual([]);
    await server.close();
  });

  it.each([
    ['encoder.bin', 'This browser answers by words alone, for the encoder cannot be loaded (cannot read '],
    ['weights.bin', 'The server goes on answering, for the model cannot be loaded (cannot read '],
    ['worker.js', 'The server goes on answering, for the model cannot be loaded (the worker stopped).'],
  ])('says so where %s cannot be loaded, and goes on', async (missing, said) => {
    const files = browserFiles();
    const server = await listen({
      classifier: stubClassifier,
      port: 0,
      inBrowser: (file) => (file === missing ? Promise.reject(new Error('gone')) : files(file)),
    });
    const { page } = await open(browser, `${server.url}/`);
    await page.getByRole('button', { name: 'Answer in this browser' }).click();
    await expect.poll(() => status(page)).toContain(said);
    await page.locator('#text').fill('You idiot.');
    await expect.poll(() => page.locator('#status').textContent()).toMatch(/^Toxicity, .*insult/);
    await server.close();
  });

  it('does not offer to answer in the browser where the server gives no files for that', async () => {
    const { page } = await open(browser, `${server.url}/`);
    expect(await page.locator('#here').count()).toBe(0);
    expect((await fetch(`${server.url}/in-browser/weights.bin`)).status).toBe(404);
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
    const { page } = await open(browser, `${offering.url}/`, { colorScheme, bypassCSP: true });
    await expect.poll(() => page.locator('#status').textContent()).toMatch(/Answered/);
    expect(await complaints(page)).toEqual([]);
  });
});
