import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/dataset/random.ts';
import type { Prediction } from '../../../src/evaluate/predictions.ts';
import { sigmoid, softmax } from '../../../src/scoring/calibration.ts';
import { TASK_LABELS, type Task } from '../../../src/tasks.ts';
import { checksOf } from '../../../src/train/retrain/checks.ts';
import { learningCurve } from '../../../src/train/retrain/learning-curve.ts';
import { rateOffsets } from '../../../src/train/retrain/offsets.ts';
import { between, shareOfNew } from '../../../src/train/retrain/prior.ts';
import { verdictOf } from '../../../src/train/retrain/verdict.ts';

/** Rows with their probabilities of toxicity, of which the positives are known. */
const toxic = (scores: readonly number[], positives: readonly boolean[]): Prediction[] =>
  scores.map((score, i) => ({
    probabilities: Float32Array.of(score, 0, 0, 0, 0, 0),
    example: {
      ...{ text: `comment ${i}`, target: '', weight: 1, source: 's', group: '', spans: null, groups: [] },
      labels: [Number(positives[i]), ...new Array<number>(5).fill(Number.NaN)],
    },
  }));

const decision = (task: Task) => ({
  labels: TASK_LABELS[task],
  thresholds: task === 'toxicity' ? [0.5] : null,
  abstainBelow: null,
});
const sides = (before: readonly Prediction[], after: readonly Prediction[]) => ({
  task: 'toxicity' as const,
  before: { decision: decision('toxicity'), rows: before },
  after: { decision: decision('toxicity'), rows: after },
});

const random = seededRandom(5);
const positives = Array.from({ length: 600 }, () => random() < 0.3);
const good = positives.map((isToxic) =>
  Math.min(0.99, Math.max(0.01, (isToxic ? 0.7 : 0.25) + (random() - 0.5) * 0.7)),
);

describe('checksOf', () => {
  const worse = (scores: readonly number[]) =>
    checksOf(sides(toxic(good, positives), toxic(scores, positives)))
      .filter((check) => check.worse)
      .map(({ figure }) => figure);

  it('finds nothing where nothing changes, and where chance alone does', () => {
    expect(worse(good)).toEqual([]);
    expect(worse(good.map((score, i) => (i === 7 ? 1 - score : score)))).toEqual([]);
  });

  it('finds a model that flags twice as many', () => {
    const found = worse(good.map((score) => Math.min(0.99, score + 0.3)));
    expect(found).toEqual(
      expect.arrayContaining(['macroF1.toxicity', 'calibrationError.toxicity', 'flaggedOff.toxicity']),
    );
    expect(found).not.toContain('auc.toxicity');
  });

  it('finds an order that got worse', () => {
    expect(worse(good.map((score) => 0.5 * score + 0.5 * random()))).toContain('auc.toxicity');
  });
});

describe('verdictOf', () => {
  const none = sides([], []);
  const verdict = (own: ReturnType<typeof sides>, guard = none, isCalibrated = false) =>
    verdictOf({ own, guard, learnt: [0], isCalibrated }).against;

  it('says nothing against a model that is as good', () => {
    const same = sides(toxic(good, positives), toxic(good, positives));
    expect(verdict(same, same)).toEqual([]);
  });

  it('says that labels are the wrong way round', () => {
    const rows = toxic(
      good,
      positives.map((isToxic) => !isToxic),
    );
    expect(verdict(sides(rows, rows)).join()).toMatch(/^the labels say the opposite .*wrong way round/);
  });

  it('holds a model to the rows of the package, to their order alone where it was calibrated for others', () => {
    const same = sides(toxic(good, positives), toxic(good, positives));
    const more = sides(
      toxic(good, positives),
      toxic(
        good.map((score) => Math.min(0.99, score + 0.3)),
        positives,
      ),
    );
    expect(verdict(same, more).join()).toMatch(/macroF1\.toxicity goes from .* on the 600 rows of the package: label/);
    expect(verdict(same, more, true)).toEqual([]);
  });
});

describe('learningCurve', () => {
  it('draws the line through what was measured on, over the logarithm of the rows', () => {
    const sizes = [100, 200, 400].map((rows) => ({ rows, of: () => 0.5 + 0.05 * Math.log2(rows) }));
    const curve = learningCurve({ figure: 'auc', before: () => 0.6, sizes, groups: [0, 1, 2] });
    expect(curve.points.map(({ rows }) => rows)).toEqual([0, 100, 200, 400]);
    expect(curve.more).toBe(500);
    expect(curve.gain).toBeCloseTo(0.05 * Math.log2(900 / 400), 9);
  });
});

describe('rateOffsets', () => {
  it('brings what a model says to the rate of the rows', () => {
    const logits = Array.from({ length: 200 }, () => Float32Array.of(-3 + random()));
    const [offset] = rateOffsets('sigmoid', { logits, labels: logits.map((_, i) => [i % 2]) });
    const said = logits.reduce((sum, row) => sum + sigmoid(row[0]! + offset!), 0) / logits.length;
    expect(said).toBeCloseTo(0.5, 2);
  });

  it('does so for labels that exclude each other, and stays finite where one never comes', () => {
    const logits = Array.from({ length: 300 }, () => Float32Array.of(random(), random(), 2));
    const labels = logits.map((_, i) => [Number(i % 3 === 0), Number(i % 3 !== 0), 0]);
    const offsets = rateOffsets('softmax', { logits, labels });
    const shares = [0, 1].map(
      (k) => logits.reduce((sum, row) => sum + softmax(row.map((x, j) => x + offsets[j]!))[k]!, 0) / 300,
    );
    expect(shares[0]).toBeCloseTo(1 / 3, 1);
    expect(shares[1]).toBeCloseTo(2 / 3, 1);
    expect(offsets.every(Number.isFinite)).toBe(true);
  });

  it('asks for nothing of a label that no row knows', () => {
    expect([...rateOffsets('sigmoid', { logits: [Float32Array.of(1, 1)], labels: [[Number.NaN, 1]] })][0]).toBe(0);
  });
});

describe('the weights between two models', () => {
  it('go further the more rows there are', () => {
    expect([0, 300, 2700].map(shareOfNew)).toEqual([0, 0.5, 0.9]);
    expect([...between(Float32Array.of(0, 2), Float32Array.of(1, 4), 0.25)]).toEqual([0.25, 2.5]);
  });
});
