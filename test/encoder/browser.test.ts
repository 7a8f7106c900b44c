import { createReadStream, existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadClassifier } from '../../src/classifier.ts';
import { seededRandom } from '../../src/dataset/random.ts';
import type { Classification } from '../../src/schemas.ts';
import { launch, open } from '../fixtures/chromium.ts';
import { tinyEncoder, tinyModelFolder } from '../fixtures/encoder/index.ts';
import { needs } from '../fixtures/needs.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** What a bundler does with "imports" of package.json, and with the names of packages. */
const IMPORTS = {
  '#read': '/dist/artifact/read.web.js',
  '#compiled': '/dist/kernels/compiled.js',
  'below-the-line': '/dist/index.js',
};
const INPUTS = [
  { text: 'yes, good', target: 'the bridge' },
  { text: 'Nonsense! You idiots never close a thing.', target: 'close the bridge to cars' },
  { text: 'no', target: 'cars', parent: 'good to close the bridge. '.repeat(9) },
  { text: '', target: '' },
  { text: '😀 rain\u200b is bad', parent: 'I agree' },
];
const PAGE = `<!doctype html><title>a page</title><link rel="icon" href="data:,"><script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>
<script type="module">
  import { loadClassifier } from 'below-the-line';
  const load = (folder) => loadClassifier({ encoder: 'always', model: new URL(folder, location.href) });
  const classifier = await load('/model/');
  window.found = {
    model: classifier.model,
    results: ${JSON.stringify(INPUTS)}.map(classifier.classify),
    refused: await load('/broken/').catch(({ code, message }) => ({ code, message })),
  };
  document.title = 'done';
</script>`;

/** The tiny encoder with a layer of random weights, which does something. */
function busyEncoder() {
  const random = seededRandom(5);
  const codes = Object.entries(tinyEncoder().manifest.tensors).filter(([name]) => /^layer0\..*\.codes$/.test(name));
  return tinyEncoder(
    Object.fromEntries(
      codes.map(([name, { shape }]) => [name, Uint8Array.from({ length: shape[0]! }, () => 256 * random())]),
    ),
  );
}

/** What the page leaves in its window. */
interface Found {
  readonly model: { readonly version: string; readonly sha256: string };
  readonly results: readonly Classification[];
  readonly refused: { readonly code: string; readonly message: string };
}

describe('in a browser', needs('chromium'), () => {
  let browser: Browser;
  let server: Server;
  let model: string;

  beforeAll(async () => {
    const folders = { model: await tinyModelFolder(undefined, busyEncoder()), broken: await tinyModelFolder() };
    model = folders.model;
    await writeFile(join(folders.broken, 'encoder.bin'), 'no encoder');
    browser = await launch();
    server = createServer(({ url = '/' }, response) => {
      if (url === '/') return response.setHeader('content-type', 'text/html; charset=utf-8').end(PAGE);
      const [, folder, ...rest] = url.split('/');
      const path = join(folders[folder as keyof typeof folders] ?? join(ROOT, folder!), ...rest);
      if (!existsSync(path)) return response.writeHead(404).end();
      response.setHeader('content-type', path.endsWith('.js') ? 'text/javascript' : 'application/octet-stream');
      createReadStream(path).pipe(response);
    }).listen(0);
  });

  afterAll(async () => {
    server?.close();
    await browser?.close();
  });

  it('gives to the bit what Node gives, and says at once what is no encoder', async () => {
    const { page, problems } = await open(browser, `http://localhost:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => document.title === 'done', undefined, { timeout: 0 });
    const found = await page.evaluate(() => (window as unknown as { found: Found }).found);
    const here = await loadClassifier({ encoder: 'always', model });
    expect(found.model).toEqual(here.model);
    expect(found.results).toEqual(INPUTS.map(here.classify));
    expect(found.refused).toMatchObject({
      code: 'invalid-model',
      message: expect.stringContaining('encoder.bin has 10 bytes'),
    });
    expect(problems).toEqual([]);
  });
});
