import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import type { Classifier } from '../../src/classifier.ts';
import { loadClassifier } from '../../src/classifier.ts';
import { fairQueue } from '../../src/server/comments/fair-queue.ts';
import { classifyGroup } from '../../src/server/comments/group.ts';
import { commentTurns } from '../../src/server/comments/turns.ts';
import { createApp } from '../../src/server/index.ts';
import type { classifierPool as make } from '../../src/server/node/index.ts';
import { stubClassifier } from '../fixtures/classifier.ts';
import { tinyModelFolder } from '../fixtures/encoder/index.ts';
import { post } from '../fixtures/requests.ts';

// Threads run the built worker, so the built package starts them.
const DIST = resolve(import.meta.dirname, '../../dist');
const { classifierPool } = (await import(`${DIST}/server/node/index.js`)) as { classifierPool: typeof make };

const groups = (count: number, name = 'comment') =>
  Array.from({ length: count }, (_, i) => ({ texts: [`${name} ${i}`] }));

describe('fairQueue', () => {
  const takeAll = (queue: ReturnType<typeof fairQueue>, most: number) => {
    const taken: string[] = [];
    for (let slice = queue.take(most); slice !== null; slice = queue.take(most)) {
      taken.push(slice.groups.map(({ texts }) => texts[0]).join(' + '));
      slice.done(slice.groups.map(({ texts }) => texts.map((text) => stubClassifier.classify({ text }))));
    }
    return taken;
  };

  it('puts single comments first, and lets batches take turns', async () => {
    const queue = fairQueue(100, () => {});
    const answers = [queue.add(groups(3, 'a')), queue.add(groups(2, 'b')), queue.add(groups(1, 'single'))];
    expect(takeAll(queue, 1)).toEqual(['single 0', 'a 0', 'b 0', 'a 1', 'b 1', 'a 2']);
    expect((await Promise.all(answers)).map(({ length }) => length)).toEqual([3, 2, 1]);
    void queue.add(groups(5, 'c'));
    expect(takeAll(queue, 2)).toEqual(['c 0 + c 1', 'c 2 + c 3', 'c 4']);
  });

  it('puts results in order, whichever slice is done first', async () => {
    const queue = fairQueue(100, () => {});
    const answer = queue.add([{ texts: ['a'] }, { texts: ['an idiot'] }]);
    const [first, second] = [queue.take(1), queue.take(1)];
    second?.done([[stubClassifier.classify({ text: 'an idiot' })]]);
    first?.done([[stubClassifier.classify({ text: 'a' })]]);
    expect((await answer).map(({ toxicity }) => toxicity.scores.toxicity)).toEqual([0.02, 0.92]);
  });

  it('turns away what is too much, what nobody waits for, and what waits when it stops', async () => {
    const queue = fairQueue(4, () => {});
    const [kept, left] = [queue.add(groups(2, 'kept')), new AbortController()];
    const gone = queue.add(groups(2, 'gone'), left.signal);
    await expect(queue.add(groups(1))).rejects.toMatchObject({ status: 503 });
    left.abort();
    await expect(gone).rejects.toMatchObject({ status: 400 });
    const later = queue.add(groups(2, 'later'));
    expect(queue.take(2)?.groups).toEqual(groups(2, 'kept'));
    queue.stop();
    await expect(later).rejects.toMatchObject({ status: 503, message: 'the server is closing' });
    await expect(queue.add(groups(1))).rejects.toMatchObject({ status: 503 });
    expect(queue.take(1)).toBeNull();
    void kept;
  });
});

describe('commentTurns', () => {
  it('lets other requests have their turn between two comments of many batches', async () => {
    let classified = 0;
    const slow: Classifier = {
      ...stubClassifier,
      classify: (input) => {
        classified++;
        for (const end = performance.now() + 3; performance.now() < end; );
        return stubClassifier.classify(input);
      },
    };
    const app = createApp({ classifier: slow });
    const batches = Array.from({ length: 8 }, () =>
      post(
        app,
        '/v1/classify',
        groups(10).map(({ texts: [text] }) => ({ text })),
      ),
    );
    await new Promise((wait) => setTimeout(wait, 5));
    expect((await app.request('/health')).status).toBe(200);
    expect((await post(app, '/v1/classify', { text: 'single' })).status).toBe(200);
    // Of 80 comments few are done: the single one went before them.
    expect(classified).toBeLessThan(40);
    expect((await Promise.all(batches)).map(({ body }) => (body as unknown[]).length)).toEqual(Array(8).fill(10));
  });

  it('rejects a request whose comment the classifier rejects, and goes on with the others', async () => {
    const picky: Classifier = {
      ...stubClassifier,
      classify: (input) => {
        if (input.text === 'comment 1') throw new RangeError('too much');
        return stubClassifier.classify(input);
      },
    };
    const { classify } = commentTurns(picky, 100);
    const [bad, good] = [classify(groups(3)), classify(groups(3, 'other'))];
    await expect(bad).rejects.toThrow('too much');
    expect(await good).toHaveLength(3);
  });
});

const model = await tinyModelFolder();

describe('classifierPool', () => {
  const pool = classifierPool({ threads: 2, waiting: 1000, model, encoder: 'always' });
  afterAll(() => pool.close());

  it('answers as the classifier does, in order', async () => {
    const classifier = await loadClassifier({ model, encoder: 'always' });
    const asked = [
      ...groups(40),
      { texts: ['No, never', 'Yes, indeed'], target: 'the bridge', parent: 'Open it', article: 'The bridge' },
    ];
    expect(await pool.classify(asked)).toEqual(asked.flatMap((group) => classifyGroup(classifier, group)));
  });

  it('can be warmed before the first comment, and says what keeps it from that', async () => {
    const warm = classifierPool({ threads: 2, waiting: 10, model, encoder: 'always' });
    await warm.warm();
    expect(await warm.classify(groups(1))).toHaveLength(1);
    await warm.close();
    const lost = classifierPool({ threads: 1, waiting: 10, model: '/nowhere' });
    await expect(lost.warm()).rejects.toThrow(/cannot read \/nowhere\/model\.json/);
    await lost.close();
  });

  it('keeps the process while it classifies, and no longer', async () => {
    const options = JSON.stringify({ threads: 2, waiting: 10, model, encoder: 'always' });
    const file = join(await mkdtemp(join(tmpdir(), 'pool-')), 'classify.mjs');
    await writeFile(
      file,
      `import { classifierPool } from ${JSON.stringify(`${DIST}/server/node/index.js`)};
      const results = await classifierPool(${options}).classify([{ texts: ['No', 'Yes'] }]);
      console.log(results.length);`,
    );
    const { stdout } = await promisify(execFile)(process.execPath, [file]);
    expect(stdout).toBe('2\n');
  });

  it('turns away what comes once it is closed', async () => {
    const other = classifierPool({ threads: 1, waiting: 10, model });
    await other.close();
    await expect(other.classify(groups(1))).rejects.toMatchObject({ status: 503 });
  });
});
