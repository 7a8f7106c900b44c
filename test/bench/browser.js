// A real browser beside Node, in one run: the same built package, model and comments; and a report, opened in it.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { analyzePage, loadClassifier, readPage, renderReport } from '../../dist/index.js';
import { bundle } from './bundle.js';
import { pageOf } from './comments.js';
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

function launch() {
  if (!existsSync(CHROMIUM)) throw new Error(`no ${CHROMIUM} (apt-get install chromium)`);
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
}

/** Milliseconds until the report of a page with these comments is open, and until it is sorted anew and laid out. */
export async function openReport(texts, rounds) {
  const browser = await launch();
  const folder = await mkdtemp(join(tmpdir(), 'btl-bench-'));
  try {
    const analysis = analyzePage(readPage(pageOf(texts)), { classifier: await loadClassifier({ encoder: 'never' }) });
    const file = join(folder, 'report.html');
    await writeFile(file, await renderReport(analysis));
    const times = { opened: [], sorted: [] };
    for (let round = 0; round <= rounds; round++) {
      const page = await browser.newPage();
      await page.goto(pathToFileURL(file).href);
      const [opened, sorted] = await page.evaluate(() => {
        const [navigation] = performance.getEntriesByType('navigation');
        const started = performance.now();
        const sort = document.querySelector('[name=sort]');
        sort.value = 'toxicity';
        sort.dispatchEvent(new Event('input', { bubbles: true }));
        // Asking for a height lays the page out.
        document.body.offsetHeight;
        return [navigation.loadEventEnd, performance.now() - started];
      });
      await page.close();
      // The first round warms up.
      if (round === 0) continue;
      times.opened.push(opened);
      times.sorted.push(sorted);
    }
    return Object.entries(times).map(([name, milliseconds]) => ({ name, ...summary(milliseconds) }));
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
}

/** Microseconds per comment in Node and in Chromium, warm, in turns. */
export async function inBrowser(texts, rounds) {
  const browser = await launch();
  try {
    const page = await openSite(browser);
    await page.evaluate(async (texts) => {
      const classifier = await globalThis.belowTheLine.loadClassifier({ model: '/model', encoder: 'never' });
      globalThis.run = () => {
        const started = performance.now();
        for (const text of texts) classifier.classify({ text });
        return performance.now() - started;
      };
    }, texts);
    const classifier = await loadClassifier({ encoder: 'never' });
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
