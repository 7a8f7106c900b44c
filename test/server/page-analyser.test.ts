import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPage } from '../../src/extract/index.ts';
import { Analysis } from '../../src/schemas.ts';
import type { pageAnalyserThread as make } from '../../src/server/node/index.ts';

// The thread runs the built worker, so the built package starts it.
const DIST = resolve(import.meta.dirname, '../../dist');
const { pageAnalyserThread } = (await import(`${DIST}/server/node/index.js`)) as { pageAnalyserThread: typeof make };
const page = readPage(await readFile(resolve(import.meta.dirname, '../../datasets/pages/harbour-bridge.html')));
const long = readPage(
  `<html><body><ol class="comment-list">${Array.from({ length: 20_000 }, (_, i) => `<li class="comment" id="comment-${i}"><article><b class="fn">A</b><div class="comment-content"><p>No, ${i}, never, I say.</p></div></article></li>`).join('')}</ol></body></html>`,
);

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
    await expect(pageAnalyser({ page: {}, format: 'json' })).rejects.toMatchObject({ code: 'invalid-input' });
    await close();
  });

  it('leaves the loop free, ends a page that takes too long, and goes on with the next', async () => {
    const { pageAnalyser, close } = pageAnalyserThread({ timeout: 400 });
    await pageAnalyser({ page, format: 'json' }).catch(() => {});
    let turns = 0;
    const counting = setInterval(() => turns++, 10);
    await expect(
      pageAnalyser({ page: long, targets: Array(20).fill('the bridge'), format: 'json' }),
    ).rejects.toMatchObject({
      status: 504,
      message: expect.stringMatching(/not analysed after 400 ms/),
    });
    clearInterval(counting);
    expect(turns).toBeGreaterThan(5);
    // A new thread loads the model anew, which may take longer than this time allows on a busy machine.
    await expect
      .poll(
        () =>
          pageAnalyser({ page, format: 'json' }).then(
            ({ comments }) => comments,
            () => 0,
          ),
        { timeout: 10_000 },
      )
      .toBeGreaterThan(10);
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
