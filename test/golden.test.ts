import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { hashOfJson } from '../src/artifact/files.ts';
import { type Classifier, loadClassifier, loadEncoder } from '../src/classifier.ts';
import type { EncoderManifest } from '../src/encoder/manifest.ts';
import { GoldenHead, GoldenRow, goldenLines } from '../src/evaluate/golden.ts';
import { parseModelManifest } from '../src/lexical/manifest.ts';
import { renderCard } from '../src/train/card/card.ts';
import { readLimits } from '../src/train/save.ts';

const COMMENTS = 'datasets/comments.test.jsonl';
const COUNT = 200;
const MODEL = new URL('../models/en/', import.meta.url);
const read = (file: string) => readFile(new URL(file, MODEL));
const parse = (lines: string): unknown[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const lexical = parseModelManifest(await read('model.json'));

describe('the model in the package', () => {
  let classifier: Classifier;
  let encoder: EncoderManifest;
  let frozen: readonly unknown[];
  let now: readonly unknown[];

  beforeAll(async () => {
    classifier = await loadClassifier();
    encoder = (await loadEncoder())!.manifest;
    frozen = parse(String(await read('golden.jsonl')));
    now = parse(await goldenLines(classifier, COMMENTS, COUNT));
  });

  it('is the one whose scores are frozen: another model has another version and new golden scores', async () => {
    expect(GoldenHead.parse(frozen[0]).model).toEqual(classifier.model);
    expect(classifier.model).toEqual({
      version: lexical.version,
      sha256: `${await hashOfJson(lexical)}-${await hashOfJson(encoder)}`,
    });
    expect(frozen).toHaveLength(1 + COUNT);
  });

  it('gives its golden scores, to the last bit', () => {
    expect(now.slice(1)).toEqual(frozen.slice(1).map((row) => GoldenRow.parse(row)));
    expect(now[0]).toEqual(frozen[0]);
  });

  it('has a card that says what its manifest says, and what people wrote about its limits', async () => {
    const limits = await readLimits(MODEL.pathname);
    expect(limits).not.toBeNull();
    expect(String(await read('README.md'))).toBe(renderCard(lexical, encoder, limits));
  });

  it('is better on its held-out rows than always giving the most frequent label', () => {
    const figures = (['stance', 'reply'] as const).flatMap((task) => [
      lexical.heads[task]?.training.figures.all,
      encoder.heads[task].figures.all,
    ]);
    for (const all of figures) expect(all?.macroF1).toBeGreaterThan(all?.majorityMacroF1 as number);
  });

  it('tells toxic comments on its held-out rows', () => {
    expect(lexical.heads.toxicity?.training.figures.all?.['auc.toxicity']).toBeGreaterThan(0.5);
  });

  it('takes at most 20 MB', async () => {
    expect((await read('weights.bin')).length).toBeLessThan(8e6);
    expect((await read('encoder.bin')).length).toBeLessThan(12e6);
  });

  it('loses at most half a point of stance to 4 bits, and a point and a half of the others', () => {
    for (const [head, { rows, ...figures }] of Object.entries(encoder.packing.lost))
      for (const lost of Object.values(figures)) expect(lost).toBeLessThanOrEqual(head === 'stance' ? 0.005 : 0.015);
  });
});
