import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readPage } from '../../src/extract/index.ts';
import type { pageAnalyserThread as make } from '../../src/server/node/index.ts';

// The thread runs the built worker, so the built package starts it.
const DIST = resolve(import.meta.dirname, '../../dist');
const { pageAnalyserThread } = (await import(`${DIST}/server/node/index.js`)) as { pageAnalyserThread: typeof make };
const page = readPage(await readFile(resolve(import.meta.dirname, '../../datasets/pages/harbour-bridge.html')));
/** Milliseconds, enough for a thread to load its model and to analyse the page. */
const HELD = 1500;

it('gives no page the response to another that came too late', async () => {
  const { pageAnalyser, close } = pageAnalyserThread({ encoder: 'never', timeout: HELD / 10 });
  const outcomes = Promise.allSettled([
    pageAnalyser({ page, format: 'json' }),
    pageAnalyser({ page: { text: 'A headline' }, format: 'json' }),
  ]);
  await new Promise((sent) => setImmediate(sent));
  // While the loop is held, the thread responds, and the time of its page runs out: timers are served before messages.
  for (const end = performance.now() + HELD; performance.now() < end; );
  const [first, second] = await outcomes;
  expect(first).toMatchObject({ status: 'rejected', reason: { status: 504 } });
  // The second page gets a new thread, which may load its model in time or not.
  if (second.status === 'fulfilled') expect(second.value.comments).toBe(0);
  else expect(second.reason).toMatchObject({ status: 504 });
  await close();
});
