import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { readTensors } from '../../../src/artifact/tensors.ts';
import { loadModel } from '../../../src/classifier.ts';
import { seededRandom } from '../../../src/dataset/random.ts';
import { type EncoderFile, encoderOfBytes } from '../../../src/encoder/source.ts';
import { createLexicalScorer } from '../../../src/lexical/scorer.ts';
import { type Backend, loadBackend } from '../../../src/train/backend.ts';
import { fitCalibration } from '../../../src/train/encoder/calibrate.ts';
import { type EncoderTrainOptions, trainEncoderHead } from '../../../src/train/encoder/train.ts';
import { createPredictor, evaluate, readDataset } from '../../../src/train/index.ts';
import { tinyEncoder, tinySource } from '../../fixtures/encoder/index.ts';

const folder = await mkdtemp(join(tmpdir(), 'btl-encoder-head-'));
const encoder = tinyEncoder();
const lexical = createLexicalScorer(await loadModel());
const predictor = createPredictor(lexical, { source: await tinySource(), use: 'always' });
let backend: Backend;

beforeAll(async () => {
  backend = await loadBackend();
});

/** Rows that the head knows the answers to, or whose answers are turned around. */
async function rows(name: string, turned = false, withNone = false): Promise<string> {
  const random = seededRandom(4);
  const lines = Array.from({ length: 400 }, (_, i) => {
    const isFor = random() < 0.5;
    const text = `the ${isFor ? 'good' : 'bad'} bridge ${i % 3 === 0 ? 'close' : 'to'} ${i}`;
    const stance = withNone && i % 8 === 0 ? 'none' : isFor === turned ? 'against' : 'favor';
    return JSON.stringify({ text, target: 'the bridge', stance, group: `g${i % 40}` });
  });
  const path = join(folder, name);
  await writeFile(path, lines.join('\n'));
  return path;
}

/** Learns the head of stance on from that of an encoder. */
const learn = (data: string, more: Partial<EncoderTrainOptions> = {}, from = encoder) =>
  trainEncoderHead(backend, from, lexical, 'stance', { data: [data], seed: 1, guard: [], ...more });

/** An encoder that is asked about everything. */
const asked = ({ manifest, bytes }: EncoderFile): EncoderFile => {
  const { toxicity, stance, reply } = manifest.heads;
  const heads = {
    toxicity: { ...toxicity, askBetween: [0, 1] as [number, number] },
    stance: { ...stance, askBelow: 1 },
    reply,
  };
  return { bytes, manifest: { ...manifest, heads } };
};

const tensorsOf = ({ manifest, bytes }: EncoderFile) => readTensors(manifest.tensors, bytes);

describe('trainEncoderHead', () => {
  it('learns a head on, and says what from', async () => {
    const weights = new Float32Array(3 * encoder.manifest.shape.width);
    const unlearnt = asked(tinyEncoder({ 'stance.weights': weights, 'stance.bias': Float32Array.of(0, 0, 1) }));
    const trained = await learn(await rows('learnt.jsonl'), { epochs: 200, force: true }, unlearnt);
    expect(trained.before.overall.accuracy).toBeLessThan(0.1);
    expect(trained.evaluation.overall.accuracy).toBeGreaterThan(0.9);
    const { stance, reply } = trained.encoder.manifest.heads;
    expect(stance.figures.all?.accuracy).toBe(trained.evaluation.overall.accuracy);
    expect(stance.retrained).toMatchObject({ seed: 1, files: [{ name: 'learnt.jsonl', rows: 400 }] });
    expect(reply).toEqual(encoder.manifest.heads.reply);
  });

  it('changes nothing else of the encoder, nor the one that it was given', async () => {
    const before = new Uint8Array(encoder.bytes);
    // Files are read into Buffers, whose slices are views.
    const read = { ...encoder, bytes: Buffer.from(encoder.bytes) };
    const trained = await learn(await rows('turned.jsonl', true), { epochs: 3, force: true }, read);
    expect(Buffer.compare(read.bytes, before)).toBe(0);
    await expect(encoderOfBytes(trained.encoder)).resolves.toBeDefined();
    const [given, made] = [tensorsOf(encoder), tensorsOf(trained.encoder)];
    const changed = Object.keys(given).filter((name) => !isDeepStrictEqual(made[name], given[name]));
    expect(changed.sort()).toEqual(['stance.bias', 'stance.weights']);
    expect(encoder.bytes).toEqual(before);
  });

  it('gives the same bytes for the same seed', async () => {
    const data = await rows('same.jsonl');
    const hash = async (seed: number) =>
      (await learn(data, { seed, force: true, epochs: 3 })).encoder.manifest.file.sha256;
    const first = await hash(1);
    expect(await hash(1)).toBe(first);
    expect(await hash(2)).not.toBe(first);
  });

  it('refuses a head that is worse than the one it would replace', async () => {
    const dev = [await rows('straight.jsonl')];
    // It knows the answers, and is not sure of them.
    const weights = new Float32Array(3 * encoder.manifest.shape.width);
    [weights[0], weights[encoder.manifest.shape.width + 1]] = [1, 1];
    const unsure = asked(tinyEncoder({ 'stance.weights': weights, 'stance.bias': new Float32Array(3) }));
    const refused = learn(await rows('turned.jsonl', true, true), { dev, epochs: 500 }, unsure);
    await expect(refused).rejects.toMatchObject({ code: 'worse-model' });
  });

  it('stops when told to', async () => {
    const stopped = learn(await rows('stop.jsonl'), { signal: AbortSignal.abort(), force: true });
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
  });

  it('says what is missing where rows are few', async () => {
    const path = join(folder, 'one.jsonl');
    await writeFile(path, JSON.stringify({ text: 'good', target: 'bridge', stance: 'favor', group: 'g' }));
    await expect(learn(path)).rejects.toThrow(/1 rows are left to train on, expected at least 10/);
  });
});

