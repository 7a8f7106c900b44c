import { readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createClassifier, loadEncoderFile, loadModel } from '../../src/classifier.ts';
import type { EncoderFile } from '../../src/encoder/source.ts';
import type { Model } from '../../src/lexical/model.ts';
import { type Backend, loadBackend } from '../../src/train/backend.ts';
import { train } from '../../src/train/lexical/train.ts';
import { needs } from '../fixtures/needs.ts';

const folder = await mkdtemp(join(tmpdir(), 'btl-shipped-'));
let backend: Backend;
let base: Model;

beforeAll(async () => {
  [backend, base] = [await loadBackend(), await loadModel()];
});

async function learnOn(name: string, text: string, encoder: EncoderFile | null = null) {
  const path = join(folder, name);
  await writeFile(path, text);
  return train(backend, 'toxicity', { base, encoder, recipe: { data: [path] }, version: '9.0.0', seed: 1 });
}

const INSULTS = ['idiot', 'clown', 'fool', 'muppet', 'liar'];
const WORKS = ['road', 'bridge', 'library', 'school', 'harbour'];
/** Rows that any model tells apart, every second of them toxic. */
const plain = (turned = false) =>
  Array.from({ length: 200 }, (_, i) => {
    const isToxic = i % 2 === 0;
    const text = isToxic
      ? `What an ${INSULTS[i % 5]}, go home and read book ${i}.`
      : `The council should fix the ${WORKS[i % 5]} before winter ${i}.`;
    return JSON.stringify({ text, labels: { toxicity: Number(isToxic !== turned) }, group: `g${i % 20}` });
  }).join('\n');

describe('the shipped model, retrained', () => {
  it('on 200 rows of which half are toxic finds no more comments toxic than before', async () => {
    const { model, report } = await learnOn('half.jsonl', plain());
    const before = base.manifest.heads.toxicity!;
    const { calibration, thresholds } = model.manifest.heads.toxicity!;
    expect({ calibration, thresholds }).toEqual({ calibration: before.calibration, thresholds: before.thresholds });
    const flagged = report!.guard.find(({ figure }) => figure === 'flaggedOff.toxicity')!;
    expect(Math.abs(flagged.change)).toBeLessThan(0.01);
    expect(createClassifier(model).classify({ text: 'The council should fix the road.' }).toxicity.labels).toEqual([]);
  });

  it('refuses the same rows the wrong way round', async () => {
    await expect(learnOn('turned.jsonl', plain(true))).rejects.toThrow(/the labels say the opposite .*wrong way round/);
  });

  it('on one attribute keeps the others as they are', needs('shared cases'), async () => {
    const rows = readFileSync('../shared/cases/train-one-attribute.jsonl', 'utf8');
    const { model } = await learnOn('one.jsonl', rows, await loadEncoderFile());
    const [before, after] = [base, model].map(({ manifest }) => manifest.heads.toxicity!);
    expect(after!.thresholds).toEqual(before!.thresholds);
    expect(after!.calibration).toEqual(before!.calibration);
    const { labels } = createClassifier(model).classify({ text: 'Somebody should put a bullet in him.' }).toxicity;
    expect(labels).toContain('threat');
  });
});
