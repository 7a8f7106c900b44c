import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
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

  const own = JSON.stringify(row('a'));

  it.each([
    ['a line that a crash cut short', `${own}\n{"text":"b","lab`, `${own}\n{"text":"b","lab\n`],
    ['a last line without its end', own, `${own}\n`],
    ['the only line, cut short', '{"text":"b","lab', '{"text":"b","lab\n'],
    ['a whole file', `${own}\n`, `${own}\n`],
    [
      'a line of many bytes',
      `${JSON.stringify(row('x'.repeat(200_000)))}\n`,
      `${JSON.stringify(row('x'.repeat(200_000)))}\n`,
    ],
    ['an empty file', '', ''],
  ])('goes on behind %s', async (name, before, kept) => {
    const path = join(folder, `${name}.jsonl`);
    await writeFile(path, before);
    const file = await openFeedback(path);
    await file.append(row('new'));
    await file.close();
    expect(await readFile(path, 'utf8')).toBe(`${kept}${JSON.stringify(row('new'))}\n`);
  });

  it.each([
    ['notes', 'Call Ann about the bridge'],
    ['notes of two lines', 'Call Ann\nabout the bridge'],
    ['a file of one broken line', 'x'.repeat(200_000)],
    ['other JSON lines', '{"text":"a"}\n'],
    ['a table', 'text,label\n"a",1\n'],
    ['rows of ours with a line of notes behind them', `${own}\nremember this\n`],
  ])('refuses %s, and leaves them as they are', async (name, before) => {
    const path = join(folder, `${name}.jsonl`);
    await writeFile(path, before);
    await expect(openFeedback(path)).rejects.toMatchObject({
      code: 'file',
      message: expect.stringContaining('holds something else than decisions, and is left as it is'),
    });
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  it('shares a file with another process, and loses no row of either', async () => {
    const path = join(folder, 'shared.jsonl');
    const files = [await openFeedback(path), await openFeedback(path)];
    await Promise.all(Array.from({ length: 400 }, (_, i) => files[i % 2]!.append(row(`${i}`))));
    await Promise.all(files.map((file) => file.close()));
    const texts = (await linesOf(path)).map((line) => Number(JSON.parse(line).text));
    expect(texts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 400 }, (_, i) => i));
  });

  it('makes a file anew that was moved away or removed', async () => {
    const path = join(folder, 'rotated.jsonl');
    const file = await openFeedback(path);
    await file.append(row('first'));
    await rename(path, `${path}.1`);
    await file.append(row('second'));
    await rm(path);
    await file.append(row('third'));
    file.reopen();
    await file.append(row('fourth'));
    await file.close();
    expect((await linesOf(`${path}.1`)).map((line) => JSON.parse(line).text)).toEqual(['first']);
    expect((await linesOf(path)).map((line) => JSON.parse(line).text)).toEqual(['third', 'fourth']);
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
    // A kill may have cut a line short that nobody was told of.
    const { examples, badRows } = await readDataset('toxicity', [path]);
    expect(badRows.length).toBeLessThanOrEqual(7);
    const kept = new Set(examples.map(({ text }) => Number(text.slice('comment '.length))));
    expect([...acknowledged].filter((i) => !kept.has(i))).toEqual([]);
    if (badRows.length === 0)
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
