import { createReadStream, existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loadClassifier } from '../../src/cascade.ts';
import { launch, open } from '../fixtures/chromium.ts';
import { tinyEncoder } from '../fixtures/encoder/index.ts';
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
  'below-the-line/encoder': '/dist/cascade.js',
};
const PAGE = `<!doctype html><title>a page</title><link rel="icon" href="data:,"><script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>
<script type="module">
  import { loadClassifier } from 'below-the-line/encoder';
  const encoderModel = new URL('/model/', location.href);
  const classifier = await loadClassifier({ encoder: 'always', encoderModel });
  window.result = await classifier.classify({ text: 'yes, good', target: 'the bridge' });
  window.code = await loadClassifier().catch(({ code }) => code);
  document.title = 'done';
</script>`;

describe('in a browser', needs('chromium'), () => {
  let browser: Browser;
  let server: Server;
  let encoderModel: string;

  beforeAll(async () => {
    encoderModel = await tinyEncoder();
    browser = await launch();
    server = createServer(({ url = '/' }, response) => {
      if (url === '/') return response.setHeader('content-type', 'text/html').end(PAGE);
      const path = url.startsWith('/model/') ? join(encoderModel, url.slice('/model/'.length)) : join(ROOT, url);
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
    const { result, code } = await page.evaluate(() => {
      const { result, code } = window as unknown as { result: object; code: string };
      return { result, code };
    });
    const here = await loadClassifier({ encoder: 'always', encoderModel });
    expect(result).toEqual(await here.classify({ text: 'yes, good', target: 'the bridge' }));
    expect(code).toBe('missing-package');
    expect(problems).toEqual([]);
  });
});
