import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { analyzePage } from '../../src/analyze.ts';
import { loadClassifier } from '../../src/classifier.ts';
import { extractThread, readPage } from '../../src/extract/index.ts';
import { Analysis } from '../../src/schemas.ts';
import { createApp } from '../../src/server/index.ts';
import type { pageAnalyserThread as make } from '../../src/server/node/index.ts';
import { suggestTargets } from '../../src/targets/index.ts';
import { stubClassifier } from '../fixtures/classifier.ts';
import { tinyModelFolder } from '../fixtures/encoder/index.ts';

// The thread runs the built worker, so the built package starts it.
const DIST = resolve(import.meta.dirname, '../../dist');
const { pageAnalyserThread } = (await import(`${DIST}/server/node/index.js`)) as { pageAnalyserThread: typeof make };
const page = readPage(await readFile(resolve(import.meta.dirname, '../../datasets/pages/harbour-bridge.html')));
const long = readPage(
  `<html><body><ol class="comment-list">${Array.from({ length: 2000 }, (_, i) => `<li class="comment" id="comment-${i}"><article><b class="fn">A</b><div class="comment-content"><p>No, ${i}, never, I say.</p></div></article></li>`).join('')}</ol></body></html>`,
);

afterEach(() => void vi.useRealTimers());

describe('pageAnalyserThread', () => {
  it('gives the analysis, or the report, of a page after the other', async () => {
    const { pageAnalyser, close } = pageAnalyserThread();
    const [json, report] = await Promise.all([
      pageAnalyser({ page, targets: ['the bridge'], format: 'json' }),
      pageAnalyser({ page, targets: ['the bridge'], format: 'report' }),
    ]);
    expect(Analysis.parse(JSON.parse(json.body))).toMatchObject({ targets: ['the bridge'] });
    expect(json.comments).toBeGreaterThan(10);
    expect(report).toMatchObject({ comments: json.comments, policy: expect.stringMatching(/^default-src 'none'/) });
    expect(report.body.startsWith('<!doctype html>')).toBe(true);
    const targets = await pageAnalyser({ page, format: 'targets' });
    expect(JSON.parse(targets.body)).toEqual(suggestTargets(extractThread(page)));
    expect([targets.comments, targets.policy]).toEqual([0, null]);
    await expect(pageAnalyser({ page: {}, format: 'json' })).rejects.toMatchObject({ code: 'invalid-input' });
    await close();
  });

  it('asks the encoder as a classifier does that is loaded here', async () => {
    const model = await tinyModelFolder();
    for (const encoder of [undefined, 'always', 'never'] as const) {
      const { pageAnalyser, close } = pageAnalyserThread({ model, encoder });
      const { body } = await pageAnalyser({ page, targets: ['the bridge'], format: 'json' });
      const classifier = await loadClassifier({ model, encoder });
      expect(JSON.parse(body)).toEqual(await analyzePage(page, { classifier, targets: ['the bridge'] }));
      await close();
    }
  });

  it('leaves this thread to others: a comment that comes after a page is answered before it', async () => {
    const { pageAnalyser, close } = pageAnalyserThread({ encoder: 'never' });
    const app = createApp({ classifier: stubClassifier, pageAnalyser });
    const done: string[] = [];
    const post = async (path: string, body: object) => {
      const headers = { 'content-type': 'application/json' };
      const response = await app.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
      done.push(`${path} ${response.status}`);
      return response.json();
    };
    const [analysis] = await Promise.all([
      post('/v1/analyze', { ...long, targets: ['the bridge', 'the ferry'] }),
      post('/v1/classify', { text: 'No, never.' }),
    ]);
    expect(done).toEqual(['/v1/classify 200', '/v1/analyze 200']);
    expect(Analysis.parse(analysis).comments).toHaveLength(2000);
    await close();
  });

  it('ends a page that takes too long, and goes on with the next', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { pageAnalyser, close } = pageAnalyserThread({ timeout: 400 });
    const ended = expect(pageAnalyser({ page: long, format: 'json' })).rejects.toMatchObject({
      status: 504,
      message: expect.stringMatching(/not analysed after 400 ms/),
    });
    const next = pageAnalyser({ page, format: 'json' });
    vi.advanceTimersByTime(400);
    await ended;
    expect((await next).comments).toBeGreaterThan(10);
    // What was done in time is not ended later.
    vi.advanceTimersByTime(400);
    expect((await pageAnalyser({ page, format: 'json' })).comments).toBeGreaterThan(10);
    await close();
  });

  it('turns pages away when too many wait', async () => {
    const { pageAnalyser, close } = pageAnalyserThread({ waiting: 1 });
    const [first, second, third] = await Promise.allSettled(
      [1, 2, 3].map(() => pageAnalyser({ page, format: 'json' })),
    );
    expect([first?.status, second?.status]).toEqual(['fulfilled', 'fulfilled']);
    expect(third).toMatchObject({ status: 'rejected', reason: { status: 503 } });
    await close();
  });
});
