import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../src/classifier.ts';
import type { Example } from '../../src/dataset/rows/examples.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { createPredictor } from '../../src/evaluate/predictor.ts';
import { parseModel } from '../../src/lexical/model.ts';
import { createLexicalScorer } from '../../src/lexical/scorer.ts';
import { STANCE_LABELS, TASK_LABELS, TOXICITY_ATTRIBUTES } from '../../src/tasks.ts';
import { tinySource } from '../fixtures/encoder/index.ts';
import { tinyModel } from '../fixtures/model.ts';

const USES = ['always', 'auto'] as const;
const model = await parseModel(await tinyModel(['bridge', 'city', 'idiot', 'not', 'good', 'rain', 'nonsense']));
const scorer = createLexicalScorer(model);
const lexical = createPredictor(scorer);

const { manifest, sha256, open, pairs } = await tinySource();
// Of the tiny model's answers some are surer than this, and some are not.
const heads = {
  toxicity: manifest.heads.toxicity,
  stance: { ...manifest.heads.stance, weight: 0.5, askBelow: 0.6 },
  reply: { ...manifest.heads.reply, weight: 0.5, askBelow: 0.6 },
};
const source = { manifest: { ...manifest, heads }, sha256, open };
const asking = (use: (typeof USES)[number]) => createPredictor(scorer, { source, use });

/** What a call asks of the encoder. */
async function asked(work: () => unknown): Promise<number> {
  const before = pairs();
  await work();
  return pairs() - before;
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

describe.each(['never', ...USES] as const)('a predictor that asks the encoder %s', (use) => {
  const encoding = use === 'never' ? null : { source, use };
  const predictor = createPredictor(scorer, encoding);
  const { classify } = createClassifier(model, encoding);

  it('predicts what the classifier gives, alone and in a thread', () => {
    for (const { text, target, parent } of rows) {
      const { toxicity, stance } = classify({ text, target });
      const { reply } = classify({ text, parent });
      expect([...predictor.probabilities('toxicity', text, '')]).toEqual(inOrder(toxicity.scores, TOXICITY_ATTRIBUTES));
      expect([...predictor.probabilities('stance', text, target)]).toEqual(inOrder(stance?.scores, TASK_LABELS.stance));
      expect([...predictor.probabilities('reply', text, parent)]).toEqual(inOrder(reply?.scores, TASK_LABELS.reply));
      const inThread = classify({ text, target, parent }).stance;
      expect([...predictor.stanceInThread({ text, target, parent })]).toEqual(
        inOrder(inThread?.scores, TASK_LABELS.stance),
      );
      const headline = 'Council votes to close the bridge';
      for (const answered of [undefined, parent]) {
        const under = classify({ text, target, parent: answered, article: headline }).stance;
        expect([...predictor.stanceInThread({ text, target, parent: answered, headline })]).toEqual(
          inOrder(under?.scores, TASK_LABELS.stance),
        );
      }
    }
  });

  it('is measured without headlines too, where rows say them', async () => {
    const under = examples.map((example) => ({ ...example, headline: 'Council votes to close the bridge' }));
    const { controls } = await evaluate(predictor, 'stance', under);
    expect(controls['without headline']).toEqual((await evaluate(predictor, 'stance', examples)).overall);
  });

  it('is measured by what it serves', async () => {
    const { overall, controls } = await evaluate(predictor, 'stance', examples);
    expect(Object.keys(controls)).toEqual(['without target', 'without text', 'shuffled targets', 'without context']);
    const right = rows.filter((row, i) => classify(row).stance?.label === STANCE_LABELS[i % 3]).length;
    expect(overall.accuracy).toBeCloseTo(right / rows.length, 12);
  });
});

describe('where predictions become decisions', () => {
  it('says the model, and which head it lacks', async () => {
    expect(lexical.decision('stance')).toBe(model.manifest.heads.stance);
    const { stance, ...heads } = model.manifest.heads;
    const partial = createPredictor(createLexicalScorer({ ...model, manifest: { ...model.manifest, heads } }));
    expect(partial.decision('reply')).toBe(heads.reply);
    await expect(evaluate(partial, 'stance', examples)).rejects.toMatchObject({
      code: 'invalid-model',
      message: expect.stringContaining('no head stance'),
    });
  });

  it.each(USES)('says the encoder, %s', (use) => {
    const { decision } = asking(use);
    const { labels, thresholds } = heads.toxicity;
    expect(decision('toxicity')).toMatchObject({ labels, thresholds, abstainBelow: null });
    for (const task of ['stance', 'reply'] as const) {
      const { abstainBelow } = heads[task];
      expect(decision(task)).toMatchObject({ labels: TASK_LABELS[task], thresholds: null, abstainBelow });
    }
  });
});

describe('the encoder', () => {
  it('is asked about every row, or where the lexical scorer abstains or is less sure than that pays for', async () => {
    const count = (use: (typeof USES)[number]) =>
      asked(() => {
        for (const { text, target } of rows) asking(use).probabilities('stance', text, target);
      });
    expect(await count('always')).toBe(rows.length);
    const unsure = rows.filter(({ text, target }) => Math.max(...lexical.probabilities('stance', text, target)) < 0.6);
    expect(unsure.length).toBeGreaterThan(0);
    expect(unsure.length).toBeLessThan(rows.length);
    expect(await count('auto')).toBe(unsure.length);
  });

  it('is asked about the toxicity of every row, or where the lexical score lies in the band', async () => {
    const count = (use: (typeof USES)[number]) =>
      asked(() => rows.map(({ text }) => asking(use).probabilities('toxicity', text, '')));
    expect(await count('always')).toBe(rows.length);
    const [from, to] = heads.toxicity.askBetween;
    const scores = rows.map(({ text }) => lexical.probabilities('toxicity', text, '')[0]!);
    expect(await count('auto')).toBe(scores.filter((score) => score >= from && score < to).length);
  });

  it('reads each row once, and some rows once more for each control', async () => {
    const alone = examples.map(({ parent, ...example }) => example);
    let told = 0;
    const count = await asked(() =>
      evaluate(asking('always'), 'stance', alone, { controls: alone.slice(0, 10), onRow: () => told++ }),
    );
    expect(count).toBe(rows.length + 3 * 10);
    expect(told).toBe(count);
  });
});
