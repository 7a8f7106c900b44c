import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Classification, type ClassifyInput, loadClassifier } from '../../src/index.ts';
import { complaints, launch, open } from '../fixtures/chromium.ts';
import { needs } from '../fixtures/needs.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const MODEL = join(ROOT, 'models/en');
const INPUT: ClassifyInput = {
  text: 'Close it. My street has been a car park for ten years.',
  target: 'closing the bridge to cars',
  parent: 'Just take the ferry instead.',
};
const TYPES = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

/** What a site does instead of sending a file of the model whole. */
type Sending = (response: ServerResponse, bytes: Buffer) => void;

const missing: Sending = (response) => void response.writeHead(404).end();
const broken: Sending = (response, bytes) => void response.end(Buffer.from(bytes).fill(1, bytes.length - 9));

/** Sends the first half of a file, and the second when it is told to. */
function held(): { readonly send: Sending; readonly release: () => void } {
  let finish = () => {};
  return {
    send: (response, bytes) => {
      response.write(bytes.subarray(0, bytes.length / 2));
      finish = () => response.end(bytes.subarray(bytes.length / 2));
    },
    release: () => finish(),
  };
}

describe('the example of docs/browser.md, in Chromium', needs('chromium'), () => {
  let folder: string;
  let browser: Browser;
  const servers: Server[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'btl-example-'));
    [browser] = await Promise.all([launch(), bundleExample(folder)]);
  });
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });
  afterAll(() => Promise.all([browser?.close(), rm(folder, { recursive: true })]));

  /** Serves the example and the model; some files of the model are sent in another way. */
  async function serve(sendings: Readonly<Record<string, Sending>> = {}): Promise<string> {
    const server = createServer(async ({ url = '' }, response) => {
      const [, name] = url.match(/^\/model\/(.+)/) ?? [];
      const path = name === undefined ? join(folder, 'dist', url === '/' ? 'index.html' : url) : join(MODEL, name);
      const type = TYPES[path.split('.').at(-1) as keyof typeof TYPES];
      const bytes = await readFile(path);
      if (type !== undefined) response.setHeader('content-type', type);
      const send = sendings[name ?? ''] ?? ((response, bytes) => void response.end(bytes));
      send(response, bytes);
    }).listen(0);
    servers.push(server);
    await once(server, 'listening');
    return `http://localhost:${(server.address() as AddressInfo).port}/`;
  }

  it('answers by words while the encoder arrives, and with the encoder from then on', async () => {
    const encoder = held();
    const { page, problems } = await open(browser, await serve({ 'encoder.bin': encoder.send }));
    await expect.poll(() => scorerOf(page)).toBe('lexical');
    const { length } = await readFile(join(MODEL, 'encoder.bin'));
    const megabytes = (count: number) => (count / 1e6).toFixed(1);
    await expect.poll(() => textOf(page, '#bytes')).toBe(`${megabytes(length / 2)} of ${megabytes(length)} MB`);
    expect(await textOf(page, '#stage')).toBe('Answering by words. Loading the encoder');
    expect(await page.locator('#progress').evaluate((bar: HTMLProgressElement) => bar.position)).toBeCloseTo(0.5, 3);
    expect(await chosen(page)).toEqual(labelsOf((await loadClassifier({ encoder: 'never' })).classify(INPUT)));

    encoder.release();
    await expect.poll(() => scorerOf(page)).toBe('encoder');
    expect(await textOf(page, '#stage')).toBe('Loaded. The encoder is asked where words are unsure');
    expect(await chosen(page)).toEqual(labelsOf((await loadClassifier()).classify(INPUT)));
    expect(problems).toEqual([]);
  });

  it('asks again as one types, about the fields that are filled', async () => {
    const { page, problems } = await open(browser, await serve());
    await expect.poll(() => scorerOf(page)).toBe('encoder');
    await page.getByLabel('Comment').fill('You idiots.');
    await page.getByLabel('Stance').fill('');
    await page.getByLabel('In answer to').fill('');
    const expected = labelsOf((await loadClassifier()).classify({ text: 'You idiots.' }));
    await expect.poll(() => chosen(page)).toEqual(expected);
    expect(expected).toContain('insult');
    expect(problems).toEqual([]);
  });

  it('leaves the page free while it classifies', async () => {
    const { page } = await openWithWorker(await serve());
    await expect.poll(() => scorerOf(page)).toBe('encoder');
    expect(page.workers()).toHaveLength(1);
    const { answers, ticks } = await page.evaluate(async (input) => {
      let [answers, ticks] = [0, 0];
      const timer = setInterval(() => ticks++, 1);
      const inputs = Array.from({ length: 100 }, (_, i) => ({ ...input, text: `${input.text} ${i}` }));
      await new Promise<void>((resolve) => {
        spied.worker.addEventListener('message', () => ++answers === inputs.length && resolve());
        for (const [i, input] of inputs.entries()) spied.worker.postMessage({ id: -i - 1, input });
      });
      clearInterval(timer);
      return { answers, ticks };
    }, INPUT);
    // Each of the hundred takes milliseconds of the worker's. A page that had to wait for them would tick once at most.
    expect(answers).toBe(100);
    expect(ticks).toBeGreaterThan(10);
  });

  it('says once what is wrong with a question, and answers the next', async () => {
    const { page } = await openWithWorker(await serve());
    await expect.poll(() => scorerOf(page)).toBe('encoder');
    const replies = await page.evaluate(async () => {
      const replies: { readonly message?: string; readonly scorer?: string }[] = [];
      await new Promise<void>((resolve) => {
        spied.worker.addEventListener('message', ({ data }) => replies.push(data) === 2 && resolve());
        spied.worker.postMessage({ id: -1, input: { text: 5 } });
        spied.worker.postMessage({ id: -2, input: { text: 'Fine.' } });
      });
      return replies;
    });
    expect(replies[0]?.message).toMatch(/^not a comment to classify: .*expected string.*\n.*at text$/);
    expect(replies[1]).toMatchObject({ id: -2, scorer: 'encoder' });
  });

  it.each([
    ['missing', missing, /cannot read .*\/model\/encoder\.bin: HTTP 404/],
    ['broken', broken, /encoder\.bin has sha256 [0-9a-f]{64}, expected [0-9a-f]{64}/],
  ])('goes on by words where the encoder is %s, and says so', async (_, send, reason) => {
    const { page } = await open(browser, await serve({ 'encoder.bin': send }));
    await expect
      .poll(() => textOf(page, '#stage'))
      .toMatch(/^Answers come from words alone, for the encoder cannot be loaded \(/);
    expect(await textOf(page, '#loading')).toMatch(reason);
    expect(await page.locator('#progress').count()).toBe(0);
    await page.getByLabel('Comment').fill('You idiots.');
    const expected = labelsOf((await loadClassifier({ encoder: 'never' })).classify({ ...INPUT, text: 'You idiots.' }));
    await expect.poll(() => chosen(page)).toEqual(expected);
    expect(await scorerOf(page)).toBe('lexical');
  });

  it('says what is missing where there is no model', async () => {
    const url = await serve({ 'model.json': missing });
    const { page } = await open(browser, url);
    await expect
      .poll(() => textOf(page, '#loading'))
      .toBe(`No answers (cannot read ${url}model/model.json: HTTP 404).`);
  });

  it.each(['light', 'dark'] as const)('gives axe-core nothing to say (%s)', async (colorScheme) => {
    for (const sending of [held().send, missing]) {
      const { page } = await open(browser, await serve({ 'encoder.bin': sending }), { colorScheme });
      await expect.poll(() => textOf(page, '#stage')).toMatch(/^Answer/);
      await expect.poll(() => scorerOf(page)).toBe('lexical');
      expect(await complaints(page)).toEqual([]);
    }
  });

  /** Opens the page with its worker within reach. */
  async function openWithWorker(url: string) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(() => {
      const { Worker } = globalThis;
      Object.assign(globalThis, { spied: {} });
      globalThis.Worker = class extends Worker {
        constructor(...given: ConstructorParameters<typeof Worker>) {
          super(...given);
          spied.worker = this;
        }
      };
    });
    await page.goto(url);
    return { page };
  }
});

it.each(['worker.js', 'classifier.js'])('docs/browser.md shows %s as it is', async (name) => {
  const [page, code] = await Promise.all(
    ['docs/browser.md', `examples/browser/${name}`].map((path) => readFile(join(ROOT, path), 'utf8')),
  );
  expect(page).toContain(`\`\`\`js\n${code}\`\`\``);
});

declare const spied: { worker: Worker };

/** Bundles the example as whoever installs the package and vite would. */
async function bundleExample(folder: string): Promise<void> {
  await cp(join(ROOT, 'examples/browser'), folder, { recursive: true });
  await mkdir(join(folder, 'node_modules'));
  await symlink(ROOT, join(folder, 'node_modules/below-the-line'));
  await build({ root: folder, logLevel: 'error' });
}

const textOf = (page: Page, selector: string) => page.locator(selector).innerText();
const scorerOf = (page: Page) => page.locator('#said').getAttribute('data-scorer');
const chosen = (page: Page) =>
  page.locator('.chosen').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.name));

const labelsOf = ({ toxicity, stance, reply }: Classification) => [
  ...Object.keys(toxicity.scores).filter((name) => toxicity.labels.includes(name as never)),
  ...[stance, reply].flatMap((result) => (result === null ? [] : [result.label])),
];
