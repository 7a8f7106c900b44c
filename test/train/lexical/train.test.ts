import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createClassifier, loadEncoderFile, loadModel } from '../../../src/classifier.ts';
import { seededRandom } from '../../../src/dataset/random.ts';
import { type Model, parseModel } from '../../../src/lexical/model.ts';
import { type Backend, loadBackend } from '../../../src/train/backend.ts';
import { type TrainOptions, train } from '../../../src/train/lexical/train.ts';
import { saveModel } from '../../../src/train/save.ts';
import { btl } from '../../fixtures/btl.ts';
import { tinyEncoder } from '../../fixtures/encoder/index.ts';
import { tinyModel } from '../../fixtures/model.ts';

const folder = await mkdtemp(join(tmpdir(), 'btl-train-'));
let backend: Backend;
let base: Model;

/** Comments whose labels follow from one word among many. */
async function rows(name: string, row: (words: string, flagged: boolean) => object): Promise<string> {
  const random = seededRandom(11);
  const words = 'the bridge city council car boat rain tea long short never always people'.split(' ');
  const lines = Array.from({ length: 600 }, () => {
    const flagged = random() < 0.5;
    const text = Array.from({ length: 8 }, () => words[Math.floor(random() * words.length)]);
    text.splice(Math.floor(random() * 8), 0, flagged ? 'muppet' : 'friend');
    return JSON.stringify(row(text.join(' '), flagged));
  });
  const path = join(folder, name);
  await writeFile(path, lines.join('\n'));
  return path;
}

const options = (data: string, more: Partial<TrainOptions> = {}): TrainOptions => ({
  base,
  guard: [],
  recipe: {
    data: [data],
    from: 'scratch',
    epochs: 6,
    batch: 32,
    tableRate: 0.1,
    denseRate: 0.005,
    ngramDropout: 0,
    hiddenDropout: 0,
    ngrams: { buckets: 4096, unit: 'form', words: 2, characters: null, skeletons: false },
    dimensions: 8,
    hidden: [8],
  },
  version: '2.0.0',
  seed: 1,
  force: true,
  ...more,
});

beforeAll(async () => {
  backend = await loadBackend();
  base = await parseModel(await tinyModel());
});

