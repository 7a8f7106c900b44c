import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/dataset/random.ts';
import { type Model, parseModel } from '../../../src/lexical/model.ts';
import { createLexicalScorer } from '../../../src/lexical/scorer.ts';
import { type Backend, loadBackend } from '../../../src/train/backend.ts';
import { renderCard } from '../../../src/train/card/card.ts';
import { type TrainOptions, train } from '../../../src/train/lexical/train.ts';
import { tinyModel } from '../../fixtures/model.ts';

const folder = await mkdtemp(join(tmpdir(), 'btl-learn-on-'));
const WORDS = 'the bridge city council car boat rain tea long short never always people idiot not'.split(' ');
let backend: Backend;
let base: Model;

beforeAll(async () => {
  backend = await loadBackend();
  const known = await rows('known.jsonl', { count: 800, share: 0.1 });
  const recipe = {
    ...{ data: [known], from: 'scratch' as const, epochs: 6, batch: 32, tableRate: 0.1, denseRate: 0.005 },
    ...{ ngramDropout: 0, hiddenDropout: 0, dimensions: 8, hidden: [8] },
    ngrams: { buckets: 4096, unit: 'form' as const, words: 2, characters: null, skeletons: false },
  };
  const options = {
    base: await parseModel(await tinyModel()),
    recipe,
    version: '2.0.0',
    seed: 1,
    force: true,
    guard: [],
  };
  base = (await train(backend, 'toxicity', options)).model;
});

interface Rows {
  readonly count: number;
  /** Share that is toxic. */
  readonly share: number;
  /** The word that makes a comment toxic. */
  readonly word?: string;
  /** The word that all others have in its place. */
  readonly other?: string;
  readonly turned?: boolean;
  readonly seed?: number;
}

/** Comments whose label follows from one word. */
async function rows(
  name: string,
  { count, share, word = 'muppet', other = 'friend', turned = false, seed = 11 }: Rows,
): Promise<string> {
  const random = seededRandom(seed);
  const lines = Array.from({ length: count }, (_, i) => {
    const isToxic = random() < share;
    const text = Array.from({ length: 8 }, () => WORDS[Math.floor(random() * WORDS.length)]);
    text.splice(Math.floor(random() * 8), 0, isToxic ? word : other);
    return JSON.stringify({
      text: text.join(' '),
      labels: { toxicity: Number(isToxic !== turned) },
      group: `g${i % 25}`,
    });
  });
  const path = join(folder, name);
  await writeFile(path, lines.join('\n'));
  return path;
}

const learnOn = (data: string, more: Partial<TrainOptions> = {}, recipe: TrainOptions['recipe'] = {}) =>
  train(backend, 'toxicity', {
    base,
    recipe: { data: [data], ...recipe },
    version: '2.1.0',
    seed: 1,
    guard: [],
    ...more,
  });

/** Returns the mean of what a model says of each attribute of comments that it has not read. */
async function said(model: Model): Promise<number[]> {
  const scorer = createLexicalScorer(model);
  const random = seededRandom(99);
  const texts = Array.from({ length: 200 }, () =>
    Array.from({ length: 9 }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' '),
  );
  const all = texts.map((text) =>
    scorer.probabilities('toxicity', scorer.score('toxicity', scorer.read(text), null).logits),
  );
  return [0, 1, 2, 3, 4, 5].map((k) => all.reduce((sum, row) => sum + row[k]!, 0) / all.length);
}

