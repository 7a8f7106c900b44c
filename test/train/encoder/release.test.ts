import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadClassifier, loadEncoderFile } from '../../../src/classifier.ts';
import { encodeInput } from '../../../src/encoder/input.ts';
import { parseEncoder } from '../../../src/encoder/model.ts';
import { embed } from '../../../src/encoder/scorer.ts';
import { GoldenRow } from '../../../src/evaluate/golden.ts';
import { parseModel } from '../../../src/lexical/model.ts';
import { Classification } from '../../../src/schemas.ts';
import type { Task } from '../../../src/tasks.ts';
import { checkExport, readExport } from '../../../src/train/encoder/export.ts';
import { saveModel } from '../../../src/train/save.ts';
import { btl } from '../../fixtures/btl.ts';
import { tinyEncoder } from '../../fixtures/encoder/index.ts';
import { tinyModel } from '../../fixtures/model.ts';

const work = await mkdtemp(join(tmpdir(), 'btl-release-'));
const { manifest, bytes } = tinyEncoder();
const model = parseEncoder(manifest, bytes);

const reference = (head: Task, target: string | null, text: string, parent?: string) => {
  const [comment, ...others] = [text, target, parent].map((part) => (part == null ? null : model.wordPieces.ids(part)));
  const question = { task: head, comment: comment!, target: others[0]!, parent: others[1] };
  const { ids } = encodeInput(question, model.wordPieces, manifest.tokens);
  return { head, target, text, parent, ids: [...ids], features: [...embed(model, question)] };
};
const references = [
  reference('stance', 'the bridge', 'yes, good. '.repeat(20)),
  reference('stance', 'the bridge', 'yes', 'rain '.repeat(20)),
  reference('reply', 'close to cars', 'nonsense'),
  reference('toxicity', null, 'nonsense'),
];

/** What the recipe would write, had it made the tiny encoder. */
const RECORD = {
  ...{ shape: manifest.shape, tokens: manifest.tokens, tensors: manifest.tensors },
  training: { ...manifest.training, units: 2, data: { 'a/train.jsonl': '0'.repeat(64) } },
  dev: { toxicity: { auc: 1 }, stance: { accuracy: 1, macroF1: 1 }, reply: { accuracy: 1, macroF1: 1 } },
  references,
};

async function tinyExport(change: object = {}): Promise<string> {
  const folder = await mkdtemp(join(work, 'export-'));
  await writeFile(join(folder, 'encoder.bin'), bytes);
  await writeFile(join(folder, 'encoder.json'), JSON.stringify({ ...RECORD, ...change }));
  return folder;
}

describe('checkExport', () => {
  it('finds nothing where an export says what the encoder said', async () => {
    expect(checkExport(await readExport(await tinyExport()))).toEqual({ references: 4, largest: 0, mean: 0 });
  });

  it('says how far off features are that differ no more than 4 bits make them', async () => {
    const near = references.map((row) => ({ ...row, features: row.features.map((x, i) => (i === 0 ? x + 0.5 : x)) }));
    const { largest, mean } = checkExport(await readExport(await tinyExport({ references: near })));
    expect(largest).toBeCloseTo(0.5, 4);
    expect(mean).toBeCloseTo(0.5 / 32, 4);
  });

  it.each<[string, object, RegExp]>([
    [
      'other features',
      { references: references.map((row) => ({ ...row, features: row.features.map((x) => x + 0.5) })) },
      /features are 0\.5 on average/,
    ],
    [
      'other word pieces',
      { references: references.map((row) => ({ ...row, ids: [...row.ids, 3] })) },
      /has the ids \[.*\], expected \[.* 3\]/,
    ],
    [
      'too many features',
      { references: references.map((row) => ({ ...row, features: [...row.features, 1] })) },
      /has 33 features, expected 32/,
    ],
    [
      'too few features',
      { references: references.map((row) => ({ ...row, features: row.features.slice(1) })) },
      /has 31 features, expected 32/,
    ],
    ['no references', { references: [] }, /encoder\.json describes no export/],
    ['tensors that are not there', { tensors: {} }, /tensor vocabulary\.starts is missing/],
  ])('refuses an export with %s', async (_, change, message) => {
    const refused = (async () => checkExport(await readExport(await tinyExport(change))))();
    await expect(refused).rejects.toMatchObject({ code: 'invalid-model' });
    await expect(refused).rejects.toThrow(message);
  });
});

