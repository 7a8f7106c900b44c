import { beforeAll, describe, expect, it } from 'vitest';
import { type EncoderModel, loadEncoder, withEncoder } from '../../src/cascade.ts';
import { createClassifier } from '../../src/classifier.ts';
import type { Example } from '../../src/dataset/rows/examples.ts';
import { createEncoderScorer } from '../../src/encoder/scorer.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { cascadePredictor, lexicalPredictor } from '../../src/evaluate/predictor.ts';
import { parseModel } from '../../src/lexical/model.ts';
import { createLexicalScorer } from '../../src/lexical/scorer.ts';
import { STANCE_LABELS, TASK_LABELS, TOXICITY_ATTRIBUTES } from '../../src/tasks.ts';
import { countingRuntime, tinyEncoder } from '../fixtures/encoder/index.ts';
import { tinyModel } from '../fixtures/model.ts';

const USES = ['always', 'auto'] as const;
const counting = countingRuntime();
const model = await parseModel(await tinyModel(['bridge', 'city', 'idiot', 'not', 'good', 'rain', 'nonsense']));
const scorer = createLexicalScorer(model);
const lexical = lexicalPredictor(scorer);
const classifier = createClassifier(model);
let encoder: EncoderModel;

beforeAll(async () => {
  // Of the tiny model's answers some are surer than this, and some are not.
  const encoderModel = await tinyEncoder((manifest) => ({
    ...manifest,
    heads: {
      stance: { ...manifest.heads.stance, weight: 0.5, askBelow: 0.6 },
      reply: { ...manifest.heads.reply, weight: 0.5, askBelow: 0.6 },
    },
  }));
  encoder = await loadEncoder({ encoderModel, runtime: counting.runtime });
});

const cascade = (use: (typeof USES)[number]) => cascadePredictor(scorer, createEncoderScorer(encoder), use);

/** What a call asks of the encoder. */
async function asked(work: () => unknown): Promise<number> {
  const before = counting.pairs();
  await work();
  return counting.pairs() - before;
}

const WORDS = ['good', 'bridge', 'rain', 'not', 'nonsense', 'city', 'idiot'];
const text = (i: number) => [0, 1, 2].map((k) => WORDS[(i * (k + 1) + k * k) % WORDS.length]).join(' ');
const rows = Array.from({ length: 60 }, (_, i) => ({
  text: text(i),
  target: WORDS[i % 3] as string,
  parent: text(i + 11),
}));
const examples = rows.map(
  ({ text, target, parent }, i): Example => ({
    ...{ text, target: target, parent, weight: 1, source: 's', group: '', groups: [], spans: null },
    labels: [0, 1, 2].map((k) => Number(k === i % 3)),
  }),
);

const inOrder = (scores: object | undefined, labels: readonly string[]) =>
  labels.map((label) => (scores as Readonly<Record<string, number>>)[label]);

describe('lexicalPredictor', () => {
  it('predicts what the classifier gives', async () => {
    for (const { text, target, parent } of rows) {
      const { toxicity, stance } = classifier.classify({ text, target });
      const { reply } = classifier.classify({ text, parent });
      expect([...lexical.probabilities('toxicity', text, '')]).toEqual(inOrder(toxicity.scores, TOXICITY_ATTRIBUTES));
      expect([...lexical.probabilities('stance', text, target)]).toEqual(inOrder(stance?.scores, TASK_LABELS.stance));
      expect([...lexical.probabilities('reply', text, parent)]).toEqual(inOrder(reply?.scores, TASK_LABELS.reply));
    }
  });

  it('decides as the model says, and says which head a model lacks', async () => {
    expect(lexical.decision('stance')).toBe(model.manifest.heads.stance);
    const { stance, ...heads } = model.manifest.heads;
    const partial = lexicalPredictor(createLexicalScorer({ ...model, manifest: { ...model.manifest, heads } }));
    expect(partial.decision('reply')).toBe(heads.reply);
    await expect(evaluate(partial, 'stance', examples)).rejects.toMatchObject({
      code: 'invalid-model',
      message: expect.stringContaining('no head stance'),
    });
  });
});

describe.each(USES)('cascadePredictor, %s', (use) => {
  it('predicts what the classifier with the encoder gives, alone and in a thread', async () => {
    const predictor = cascade(use);
    const { classify } = await withEncoder(classifier, encoder, use);
    for (const { text, target, parent } of rows) {
      const own = await predictor.probabilities('stance', text, target);
      expect([...own]).toEqual(inOrder((await classify({ text, target })).stance?.scores, TASK_LABELS.stance));
      const reply = await predictor.probabilities('reply', text, parent);
      expect([...reply]).toEqual(inOrder((await classify({ text, parent })).reply?.scores, TASK_LABELS.reply));
      const { stance } = await classify({ text, target, parent });
      const inThread = await predictor.stanceInThread({ text, target, parent }, own);
      expect([...inThread]).toEqual(inOrder(stance?.scores, TASK_LABELS.stance));
    }
  });

  it('leaves toxicity to the lexical scorer', async () => {
    const predictor = cascade(use);
    const pairs = await asked(async () => {
      for (const { text } of rows)
        expect(await predictor.probabilities('toxicity', text, '')).toEqual(
          lexical.probabilities('toxicity', text, ''),
        );
    });
    expect(pairs).toBe(0);
    expect(predictor.decision('toxicity')).toBe(lexical.decision('toxicity'));
    expect(predictor.decision('stance')).toMatchObject({
      labels: STANCE_LABELS,
      thresholds: null,
      abstainBelow: encoder.manifest.heads.stance.abstainBelow,
    });
  });

  it('is measured by what it serves', async () => {
    const { overall, controls } = await evaluate(cascade(use), 'stance', examples);
    expect(Object.keys(controls)).toEqual(['without target', 'without text', 'shuffled targets', 'without context']);
    const { classify } = await withEncoder(classifier, encoder, use);
    const stances = await Promise.all(rows.map(classify));
    const right = stances.filter(({ stance }, i) => stance?.label === STANCE_LABELS[i % 3]).length;
    expect(overall.accuracy).toBeCloseTo(right / rows.length, 12);
  });
});

describe('the encoder', () => {
  it('is asked about every row, or where the lexical scorer abstains or is less sure than that pays for', async () => {
    const pairs = (use: (typeof USES)[number]) =>
      asked(async () => {
        for (const { text, target } of rows) await cascade(use).probabilities('stance', text, target);
      });
    expect(await pairs('always')).toBe(rows.length);
    const unsure = rows.filter(({ text, target }) => Math.max(...lexical.probabilities('stance', text, target)) < 0.6);
    expect(unsure.length).toBeGreaterThan(0);
    expect(unsure.length).toBeLessThan(rows.length);
    expect(await pairs('auto')).toBe(unsure.length);
  });

  it('reads each row once, and some rows once more for each control', async () => {
    const alone = examples.map(({ parent, ...example }) => example);
    let [told, pairs] = [0, 0];
    pairs = await asked(() =>
      evaluate(cascade('always'), 'stance', alone, { controls: alone.slice(0, 10), onRow: () => told++ }),
    );
    expect(pairs).toBe(rows.length + 3 * 10);
    expect(told).toBe(pairs);
  });
});
