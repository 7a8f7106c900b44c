import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { textHash } from '../../src/dataset/readings/join.ts';
import { TOXICITY_ATTRIBUTES } from '../../src/tasks.ts';
import { btl } from '../fixtures/btl.ts';

const DATASETS = resolve(import.meta.dirname, '../../datasets');
const folder = await mkdtemp(join(tmpdir(), 'btl-dataset-cli-'));

const dataset = (...args: string[]) => btl(['dataset', ...args]);

describe('btl dataset', () => {
  it('check finds our own comments sound, every split at once', async () => {
    const files = ['train', 'dev', 'test'].map((split) => join(DATASETS, `comments.${split}.jsonl`));
    const { code, stdout } = await dataset('check', ...files);
    expect(stdout).toMatch(/^\d{4} rows\nlabel/);
    expect(code).toBe(0);
  });

  it('check names the line of every problem and fails', async () => {
    const path = join(folder, 'bad.jsonl');
    await writeFile(path, '{"text": "a", "target": "b", "stance": "pro"}\n{broken\n');
    const { code, stdout, stderr } = await dataset('check', path);
    expect(stdout).toMatch(/bad\.jsonl line 1: stance: .*\n.*bad\.jsonl line 2: expected a JSON object/);
    expect(stderr).toMatch(/2 problems and 0 pairs/);
    expect(code).toBe(1);
  });

  it('convert streams rows out and counts what was left out', async () => {
    const path = join(folder, 'table.csv');
    await writeFile(path, 'Text,Tox\nfine words,0\n,1\n');
    const { code, stdout, stderr } = await dataset('convert', 'csv', path, '--map', 'text=Text', 'toxicity=Tox');
    expect(stdout).toBe('{"text":"fine words","labels":{"toxicity":0}}\n');
    expect(stderr).toMatch(/1 rows converted, 1 left out/);
    expect(code).toBe(0);
    expect((await dataset('convert', 'myspace', path)).code).toBe(2);
  });

  it('convert shows what labels are read as before it writes, and with --preview that alone', async () => {
    const path = join(folder, 'words.csv');
    await writeFile(path, 'Text;Tox\nfine words;ok\nyou clown;insult!\n');
    const args = [path, '--map', 'text=Text', 'toxicity=Tox'];
    const preview = await dataset('convert', ...args, '--preview');
    expect(preview).toMatchObject({ code: 0, stdout: '' });
    expect(preview.stderr).toBe(
      'read as a table: 2 records; text from "Text", toxicity from "Tox"\n  toxicity "ok" × 1: 0\n  toxicity "insult!" × 1: not understood\n',
    );
    const { stdout, stderr } = await dataset(
      'convert',
      ...args,
      '--values',
      'toxicity:insult!=1',
      '--set',
      'source=ours',
    );
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { text: 'fine words', source: 'ours', labels: { toxicity: 0 } },
      { text: 'you clown', source: 'ours', labels: { toxicity: 1 } },
    ]);
    expect(stderr).toMatch(/× 1: 1\n2 rows converted, 0 left out/);
    expect((await dataset('convert', ...args)).stderr).toMatch(
      /line 3: Tox is "insult!", expected a number from 0 to 1; --values/,
    );
    expect((await dataset('convert', 'csv')).code).toBe(2);
    expect((await dataset('convert', path, '--encoding', 'klingon')).code).toBe(2);
  });

  it('split keeps groups together', async () => {
    const path = join(folder, 'rows.jsonl');
    const rows = Array.from({ length: 300 }, (_, i) =>
      JSON.stringify({ text: `text ${i}`, group: `g${i % 30}`, labels: { toxicity: 0 } }),
    );
    await writeFile(path, rows.join('\n'));
    const out = join(folder, 'parts');
    expect((await dataset('split', path, '--out', out, '--shares', '0.5,0.25,0.25')).code).toBe(0);
    const parts = await Promise.all(
      ['train', 'dev', 'test'].map((name) => readFile(join(out, `${name}.jsonl`), 'utf8')),
    );
    const groups = parts.map((part) => new Set([...part.matchAll(/"group":"(g\d+)"/g)].map(([, group]) => group)));
    expect(groups.reduce((sum, set) => sum + set.size, 0)).toBe(30);
    expect(parts.join('').trim().split('\n')).toHaveLength(300);
    expect((await dataset('split', path, '--out', out, '--shares', '1,2,3')).code).toBe(2);
  });

  it('join looks a corpus up in every folder that is named', async () => {
    const text = 'Lovely drawings, thank you.';
    const reading = {
      ...{ id: 'r1', corpus: 'blogs/sketches', ref: 'trees/1', sha256: textHash(text), group: 'trees', view: 'page' },
      stances: [{ target: { column: 'headline' }, kind: 'published', label: 'favor', sure: true }],
      ...{
        reply: null,
        toxicity: Object.fromEntries(TOXICITY_ATTRIBUTES.map((attribute) => [attribute, 0])),
        toxicitySure: true,
      },
    };
    const readings = join(folder, 'readings.jsonl');
    await writeFile(readings, JSON.stringify(reading));
    for (const name of ['empty', 'own/blogs']) await mkdir(join(folder, name), { recursive: true });
    const row = { id: 'trees/1', text, headline: 'How to draw trees' };
    await writeFile(join(folder, 'own/blogs/sketches.jsonl'), JSON.stringify(row));
    const joinFrom = (...corpora: string[]) =>
      dataset('join', readings, '--corpora', ...corpora, '--pages', folder, '--out', join(folder, 'joined'));
    expect((await joinFrom(join(folder, 'empty'), join(folder, 'own'))).code).toBe(0);
    const [joined] = (await readFile(join(folder, 'joined/stance.jsonl'), 'utf8')).split('\n');
    expect(JSON.parse(joined!)).toMatchObject({ text, target: 'How to draw trees', headline: 'How to draw trees' });
    const missing = await joinFrom(join(folder, 'empty'));
    expect(missing.stderr).toContain(join('empty', 'blogs/sketches.jsonl.gz'));
    expect(missing.code).toBe(1);
  });
});
