import { describe, expect, it } from 'vitest';
import { loadModel } from '../../src/classifier.ts';
import { parseEncoder } from '../../src/encoder/model.ts';
import { createEncoderScorer } from '../../src/encoder/scorer.ts';
import { createLexicalScorer } from '../../src/lexical/scorer.ts';
import type { Scorer } from '../../src/scoring/scorer.ts';
import { TASK_LABELS, TASKS } from '../../src/tasks.ts';
import { tinyEncoder } from '../fixtures/encoder/index.ts';

const lexical = createLexicalScorer(await loadModel());
const { manifest, bytes } = tinyEncoder();
const encoder = createEncoderScorer(parseEncoder(manifest, bytes));

const TEXTS = ['', 'yes, good', 'You idiot! The bridge is never closed…', '😀\ud800', 'rain '.repeat(5000)];

/** Holds a scorer to what every scorer promises. */
function holds<Text>(scorer: Scorer<Text>): void {
  const targets = TEXTS.map((text) => scorer.read(text));
  for (const task of scorer.tasks)
    for (const text of TEXTS)
      for (const target of task === 'toxicity' ? [null] : targets) {
        const score = () => scorer.score(task, scorer.read(text), target).logits;
        const logits = score();
        expect(logits).toHaveLength(TASK_LABELS[task].length);
        expect(logits.every(Number.isFinite)).toBe(true);
        expect(score()).toEqual(logits);
      }
}

describe('the lexical scorer', () => {
  it('scores any text, the same every time', () => holds(lexical), 30_000);

  it('has a head for every task, and says of every token what it adds', () => {
    expect(lexical.tasks).toEqual(TASKS);
    const comment = lexical.read('You idiot, close the bridge!');
    const target = lexical.read('the bridge');
    for (const task of TASKS) {
      const { contributions } = lexical.score(task, comment, task === 'toxicity' ? null : target);
      for (const k of TASK_LABELS[task].keys()) expect(contributions(k)).toHaveLength(comment.terms.length);
    }
    const { contributions } = lexical.score('toxicity', comment, null);
    const added = [...contributions(0)];
    expect(added.indexOf(Math.max(...added))).toBe(1);
  });

  it('turns logits into probabilities, those of stance and reply adding up to 1', () => {
    const [comment, target] = [lexical.read('not good'), lexical.read('the bridge')];
    for (const task of TASKS) {
      const { logits } = lexical.score(task, comment, task === 'toxicity' ? null : target);
      const probabilities = [...lexical.probabilities(task, logits)];
      for (const p of probabilities) expect(p >= 0 && p <= 1).toBe(true);
      if (task !== 'toxicity') expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
    }
  });

  it('needs a target where a task has one', () => {
    for (const task of ['stance', 'reply'] as const)
      expect(() => lexical.score(task, lexical.read('good'), null)).toThrow();
  });
});

describe('the encoder scorer', () => {
  it('scores any text, the same every time', () => holds(encoder), 30_000);

  it('has a head for every task, and names no words', () => {
    expect(encoder.tasks).toEqual(TASKS);
    for (const task of encoder.tasks) {
      const target = task === 'toxicity' ? null : encoder.read('the bridge');
      const { contributions } = encoder.score(task, encoder.read('yes, good'), target);
      expect(contributions).toBeNull();
    }
  });

  it('answers by what is said of the target, whatever was asked before', () => {
    const score = (text: string) => encoder.score('stance', encoder.read(text), encoder.read('the bridge')).logits;
    const texts = ['yes', 'no', 'rain'];
    const first = texts.map(score);
    expect(first.map((logits) => logits.indexOf(Math.max(...logits)))).toEqual([0, 1, 2]);
    score('good '.repeat(100));
    expect(texts.toReversed().map(score)).toEqual(first.toReversed());
  });

  it('needs a target where a task has one, and none for toxicity', () => {
    const comment = encoder.read('good');
    expect(() => encoder.score('toxicity', comment, comment)).toThrow('toxicity towards a text');
    expect(() => encoder.score('stance', comment, null)).toThrow('stance towards nothing');
  });
});
