import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadClassifier } from '../../../src/cascade.ts';
import { loadEncoder } from '../../../src/encoder/model.ts';
import { encodePair } from '../../../src/encoder/pair.ts';
import { embed } from '../../../src/encoder/scorer.ts';
import { GoldenRow } from '../../../src/evaluate/golden.ts';
import type { PairTask } from '../../../src/tasks.ts';
import { checkExport, readExport } from '../../../src/train/encoder/export.ts';
import { btl } from '../../fixtures/btl.ts';
import { TINY_ENCODER, tinyEncoder, toJson } from '../../fixtures/encoder/index.ts';

interface Reference {
  readonly head: PairTask;
  readonly target: string;
  readonly text: string;
  readonly ids: readonly number[];
  readonly features: readonly number[];
}

const work = await mkdtemp(join(tmpdir(), 'btl-release-'));
const tokens = { pair: 24, target: 6, parent: 8 };
let references: Reference[];

beforeAll(async () => {
  const model = await loadEncoder({ encoderModel: await tinyEncoder() });
  const { ids } = model.wordPieces;
  const pairs: Pick<Reference, 'head' | 'target' | 'text'>[] = [
    { head: 'stance', target: 'the bridge', text: 'yes, good. '.repeat(20) },
    { head: 'reply', target: 'close to cars', text: 'nonsense' },
  ];
  references = await Promise.all(
    pairs.map(async ({ head, target, text }) => ({
      ...{ head, target, text },
      ids: encodePair(head, ids(target), ids(text), model.wordPieces, tokens).ids,
      features: [...(await embed(model, head, ids(text), ids(target)))],
    })),
  );
});

/** What the recipe would write, had it made the tiny encoder. */
async function tinyExport(change: (rows: readonly Reference[]) => unknown = (rows) => rows): Promise<string> {
  const folder = await tinyEncoder();
  await writeFile(join(folder, 'encoder-float32.onnx'), TINY_ENCODER);
  const encoder = { package: 'none@1.0.0', path: '' };
  const record = { seed: 1, epochs: 2, passes: 0, encoder, tokens, data: { 'a/train.jsonl': '0'.repeat(64) } };
  await writeFile(join(folder, 'training.json'), toJson({ ...record, references: change(references) }));
  return folder;
}

async function labelled(name: string, row: (label: number, text: string) => object): Promise<string> {
  const texts = ['good', 'nonsense', 'rain'];
  const path = join(work, name);
  const rows = Array.from({ length: 60 }, (_, i) => row(i % 3, `the ${texts[i % 3]} ${i}`));
  await writeFile(path, rows.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return path;
}

describe('checkExport', () => {
  it('finds nothing where an export says what the encoder said', async () => {
    expect(await checkExport(await readExport(await tinyExport()))).toEqual({ references: 2, largest: 0, mean: 0 });
  });

  it.each<[string, (rows: readonly Reference[]) => unknown, RegExp]>([
    [
      'other features',
      (rows) => rows.map((row) => ({ ...row, features: row.features.map((x) => x + 0.1) })),
      /float32 features of .* are 0\.1/,
    ],
    ['other word pieces', (rows) => rows.map((row) => ({ ...row, ids: [...row.ids, 3] })), /has the ids \[2 /],
    [
      'too few features',
      (rows) => rows.map((row) => ({ ...row, features: [...row.features, 1] })),
      /float32 features of .* are NaN/,
    ],
    ['no references', () => [], /no record of a training/],
  ])('refuses an export with %s', async (_, change, message) => {
    const refused = (async () => checkExport(await readExport(await tinyExport(change))))();
    await expect(refused).rejects.toMatchObject({ code: 'invalid-model' });
    await expect(refused).rejects.toThrow(message);
  });
});

describe('btl release', () => {
  it('writes a model that loads, with its card, its golden scores and its picture', async () => {
    const stance = await labelled('stance.jsonl', (k, text) => ({
      text,
      target: 'bridge',
      stance: ['favor', 'against', 'none'][k],
    }));
    const reply = await labelled('reply.jsonl', (k, text) => ({
      text,
      parent: 'bridge',
      stance: ['agree', 'disagree', 'neutral'][k],
    }));
    const out = join(work, 'model');
    const golden = 'datasets/comments.test.jsonl';
    const args = ['--stance', stance, '--reply', reply, '--golden', golden, '--release', '0.4.0', '--out', out];
    const { code, stderr } = await btl(['release', await tinyExport(), ...args]);
    expect([code, stderr]).toEqual([0, expect.stringContaining('version 0.4.0')]);
    expect((await readdir(out)).sort()).toEqual(
      ['README.md', 'cascade.svg', 'encoder.onnx', 'golden.jsonl', 'heads.json', 'model.json', 'tokenizer.json'].sort(),
    );
    const { manifest, sha256 } = await loadEncoder({ encoderModel: out });
    expect(manifest.heads.stance.figures.all).toMatchObject({ rows: 60, accuracy: 1 });
    expect(manifest.heads.stance.figures['without text']?.accuracy).toBeLessThan(0.5);
    expect(manifest.quantization.lost.stance).toEqual({ rows: 60, accuracy: 0, macroF1: 0 });
    expect(stderr).toContain(`sha256 ${sha256}`);
    const [head, ...rows] = (await readFile(join(out, 'golden.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const classifier = await loadClassifier({ encoder: 'always', encoderModel: out });
    expect(head.model).toEqual(classifier.model);
    expect(classifier.model.version).toMatch(/^\d+\.\d+\.\d+\+encoder\.0\.4\.0$/);
    expect(rows).toHaveLength(60);
    expect(rows.map((row) => GoldenRow.parse(row))).toEqual(rows);
    expect(await readFile(join(out, 'cascade.svg'), 'utf8')).toMatch(/^<svg/);
  });

  it('says which rows are missing', async () => {
    const args = [
      '--stance',
      'nowhere.jsonl',
      '--reply',
      'nowhere.jsonl',
      '--golden',
      'x',
      '--release',
      '0.4.0',
      '--out',
      join(work, 'none'),
    ];
    const { code, stderr } = await btl(['release', await tinyExport(), ...args]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('nowhere.jsonl')]);
  });
});