describe('train, on from a model', () => {
  it('keeps calibration, thresholds and what attributes without labels say', async () => {
    const data = await rows('mine.jsonl', { count: 300, share: 0.5, word: 'plonker', seed: 3 });
    const { model, report } = await learnOn(data, { force: true });
    const { calibration, thresholds, uncertain } = base.manifest.heads.toxicity!;
    expect(model.manifest.heads.toxicity).toMatchObject({ calibration, thresholds, uncertain });
    const [before, after] = [await said(base), await said(model)];
    for (const k of [1, 2, 3, 4, 5]) expect(Math.abs(after[k]! - before[k]!)).toBeLessThan(0.02);
    expect(report?.learnt).toBe(300);
  });

  it('learns from comments of which half are toxic that a word is toxic, not that comments are', async () => {
    const data = await rows('half.jsonl', { count: 600, share: 0.5, word: 'plonker', other: 'kettle', seed: 3 });
    const { model, evaluation, before } = await learnOn(data, { force: true }, { epochs: 20 });
    expect(evaluation.overall['auc.toxicity']).toBeGreaterThan(before!.overall['auc.toxicity']! + 0.1);
    expect((await said(model))[0]).toBeLessThan((await said(base))[0]! + 0.05);
  });

  it('sets probabilities for another rate where that is asked for', async () => {
    const data = await rows('asked.jsonl', { count: 300, share: 0.5, seed: 3 });
    const calibrate = [await rows('rate.jsonl', { count: 400, share: 0.5, seed: 4 })];
    const { model } = await learnOn(data, { force: true }, { calibrate });
    const { calibration, thresholds } = model.manifest.heads.toxicity!;
    const old = base.manifest.heads.toxicity!;
    expect(calibration.bias[0]).not.toBe(old.calibration.bias[0]);
    expect(calibration.bias.slice(1)).toEqual(old.calibration.bias.slice(1));
    expect(thresholds!.slice(1)).toEqual(old.thresholds!.slice(1));
  });

  it('gives the same bytes for the same rows', async () => {
    const data = await rows('again.jsonl', { count: 200, share: 0.5, seed: 6 });
    const hash = async () => (await learnOn(data, { force: true })).model.sha256;
    expect(await hash()).toBe(await hash());
  });

  it('refuses labels that are the wrong way round, and says so in the card where it is forced', async () => {
    const data = await rows('turned.jsonl', { count: 400, share: 0.3, turned: true, seed: 7 });
    const refused = learnOn(data);
    await expect(refused).rejects.toMatchObject({ code: 'worse-model' });
    await expect(refused).rejects.toThrow(/wrong way round; .*nothing was written/s);
    const { model, report } = await learnOn(data, { force: true });
    expect(report?.overruled.join()).toMatch(/wrong way round/);
    expect(model.manifest.heads.toxicity?.training.retrained).toMatchObject({
      from: '2.0.0',
      overruled: report?.overruled,
    });
    expect(renderCard(model.manifest, null, null)).toMatch(/Written all the same, against:\*\*\n\n- .*wrong way round/);
  });

  it('refuses what is worse on rows that it is held to', async () => {
    // What is toxic here is not toxic there.
    const data = await rows('apart.jsonl', { count: 2000, share: 0.5, word: 'boatman', seed: 8 });
    const guard = [await rows('held.jsonl', { count: 600, share: 0.3, word: 'boatman', turned: true, seed: 9 })];
    await expect(learnOn(data, { guard }, { epochs: 20 })).rejects.toThrow(/on the 600 rows of the package/);
  });

  it.each([
    ['one class', { count: 200, share: 0 }, /toxicity has 0 rows that are and 200 that are not/],
    ['few rows', { count: 60, share: 0.5 }, /60 rows that differ, expected at least 100/],
  ])('refuses %s before it learns anything', async (name, given, message) => {
    const refused = learnOn(await rows(`${name}.jsonl`, given), { onProgress: () => expect.unreachable() });
    await expect(refused).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringMatching(message) });
  });

  it('leaves out a row of a weight that no sum bears, and says so', async () => {
    const data = await rows('heavy.jsonl', { count: 200, share: 0.5, seed: 3 });
    const path = join(folder, 'with-heavy.jsonl');
    const heavy = JSON.stringify({ text: 'a heavy one', labels: { toxicity: 1 }, weight: 1e39 });
    await writeFile(path, `${heavy}\n${await readFile(data, 'utf8')}`);
    const told: number[] = [];
    await learnOn(path, { force: true, onData: ({ badRows }) => told.push(...badRows.map(({ line }) => line)) });
    expect(told).toEqual([1]);
  });

  it('ends where the weights run away', async () => {
    const data = await rows('fast.jsonl', { count: 200, share: 0.5, seed: 3 });
    const runaway = learnOn(data, { force: true }, { tableRate: 1e38, denseRate: 1e38 });
    await expect(runaway).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringMatching(/runs away/) });
  });
});