describe('trainEncoderHead of toxicity', () => {
  const toxicRows = async (name: string, isToxic: (text: string) => boolean) => {
    const texts = ['the rain', 'good rain', 'to cars', 'the good bridge', 'close the bridge', 'good to close'];
    const lines = Array.from({ length: 240 }, (_, i) => {
      const text = `${texts[i % 6]} ${'rain '.repeat(i % 3)}${i}`;
      return JSON.stringify({ text, labels: { toxicity: Number(isToxic(text)) }, group: `g${i % 40}` });
    });
    const path = join(folder, name);
    await writeFile(path, lines.join('\n'));
    return path;
  };

  /** The tiny encoder with another weight of words that favor. */
  const weighing = (weight: number) => {
    const weights = new Float32Array(6 * encoder.manifest.shape.width);
    weights[0] = weight;
    return asked(tinyEncoder({ 'toxicity.weights': weights }));
  };

  it('learns attributes that rows know, and leaves the others and all decisions as they were', async () => {
    const data = [await toxicRows('toxic.jsonl', (text) => text.includes('good'))];
    const encoder = weighing(-0.3);
    const trained = await trainEncoderHead(backend, encoder, lexical, 'toxicity', {
      ...{ data, seed: 1, epochs: 600, guard: [], force: true },
    });
    const auc = 'auc.toxicity';
    expect(trained.evaluation.overall[auc]).toBeGreaterThan(trained.before.overall[auc]!);
    const { figures, retrained, ...described } = trained.encoder.manifest.heads.toxicity;
    expect(described).toEqual((({ figures, retrained, ...rest }) => rest)(encoder.manifest.heads.toxicity));
    expect(retrained?.files).toMatchObject([{ name: 'toxic.jsonl', rows: 240 }]);
    const [given, made] = [tensorsOf(encoder), tensorsOf(trained.encoder)];
    const changed = Object.keys(given).filter((name) => !isDeepStrictEqual(made[name], given[name]));
    expect(changed.sort()).toEqual(['toxicity.bias', 'toxicity.weights']);
    expect((made['toxicity.bias'] as Float32Array).subarray(1)).toEqual(
      (given['toxicity.bias'] as Float32Array).subarray(1),
    );
  });
});

describe('evaluate', () => {
  it('measures as the lexical scorer is measured, controls among it', async () => {
    const { examples } = await readDataset('stance', [await rows('eval.jsonl')]);
    const { overall, bySource, controls } = await evaluate(predictor, 'stance', examples);
    expect(overall.accuracy).toBe(1);
    expect(Object.keys(bySource)).toEqual(['eval.jsonl']);
    expect(Object.keys(controls)).toEqual(['without target', 'without text', 'shuffled targets']);
    expect(controls['without text']?.accuracy).toBe(0);
  });

  it('reads what rows answer', async () => {
    const path = join(folder, 'answers.jsonl');
    const row = { text: 'yes', target: 'the bridge', stance: 'against', context: ['bad bad bad'] };
    await writeFile(path, JSON.stringify(row));
    const { examples } = await readDataset('stance', [path]);
    const { controls } = await evaluate(predictor, 'stance', examples);
    expect(Object.keys(controls)).toContain('without context');
  });
});

describe('fitCalibration', () => {
  it('finds how sure the logits should have been, and how much too seldom they say a label', () => {
    const random = seededRandom(8);
    const logits = Array.from({ length: 4000 }, () => Float32Array.of(random() * 4, random() * 4, random() * 4));
    const examples = logits.map((row) => {
      const shares = [...row].map((x, k) => Math.exp(x / 2 + (k === 2 ? 1 : 0)));
      let at = random() * shares.reduce((sum, x) => sum + x, 0);
      const actual = shares.findIndex((x) => {
        at -= x;
        return at < 0;
      });
      return { labels: [0, 1, 2].map((k) => Number(k === actual)), source: 'one' };
    });
    const lexical = logits.map(() => [1 / 3, 1 / 3, 1 / 3]);
    const { scale, bias } = fitCalibration({ examples, logits, lexical }, 1);
    expect(new Set(scale).size).toBe(1);
    expect(scale[0]).toBeCloseTo(0.5, 1);
    expect(bias[2]! - bias[0]!).toBeCloseTo(1, 0);
  });
});
