import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  analyzePage,
  type Classification,
  type ClassifyInput,
  loadClassifier,
  readPage,
  renderReport,
} from '../../src/index.ts';
import { openSite } from '../bench/browser.js';
import { launch } from '../fixtures/chromium.ts';
import { needs } from '../fixtures/needs.ts';

const PAGE = 'datasets/pages/harbour-bridge.html';
const golden: ClassifyInput[] = (await readFile('models/en/golden.jsonl', 'utf8'))
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => JSON.parse(line).input);

/** In the browser, the package is a global. */
declare const belowTheLine: typeof import('../../src/index.ts');

describe('the package in Chromium', needs('chromium'), () => {
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];
  beforeAll(async () => {
    browser = await launch();
    page = await openSite(browser);
    page.on('pageerror', ({ message }) => problems.push(message));
  });
  afterAll(() => browser?.close());

  it('gives the scores that it gives in Node, to 1e-4', async () => {
    const inBrowser = await page.evaluate(async (inputs): Promise<Classification[]> => {
      const classifier = await belowTheLine.loadClassifier({ model: '/model' });
      return inputs.map((input) => classifier.classify(input));
    }, golden);
    const classifier = await loadClassifier();
    const inNode = golden.map((input) => classifier.classify(input));
    expect(inBrowser.map(labelsOf)).toEqual(inNode.map(labelsOf));
    for (const [i, { toxicity, stance, reply }] of inNode.entries()) {
      expectClose(inBrowser[i]!.toxicity.scores, toxicity.scores);
      expectClose(inBrowser[i]!.stance?.scores, stance?.scores);
      expectClose(inBrowser[i]!.reply?.scores, reply?.scores);
    }
    expect(problems).toEqual([]);
  });

  it('reads a page, judges it and shows the report, with the model given as bytes', async () => {
    const source = await readFile(PAGE, 'utf8');
    const inBrowser = await page.evaluate(async (html) => {
      const { analyzePage, loadClassifier, readPage, renderReport } = belowTheLine;
      const bytes = async (file: string) => new Uint8Array(await (await fetch(`/model/${file}`)).arrayBuffer());
      const names = { manifest: 'model.json', weights: 'weights.bin', encoder: 'encoder.bin' };
      const files = Object.entries(names).map(async ([part, file]) => [part, await bytes(file)] as const);
      const model = Object.fromEntries(await Promise.all(files)) as Record<keyof typeof names, Uint8Array>;
      const classifier = await loadClassifier({ model });
      const analysis = analyzePage(readPage(html), { classifier });
      return { thread: analysis.thread, summary: analysis.summary, report: await renderReport(analysis) };
    }, source);
    const analysis = analyzePage(readPage(source), { classifier: await loadClassifier() });
    expect(inBrowser.thread).toEqual(analysis.thread);
    expect(inBrowser.summary).toEqual(analysis.summary);
    expect(titleOf(inBrowser.report)).toBe(titleOf(await renderReport(analysis)));
    expect(problems).toEqual([]);
  });

  it('says what is wrong with a model as it does in Node', async () => {
    const message = await page.evaluate(async () => {
      return belowTheLine
        .loadClassifier({
          model: { manifest: new TextEncoder().encode('{"format":"x"}'), weights: new Uint8Array(8) },
        })
        .catch(({ code, message }: { code: string; message: string }) => `${code}: ${message}`);
    });
    expect(message).toBe('invalid-model: model.json has format "x", expected "below-the-line/model"');
  });
});

const titleOf = (report: string) => report.match(/<title>.+<\/title>/)?.[0] ?? 'none';

/** Scores are compared apart. */
const labelsOf = ({ toxicity, stance, reply }: Classification) => ({
  toxicity: toxicity.labels,
  stance: stance?.label,
  reply: reply?.label,
});

function expectClose(actual: object | undefined, expected: object | undefined): void {
  expect(Object.keys(actual ?? {})).toEqual(Object.keys(expected ?? {}));
  const scores = Object.values(expected ?? {}) as number[];
  for (const [i, score] of (Object.values(actual ?? {}) as number[]).entries())
    expect(Math.abs(score - scores[i]!)).toBeLessThan(1e-4);
}
