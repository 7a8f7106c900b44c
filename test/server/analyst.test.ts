import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPage } from '../../src/extract/index.ts';
import { Analysis } from '../../src/schemas.ts';
import type { analystThread as make } from '../../src/server/node/index.ts';

// The thread runs the built worker, so the built package starts it.
const DIST = resolve(import.meta.dirname, '../../dist');
const { analystThread } = (await import(`${DIST}/server/node/index.js`)) as { analystThread: typeof make };
const page = readPage(await readFile(resolve(import.meta.dirname, '../../datasets/pages/harbour-bridge.html')));
const long = readPage(
  `<html><body><ol class="comment-list">${Array.from({ length: 20_000 }, (_, i) => `<li class="comment" id="comment-${i}"><article><b class="fn">A</b><div class="comment-content"><p>No, ${i}, never, I say.</p></div></article></li>`).join('')}</ol></body></html>`,
);

describe('analystThread', () => {
  it('gives the analysis, or the report, of a page after the other', async () => {
    const { analyst, close } = analystThread();
    const [json, report] = await Promise.all([
      analyst({ page, targets: ['the bridge'], form: 'json' }),
      analyst({ page, targets: ['the bridge'], form: 'report' }),
    ]);
    expect(Analysis.parse(JSON.parse(json.body))).toMatchObject({ targets: ['the bridge'] });
    expect(json.comments).toBeGreaterThan(10);
    expect(report).toMatchObject({ comments: json.comments, policy: expect.stringMatching(/^default-src 'none'/) });
    expect(report.body.startsWith('<!doctype html>')).toBe(true);
    await expect(analyst({ page: {}, form: 'json' })).rejects.toMatchObject({ code: 'invalid-input' });
    await close();
  });

  it('leaves the loop free, ends a page that takes too long, and goes on with the next', async () => {
    const { analyst, close } = analystThread({ timeout: 400 });
    await analyst({ page, form: 'json' }).catch(() => {});
    let turns = 0;
    const counting = setInterval(() => turns++, 10);
    await expect(analyst({ page: long, targets: Array(20).fill('the bridge'), form: 'json' })).rejects.toMatchObject({
      status: 504,
      message: expect.stringMatching(/not analysed after 400 ms/),
    });
    clearInterval(counting);
    expect(turns).toBeGreaterThan(5);
    // A new thread loads the model anew, which may take longer than this time allows on a busy machine.
    await expect
      .poll(
        () =>
          analyst({ page, form: 'json' }).then(
            ({ comments }) => comments,
            () => 0,
          ),
        { timeout: 10_000 },
      )
      .toBeGreaterThan(10);
    await close();
  });

  it('turns pages away when too many wait', async () => {
    const { analyst, close } = analystThread({ waiting: 1 });
    const [first, second, third] = await Promise.allSettled([1, 2, 3].map(() => analyst({ page, form: 'json' })));
    expect([first?.status, second?.status]).toEqual(['fulfilled', 'fulfilled']);
    expect(third).toMatchObject({ status: 'rejected', reason: { status: 503 } });
    await close();
  });
});
