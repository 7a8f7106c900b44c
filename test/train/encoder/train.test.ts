import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadModel } from '../../../src/classifier.ts';
import { seededRandom } from '../../../src/dataset/random.ts';
import { type EncoderModel, loadEncoder } from '../../../src/encoder/model.ts';
import { createEncoderScorer } from '../../../src/encoder/scorer.ts';
import { createLexicalScorer } from '../../../src/lexical/scorer.ts';
import { type Backend, loadBackend } from '../../../src/train/backend.ts';
import { renderCard } from '../../../src/train/card/card.ts';
import { fitTemperature } from '../../../src/train/encoder/temperature.ts';
import { type EncoderTrainOptions, saveEncoder, trainEncoderHead } from '../../../src/train/encoder/train.ts';
import { cascadePredictor, evaluate, type Predictor, readDataset } from '../../../src/train/index.ts';
import { tinyEncoder } from '../../fixtures/encoder/index.ts';

const folder = await mkdtemp(join(tmpdir(), 'btl-encoder-head-'));
let backend: Backend;
let model: EncoderModel;
const lexical = createLexicalScorer(await loadModel());
let predictor: Predictor;

beforeAll(async () => {
  backend = await loadBackend();
  model = await loadEncoder({ encoderModel: await tinyEncoder() });
  predictor = cascadePredictor(lexical, createEncoderScorer(model), 'always');
});

/** Rows that the head knows the answers to, or whose answers are turned around. */
async function rows(name: string, turned = false): Promise<string> {
  const random = seededRandom(4);
  const lines = Array.from({ length: 400 }, (_, i) => {
    const isFor = random() < 0.5;
    const text = `the ${isFor ? 'good' : 'bad'} bridge ${i % 3 === 0 ? 'close' : 'to'}`;
    const stance = isFor === turned ? 'against' : 'favor';
    return JSON.stringify({ text, target: 'the bridge', stance, group: `g${i % 40}` });
  });
  const path = join(folder, name);
  await writeFile(path, lines.join('\n'));
  return path;
}

const options = (data: string, more: Partial<EncoderTrainOptions> = {}): EncoderTrainOptions => ({
  data: [data],
  version: '2.0.0',
  seed: 1,
  ...more,
});

describe('trainEncoderHead', () => {
  it('learns a head on, keeps the other, and writes a model that loads', async () => {
    const trained = await trainEncoderHead(
      backend,
      model,
      lexical,
      'stance',
      options(await rows('turned.jsonl', true), { epochs: 500 }),
    );
    expect(trained.before.overall.accuracy).toBeLessThan(0.1);
    expect(trained.evaluation.overall.accuracy).toBeGreaterThan(0.9);
    const out = join(folder, 'mine');
    await saveEncoder(trained, model, out);
    const loaded = await loadEncoder({ encoderModel: out });
    expect(loaded.manifest).toEqual(trained.manifest);
    expect(loaded.manifest.version).toBe('2.0.0');
    expect(loaded.heads.reply).toEqual(model.heads.reply);
    expect(loaded.manifest.heads.stance.retrained).toMatchObject({
      seed: 1,
      files: [{ name: 'turned.jsonl', rows: 400 }],
    });
    expect(await readFile(join(out, 'README.md'), 'utf8')).toBe(renderCard(trained.manifest, null));
    // What people wrote about a model's limits into its folder becomes part of its card.
    await writeFile(join(out, 'limits.md'), '- It knows one bridge.\n');
    await saveEncoder(trained, model, out);
    expect(await readFile(join(out, 'README.md'), 'utf8')).toContain('## Known limits\n\n- It knows one bridge.\n');
  });

  it('gives the same bytes for the same seed', async () => {
    const data = await rows('same.jsonl');
    const hash = async (seed: number) => {
      const { manifest } = await trainEncoderHead(
        backend,
        model,
        lexical,
        'stance',
        options(data, { seed, force: true, epochs: 3 }),
      );
      return manifest.files['heads.json'].sha256;
    };
    const first = await hash(1);
    expect(await hash(1)).toBe(first);
    expect(await hash(2)).not.toBe(first);
  });

  it('refuses a head that is worse than the one it would replace', async () => {
    const dev = [await rows('straight.jsonl')];
    const refused = trainEncoderHead(
      backend,
      model,
      lexical,
      'stance',
      options(await rows('turned.jsonl', true), { dev, epochs: 500 }),
    );
    await expect(refused).rejects.toMatchObject({ code: 'worse-model' });
  });

  it('stops when told to', async () => {
    const signal = AbortSignal.abort();
    const stopped = trainEncoderHead(backend, model, lexical, 'stance', options(await rows('stop.jsonl'), { signal }));
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
  });

  it('says what is missing where all rows are of one group', async () => {
    const path = join(folder, 'one.jsonl');
    await writeFile(path, JSON.stringify({ text: 'good', target: 'bridge', stance: 'favor', group: 'g' }));
    await expect(trainEncoderHead(backend, model, lexical, 'stance', options(path))).rejects.toThrow(
      /no rows are left to/,
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

describe('fitTemperature', () => {
  it('finds how sure the logits should have been', () => {
    const random = seededRandom(8);
    const logits = Array.from({ length: 4000 }, () => Float32Array.of(random() * 4, random() * 4, random() * 4));
    const actual = logits.map((row) => {
      const shares = [...row].map((x) => Math.exp(x / 2));
      let at = random() * shares.reduce((sum, x) => sum + x, 0);
      return shares.findIndex((x) => {
        at -= x;
        return at < 0;
      });
    });
    expect(fitTemperature(logits, actual)).toBeGreaterThan(1.8);
    expect(fitTemperature(logits, actual)).toBeLessThan(2.2);
  });
});