/** Rows that the tiny encoder is right about, or right only where a text speaks for nothing. */
async function labelled(name: string, turned: boolean): Promise<readonly string[]> {
  const texts = turned ? ['nonsense', 'good', 'rain'] : ['good', 'nonsense', 'rain'];
  const write = async (task: string, row: (text: string, label: number) => object) => {
    const path = join(work, `${task}-${name}.jsonl`);
    const rows = Array.from({ length: 60 }, (_, i) => row(`the ${texts[i % 3]} ${i}`, i % 3));
    await writeFile(path, rows.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return [`--${task}`, path];
  };
  const labels = (text: string) => ({ toxicity: Number(text.includes('good')), severe_toxicity: 0 });
  return [
    ...(await write('toxicity', (text) => ({ text, labels: labels(text) }))),
    ...(await write('stance', (text, k) => ({ text, target: 'bridge', stance: ['favor', 'against', 'none'][k] }))),
    ...(await write('reply', (text, k) => ({ text, parent: 'bridge', stance: ['agree', 'disagree', 'neutral'][k] }))),
  ];
}

const release = async (rows: readonly string[], out: string, ...more: readonly string[]) => {
  const others = ['--golden', 'datasets/comments.test.jsonl', '--release', '0.4.0', '--out', out];
  return btl(['release', await tinyExport(), ...rows, ...others, ...more]);
};

describe('btl release', () => {
  const out = join(work, 'model');
  let said: string;

  beforeAll(async () => {
    const { code, stderr } = await release(await labelled('right', false), out);
    expect([code, stderr]).toEqual([0, expect.stringContaining('version 0.4.0')]);
    said = stderr;
  });

  it('writes a model that loads, with its card and its picture', async () => {
    expect((await readdir(out)).sort()).toEqual(
      ['README.md', 'cascade.svg', 'encoder.bin', 'golden.jsonl', 'model.json', 'weights.bin'].sort(),
    );
    const { model } = await loadClassifier({ model: out });
    expect(model.version).toBe('0.4.0');
    expect(said).toContain(`sha256 ${model.sha256}`);
    expect(await readFile(join(out, 'cascade.svg'), 'utf8')).toMatch(/^<svg/);
  });

  it('puts in the encoder as it was exported, with what was measured of it', async () => {
    const encoder = await loadEncoderFile(out);
    expect(encoder?.manifest.file).toEqual(manifest.file);
    expect(encoder?.manifest.packing).toEqual({
      ...{ references: 4, largest: 0, mean: 0 },
      lost: {
        toxicity: { rows: 60, auc: 0 },
        stance: { rows: 60, accuracy: 0, macroF1: 0 },
        reply: { rows: 60, accuracy: 0, macroF1: 0 },
      },
    });
    const { figures, cascade } = encoder!.manifest.heads.stance;
    expect(figures.all).toMatchObject({ rows: 60, accuracy: 1 });
    expect(figures['without text']?.accuracy).toBeLessThan(0.5);
    expect(cascade.map(({ asked }) => asked)).toEqual(expect.arrayContaining([0, 1]));
  });

  it('freezes what the model says when it is loaded', async () => {
    const [head, ...rows] = (await readFile(join(out, 'golden.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const classifier = await loadClassifier({ model: out });
    expect(head.model).toEqual(classifier.model);
    expect(rows.length).toBeGreaterThanOrEqual(50);
    for (const row of rows) {
      const { input, stance } = GoldenRow.parse(row);
      const { scores } = Classification.parse(classifier.classify(input)).stance!;
      for (const [label, score] of Object.entries(scores)) expect(score).toBeCloseTo(stance![label]!, 6);
    }
  });

  it('keeps the lexical scorer of the model that it is told to put it into', async () => {
    const [base, other] = [join(work, 'base'), join(work, 'other')];
    await saveModel(await parseModel(await tinyModel()), null, base);
    expect((await release(await labelled('right', false), other, '--base', base)).code).toBe(0);
    const weights = await readFile(join(base, 'weights.bin'));
    expect(weights.equals(await readFile(join(other, 'weights.bin')))).toBe(true);
  });

  it('refuses an encoder that 4 bits made worse, unless it is told to write it', async () => {
    const [rows, out] = [await labelled('wrong', true), join(work, 'worse')];
    const refused = await release(rows, out);
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringMatching(/4 bits cost stance 0\.6667 of accuracy/),
    ]);
    expect(await readdir(work)).not.toContain('worse');
    expect((await release(rows, out, '--force')).code).toBe(0);
    expect((await loadEncoderFile(out))?.manifest.packing.lost.stance?.accuracy).toBeCloseTo(2 / 3, 4);
  });

  it('says which rows are missing', async () => {
    const nowhere = ['toxicity', 'stance', 'reply'].flatMap((task) => [`--${task}`, 'nowhere.jsonl']);
    const { code, stderr } = await release(nowhere, join(work, 'none'));
    expect([code, stderr]).toEqual([1, expect.stringContaining('nowhere.jsonl')]);
  });
});