describe('train', () => {
  it('learns toxicity, keeps the other heads, and records what it was trained on', async () => {
    const data = await rows('toxic.jsonl', (text, flagged) => ({ text, labels: { toxicity: Number(flagged) } }));
    const { model, evaluation } = await train(backend, 'toxicity', options(data));
    expect(evaluation.overall['auc.toxicity']).toBeGreaterThan(0.98);
    const { toxicity } = createClassifier(model).classify({ text: 'a long rain, you muppet' });
    expect(toxicity.labels).toContain('toxicity');
    expect(toxicity.spans[0]).toMatchObject({ start: 17, end: 23, attribute: 'toxicity' });
    expect(model.tensors['stance.layer0.bias']).toEqual(base.tensors['stance.layer0.bias']);
    expect(model.manifest.version).toBe('2.0.0');
    expect(model.manifest.heads.toxicity?.training).toMatchObject({
      seed: 1,
      files: [{ name: 'toxic.jsonl', rows: 600, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      figures: { all: { 'auc.toxicity': expect.any(Number) } },
    });
  });

  it('learns stance so that it holds, mirrored, for a target that refuses what it was learnt for', async () => {
    const data = await rows('bridge.jsonl', (text, flagged) => ({
      text,
      target: 'the bridge',
      stance: flagged ? 'against' : 'favor',
    }));
    const recipe = { ...options(data).recipe, epochs: 20 };
    const classifier = createClassifier((await train(backend, 'stance', options(data, { recipe, seed: 2 }))).model);
    const stanceTo = (target: string) => classifier.classify({ text: 'a long rain, you muppet', target }).stance;
    expect(stanceTo('the bridge')?.label).toBe('against');
    expect(stanceTo('no bridge')?.label).toBe('favor');
    expect(stanceTo('no bridge')?.spans).toContainEqual(expect.objectContaining({ start: 17, end: 23 }));
  });

  it.each(['stance', 'reply'] as const)('learns %s', async (head) => {
    const data = await rows(`${head}.jsonl`, (text, flagged) =>
      head === 'stance'
        ? { text, target: 'the bridge', stance: flagged ? 'against' : 'favor' }
        : { text, parent: 'the bridge', stance: flagged ? 'disagree' : 'agree' },
    );
    const { evaluation } = await train(backend, head, options(data));
    expect(evaluation.overall.accuracy).toBeGreaterThan(0.95);
  });

  it('learns from the order of words, which no bag of them holds', async () => {
    const data = await rows('order.jsonl', (text, flagged) => {
      const words = text.split(' ').filter((word) => word !== 'muppet' && word !== 'friend');
      const at = words.length / 2;
      return {
        text: [...words.slice(0, at), ...(flagged ? ['never', 'kind'] : ['kind', 'never']), ...words.slice(at)].join(
          ' ',
        ),
        labels: { toxicity: Number(flagged) },
      };
    });
    const { recipe } = options(data);
    const oneWord = { ...recipe, epochs: 20, ngrams: { ...recipe.ngrams, words: 1 } } as TrainOptions['recipe'];
    const { evaluation } = await train(backend, 'toxicity', options(data, { recipe: oneWord }));
    expect(evaluation.overall['auc.toxicity']).toBeGreaterThan(0.95);
  });

  it('learns what approval sounds like from remarks alone', async () => {
    const data = await rows('neutral.jsonl', (text) => ({ text, parent: 'the bridge', stance: 'neutral' }));
    const remarks = await rows('remarks.jsonl', (text, flagged) => ({
      text,
      emotions: [flagged ? 'disapproval' : 'approval'],
    }));
    const dev = await rows('approval.jsonl', (text, flagged) => ({
      text,
      parent: '?',
      stance: flagged ? 'disagree' : 'agree',
    }));
    const recipe = { ...options(data).recipe, emotions: [remarks], dev: [dev], sourceWeights: { 'remarks.jsonl': 4 } };
    const { evaluation, data: read } = await train(backend, 'reply', options(data, { recipe }));
    expect(evaluation.overall.accuracy).toBeGreaterThan(0.9);
    expect(read.files.map(({ name }) => name)).toEqual(['neutral.jsonl', 'remarks.jsonl']);
  });

  it('learns from rows that a model labelled, shares of a label among them', async () => {
    const data = await rows('unsure.jsonl', (text) => ({ text, labels: { toxicity: 0.5 } }));
    const taught = await rows('taught.jsonl', (text, flagged) => ({ text, labels: { toxicity: flagged ? 0.9 : 0.1 } }));
    const dev = await rows('said.jsonl', (text, flagged) => ({ text, labels: { toxicity: Number(flagged) } }));
    const recipe = { ...options(data).recipe, taught: [taught], dev: [dev] };
    const { evaluation, data: read } = await train(backend, 'toxicity', options(data, { recipe }));
    expect(evaluation.overall['auc.toxicity']).toBeGreaterThan(0.9);
    expect(read.files.map(({ name }) => name)).toEqual(['unsure.jsonl', 'taught.jsonl']);
  });

  it('gives the same bytes for the same seed and others for another', async () => {
    const data = await rows('same.jsonl', (text, flagged) => ({ text, labels: { toxicity: Number(flagged) } }));
    const hash = async (seed: number) =>
      (await train(backend, 'toxicity', options(data, { seed }))).model.manifest.weights.sha256;
    const first = await hash(1);
    expect(await hash(1)).toBe(first);
    expect(await hash(2)).not.toBe(first);
  });

  it('refuses a model that is worse than the one it would replace', async () => {
    const good = await rows('good.jsonl', (text, flagged) => ({ text, labels: { toxicity: Number(flagged) } }));
    const bad = await rows('bad.jsonl', (text, flagged) => ({ text, labels: { toxicity: Number(!flagged) } }));
    const { model } = await train(backend, 'toxicity', options(good));
    const recipe = { ...options(bad).recipe, dev: [good] };
    const refusal = train(backend, 'toxicity', options(bad, { base: model, recipe, force: false }));
    await expect(refusal).rejects.toMatchObject({ code: 'worse-model' });
    await expect(refusal).rejects.toThrow(/auc\.toxicity goes from (0\.9|1\.0)\d+ to 0\.0\d+ .* on your rows/);
  });

  it('stops when told to', async () => {
    const data = await rows('stop.jsonl', (text, flagged) => ({ text, labels: { toxicity: Number(flagged) } }));
    const controller = new AbortController();
    const stopped = train(
      backend,
      'toxicity',
      options(data, { signal: controller.signal, onProgress: () => controller.abort() }),
    );
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('saveModel', () => {
  it('writes what loadModel reads, over an older model, and leaves nothing else', async () => {
    const out = join(folder, 'models', 'mine');
    await saveModel(base, null, out);
    await saveModel(base, null, out);
    expect((await readdir(out)).sort()).toEqual(['README.md', 'model.json', 'weights.bin']);
    expect(await readdir(join(folder, 'models'))).toEqual(['mine']);
    expect((await loadModel(out)).manifest).toEqual(base.manifest);
    expect(await loadEncoderFile(out)).toBeNull();
  });

  it('writes the encoder that goes along, to be loaded as it was', async () => {
    const out = join(folder, 'both');
    const encoder = tinyEncoder();
    await saveModel(base, encoder, out);
    expect((await readdir(out)).sort()).toEqual(['README.md', 'encoder.bin', 'model.json', 'weights.bin']);
    expect((await loadModel(out)).manifest).toEqual(base.manifest);
    const loaded = await loadEncoderFile(out);
    expect(loaded?.manifest).toEqual(encoder.manifest);
    expect(Buffer.compare(loaded!.bytes, encoder.bytes)).toBe(0);
  });
});

describe('btl train', () => {
  it('carries the encoder of the base along, byte for byte, with what is said of it', async () => {
    const [from, out] = [join(folder, 'from'), join(folder, 'retrained')];
    await saveModel(base, tinyEncoder(), from);
    const data = await rows('carried.jsonl', (text, flagged) => ({ text, labels: { toxicity: Number(flagged) } }));
    const args = ['--data', data, '--base', from, '--out', out, '--epochs', '1', '--force'];
    expect((await btl(['train', 'toxicity', ...args])).code).toBe(0);
    const [before, after] = await Promise.all(
      [from, out].map(async (model) => ({
        section: JSON.parse(await readFile(join(model, 'model.json'), 'utf8')).encoder,
        encoder: await readFile(join(model, 'encoder.bin')),
        weights: await readFile(join(model, 'weights.bin')),
      })),
    );
    expect(after?.section).toEqual(before?.section);
    expect(after?.encoder.equals(before!.encoder)).toBe(true);
    expect(after?.weights.equals(before!.weights)).toBe(false);
  });

  it('leaves the encoder out of a model with a new vocabulary, which it was not calibrated beside', async () => {
    const [from, out] = [join(folder, 'old-words'), join(folder, 'new-words')];
    await saveModel(base, tinyEncoder(), from);
    const data = await rows('words.jsonl', (text, flagged) => ({ text, labels: { toxicity: Number(flagged) } }));
    const [vectors, recipe] = [join(folder, 'vectors.json'), join(folder, 'recipe.json')];
    const words = ['muppet', 'friend', 'rain'];
    const vectorOf = Object.fromEntries(words.map((word, i) => [word, [i, 1]]));
    await writeFile(vectors, JSON.stringify({ dimensions: 2, words, vectors: vectorOf }));
    const head = { ...options(data).recipe, epochs: 1 };
    await writeFile(recipe, JSON.stringify({ version: '3.0.0', heads: { toxicity: head } }));
    const args = ['--vectors', vectors, '--recipe', recipe, '--base', from, '--out', out];
    expect((await btl(['train', 'all', ...args])).code).toBe(0);
    expect((await loadModel(out)).manifest).toMatchObject({ version: '3.0.0', vectors: { words: 3 } });
    expect(await loadEncoderFile(out)).toBeNull();
  });
});
