import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { labelIndex, readDataset } from '../../../src/dataset/rows/examples.ts';
import { labelledComment as comment } from '../fixtures.ts';

const folder = await mkdtemp(join(tmpdir(), 'btl-dataset-'));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const stanceRow = (text: string, more: object = {}) =>
  JSON.stringify({ text, target: 'the bridge', stance: 'favor', ...more });

describe('readDataset', () => {
  it('keeps unknown labels unknown', async () => {
    const path = await file('toxic.jsonl', '{"text": "a", "labels": {"toxicity": 1, "insult": 0.4}}\n');
    const { examples } = await readDataset('toxicity', [path]);
    expect(examples[0]?.labels).toEqual([1, Number.NaN, Number.NaN, Number.NaN, 0.4, Number.NaN]);
    expect(examples[0]?.source).toBe('toxic.jsonl');
  });

  it('reads which identity groups a text names; none where the row does not say', async () => {
    const labels = { toxicity: 0 };
    const rows = [
      { text: 'a', labels, groups: ['women', 'jewish'] },
      { text: 'b', labels },
    ];
    const path = await file('groups.jsonl', rows.map((row) => JSON.stringify(row)).join('\n'));
    const { examples } = await readDataset('toxicity', [path]);
    expect(examples.map(({ groups }) => groups)).toEqual([['women', 'jewish'], []]);
  });

  it('reads gzip, byte order marks, blank lines and Windows line ends', async () => {
    const path = await file('stance.jsonl.gz', gzipSync(`\ufeff${stanceRow('a')}\r\n\r\n${stanceRow('b')}\r\n`));
    const { examples, files } = await readDataset('stance', [path]);
    expect(examples.map(({ text, target }) => [text, target])).toEqual([
      ['a', 'the bridge'],
      ['b', 'the bridge'],
    ]);
    expect(files).toEqual([{ name: 'stance.jsonl.gz', sha256: expect.stringMatching(/^[0-9a-f]{64}$/), rows: 2 }]);
  });

  it('reads a target in both of its forms, each for half', async () => {
    const path = await file('forms.jsonl', stanceRow('a', { target: 'company', naturalTarget: 'companies' }));
    const { examples } = await readDataset('stance', [path]);
    expect(examples.map(({ target, weight }) => [target, weight])).toEqual([
      ['company', 0.5],
      ['companies', 0.5],
    ]);
  });

  it('reads shares of annotators in place of a label, and refuses those that do not add up to 1', async () => {
    const shares = { favor: 0.7, against: 0.2, none: 0.1 };
    const bad = [
      { ...shares, none: 0.4 },
      { favor: 0.5, against: 0.5 },
      { ...shares, neutral: 0 },
    ];
    const rows = [shares, 'against', ...bad].map((stance) => stanceRow('a', { stance }));
    const { examples, badRows } = await readDataset('stance', [await file('shares.jsonl', rows.join('\n'))]);
    expect(examples.map(({ labels }) => labels)).toEqual([
      [0.7, 0.2, 0.1],
      [0, 1, 0],
    ]);
    expect(examples.map(labelIndex)).toEqual([0, 1]);
    expect(badRows.map(({ line }) => line)).toEqual([3, 4, 5]);
    expect(badRows[0]?.message).toMatch(/a share of each that add up to 1, got \{"favor":0.7/);
  });

  it('reports bad lines with their place and keeps the good ones', async () => {
    const path = await file(
      'mixed.jsonl',
      [stanceRow('a'), '{broken', stanceRow('b', { stance: 'pro' }), '[]', stanceRow('c')].join('\n'),
    );
    const { examples, badRows } = await readDataset('stance', [path]);
    expect(examples).toHaveLength(2);
    expect(badRows.map(({ line }) => line)).toEqual([2, 3, 4]);
    expect(badRows[0]?.message).toContain('{broken');
    expect(badRows[1]?.message).toMatch(/stance: .*"favor"\|"against"\|"none"/);
  });

  it.each([
    ['missing.jsonl', null, 'file', /cannot read .*missing.jsonl/],
    ['empty.jsonl', '', 'invalid-input', /empty.jsonl holds no reply rows; the file is empty/],
    ['wrong.jsonl', '{"text": "a"}', 'invalid-input', /wrong.jsonl holds no reply rows; line 1: parent/],
    ['broken.jsonl.gz', 'not gzip', 'file', /cannot read .*broken.jsonl.gz/],
  ])('says what is wrong with %s', async (name, content, code, message) => {
    const path = content === null ? join(folder, name) : await file(name, content);
    const reading = readDataset('reply', [path]);
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toMatchObject({ code });
  });

  it('gives each task its examples of a labelled thread', async () => {
    const rows = [
      comment('1', 'Close it.', {
        stances: [
          { target: 'the bridge', label: 'against' },
          { target: 'the mayor', label: 'none' },
        ],
      }),
      comment('2', 'Never.', { parent: '1', reply: 'disagree' }),
    ];
    const path = await file('thread.jsonl', rows.map((row) => JSON.stringify(row)).join('\n'));
    const read = async (head: 'toxicity' | 'stance' | 'reply') => (await readDataset(head, [path])).examples;
    expect(await read('toxicity')).toHaveLength(2);
    expect((await read('stance')).map(({ target, labels }) => [target, labels])).toEqual([
      ['the bridge', [0, 1, 0]],
      ['the mayor', [0, 0, 1]],
      ['the bridge', [1, 0, 0]],
    ]);
    expect(await read('reply')).toMatchObject([
      { text: 'Never.', target: 'Close it.', labels: [0, 1, 0], group: 'a1' },
    ]);
  });
});
