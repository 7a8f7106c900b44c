import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDataset } from '../../src/dataset/rows/examples.ts';
import { openFeedback } from '../../src/server/node/index.ts';
import { btl } from '../fixtures/btl.ts';
import { serve } from '../fixtures/serve.ts';

const folder = await mkdtemp(join(tmpdir(), 'btl-feedback-'));
const row = (text: string) => ({ text, labels: { toxicity: 1 }, time: '2026-01-01T00:00:00.000Z' });
const linesOf = async (path: string) => (await readFile(path, 'utf8')).split('\n').slice(0, -1);

describe('openFeedback', () => {
  it('keeps rows in order, many at a time, through close and open', async () => {
    const path = join(folder, 'order.jsonl');
    for (const half of [0, 1]) {
      const file = await openFeedback(path);
      await Promise.all(Array.from({ length: 500 }, (_, i) => file.append(row(`${half * 500 + i}`))));
      await file.close();
    }
    expect((await linesOf(path)).map((line) => JSON.parse(line).text)).toEqual(
      Array.from({ length: 1000 }, (_, i) => `${i}`),
    );
  });

  it.each([
    ['a line that a crash cut short', '{"text":"a"}\n{"text":"b","lab', '{"text":"a"}\n'],
    ['a last line without its end', '{"text":"a"}', '{"text":"a"}\n'],
    ['a file of one broken line', 'x'.repeat(200_000), ''],
    ['a whole file', '{"text":"a"}\n', '{"text":"a"}\n'],
    ['an empty file', '', ''],
  ])('goes on behind %s', async (name, before, kept) => {
    const path = join(folder, `${name}.jsonl`);
    await writeFile(path, before);
    const file = await openFeedback(path);
    await file.append(row('new'));
    await file.close();
    expect(await readFile(path, 'utf8')).toBe(`${kept}${JSON.stringify(row('new'))}\n`);
  });

  it('says which file it cannot open', async () => {
    await expect(openFeedback('/nowhere/feedback.jsonl')).rejects.toMatchObject({
      code: 'file',
      message: expect.stringMatching(/^cannot open \/nowhere\/feedback\.jsonl: ENOENT/),
    });
  });
});

describe('a server that is killed in the middle of 4,000 suggestions, again and again', () => {
  it('has lost none that it acknowledged', async () => {
    const path = join(folder, 'killed.jsonl');
    const acknowledged = new Set<number>();
    let next = 0;
    for (let killAt = 600; next < 4000; killAt += 600) {
      const { child, url, end } = await serve(['--quiet', '--feedback', path]);
      const worker = async () => {
        while (next < 4000) {
          const i = next++;
          const response = await suggest(url, i).catch(() => null);
          if (response === null) return;
          expect(response.status).toBe(200);
          acknowledged.add(i);
          if (acknowledged.size === killAt) child.kill('SIGKILL');
        }
      };
      await Promise.all(Array.from({ length: 32 }, worker));
      await end('SIGKILL');
    }
    expect(acknowledged.size).toBeGreaterThan(3700);
    // The last kill may have cut a line short; the next start cuts it off.
    await (await openFeedback(path)).close();
    const { examples, badRows } = await readDataset('toxicity', [path]);
    expect(badRows).toEqual([]);
    const kept = new Set(examples.map(({ text }) => Number(text.slice('comment '.length))));
    expect([...acknowledged].filter((i) => !kept.has(i))).toEqual([]);
    expect((await btl(['dataset', 'check', path])).stdout).toContain(`${examples.length} rows`);
  });
});

const suggest = (url: string, i: number) =>
  fetch(`${url}/v1alpha1/comments:suggestscore?key=any`, {
    method: 'POST',
    body: JSON.stringify({
      comment: { text: `comment ${i}` },
      attributeScores: { TOXICITY: { summaryScore: { value: i % 2 } } },
    }),
  });
