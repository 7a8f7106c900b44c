// A real browser beside Node, in one run: the same built package, model and comments.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { loadClassifier } from '../../dist/index.js';
import { bundle } from './bundle.js';
import { summary } from './measure.js';

const CHROMIUM = '/usr/bin/chromium';
const ORIGIN = 'https://page.example';
const START = `<!DOCTYPE html><title>below-the-line</title>
<script type="module">import * as belowTheLine from './bundle.js'; Object.assign(globalThis, { belowTheLine });</script>`;

/** Opens a page of a site that serves the bundle and, at /model, the model; there the package is a global, `belowTheLine`. */
export async function openSite(browser) {
  const { atOnce, later } = await bundle('*');
  const scripts = new Map([...atOnce, ...later].map(({ name, code }) => [`/${name}`, code]));
  const page = await browser.newPage();
  await page.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const script = scripts.get(pathname);
    if (pathname === '/') await route.fulfill({ contentType: 'text/html', body: START });
    else if (script !== undefined) await route.fulfill({ contentType: 'text/javascript', body: script });
    else await route.fulfill({ body: await readFile(pathname.replace('/model', 'models/en')) });
  });
  await page.goto(`${ORIGIN}/`);
  await page.waitForFunction(() => 'belowTheLine' in globalThis);
  return page;
}

/** Microseconds per comment in Node and in Chromium, warm, in turns. */
export async function inBrowser(texts, rounds) {
  if (!existsSync(CHROMIUM)) throw new Error(`no ${CHROMIUM} (apt-get install chromium)`);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  try {
    const page = await openSite(browser);
    await page.evaluate(async (texts) => {
      const classifier = await globalThis.belowTheLine.loadClassifier({ model: '/model' });
      globalThis.run = () => {
        const started = performance.now();
        for (const text of texts) classifier.classify({ text });
        return performance.now() - started;
      };
    }, texts);
    const classifier = await loadClassifier();
    const inNode = () => {
      const started = performance.now();
      for (const text of texts) classifier.classify({ text });
      return performance.now() - started;
    };
    const times = { Node: [], Chromium: [] };
    for (let round = 0; round <= rounds; round++) {
      const [node, chromium] = [inNode(), await page.evaluate(() => globalThis.run())];
      // The first round warms up.
      if (round === 0) continue;
      times.Node.push(node);
      times.Chromium.push(chromium);
    }
    return Object.entries(times).map(([name, milliseconds]) => {
      const { median, spread } = summary(milliseconds);
      return { name, microseconds: (median / texts.length) * 1000, spread };
    });
  } finally {
    await browser.close();
  }
}
