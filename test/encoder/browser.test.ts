import { createReadStream, existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadContextual } from '../../src/contextual/contextual.ts';
import { launch, open } from '../fixtures/chromium.ts';
import { tinyContextual } from '../fixtures/encoder/index.ts';
import { needs } from '../fixtures/needs.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  mjs: 'text/javascript',
  wasm: 'application/wasm',
};
/** What a bundler does with "imports" of package.json, and with the names of packages. */
const IMPORTS = {
  '#read': '/dist/artifact/read.web.js',
  '#onnx': '/dist/encoder/runtime.web.js',
  'onnxruntime-web': '/node_modules/onnxruntime-web/dist/ort.wasm.bundle.min.mjs',
  'below-the-line': '/dist/index.js',
  'below-the-line/contextual': '/dist/contextual/index.js',
};
const PAGE = `<!doctype html><title>a page</title><link rel="icon" href="data:,"><script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>
<script type="module">
  import { loadContextual } from 'below-the-line/contextual';
  const contextual = await loadContextual({ model: new URL('/model/', location.href) });
  window.result = await contextual.classify({ text: 'yes, good', target: 'the bridge' });
  window.refusal = await loadContextual().catch(({ code }) => code);
  document.title = 'done';
</script>`;

describe('in a browser', needs('chromium'), () => {
  let browser: Browser;
  let server: Server;
  let model: string;

  beforeAll(async () => {
    model = await tinyContextual();
    browser = await launch();
    server = createServer(({ url = '/' }, response) => {
      if (url === '/') return response.setHeader('content-type', 'text/html').end(PAGE);
      const path = url.startsWith('/model/') ? join(model, url.slice('/model/'.length)) : join(ROOT, url);
      if (!existsSync(path)) return response.writeHead(404).end();
      response.setHeader('content-type', TYPES[path.split('.').at(-1) as string] ?? 'application/octet-stream');
      createReadStream(path).pipe(response);
    }).listen(0);
  });

  afterAll(async () => {
    server?.close();
    await browser?.close();
  });

  it('gives what Node gives, with the runtime that runs everywhere', async () => {
    const { page, problems } = await open(browser, `http://localhost:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => document.title === 'done', undefined, { timeout: 0 });
    const { result, refusal } = await page.evaluate(() => {
      const { result, refusal } = window as unknown as { result: object; refusal: string };
      return { result, refusal };
    });
    const here = await loadContextual({ model });
    expect(result).toEqual(await here.classify({ text: 'yes, good', target: 'the bridge' }));
    expect(refusal).toBe('missing-package');
    expect(problems).toEqual([]);
  });
});
