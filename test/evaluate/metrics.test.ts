import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom, shuffle } from '../../src/dataset/random.ts';
import {
  averagePrecision,
  bestThreshold,
  calibrationError,
  f1Of,
  macroF1,
  rocAuc,
} from '../../src/evaluate/metrics.ts';
import { characterF1 } from '../../src/evaluate/span-f1.ts';
import { sigmoid } from '../../src/scoring/calibration.ts';
import { abstentionCutoff, fitPlatt, fitVectorScaling, uncertainBand } from '../../src/train/calibration.ts';
import { quantizeRows } from '../../src/train/lexical/quantize.ts';

describe('rocAuc', () => {
  it('is the share of pairs in the right order, ties counting half', () => {
    const rows = fc.array(fc.record({ score: fc.integer({ min: 0, max: 5 }), positive: fc.boolean() }), {
      minLength: 2,
      maxLength: 40,
    });
    fc.assert(
      fc.property(rows, (all) => {
        const positives = all.filter((row) => row.positive);
        const negatives = all.filter((row) => !row.positive);
        fc.pre(positives.length > 0 && negatives.length > 0);
        let won = 0;
        for (const p of positives)
          for (const n of negatives) won += p.score > n.score ? 1 : p.score === n.score ? 0.5 : 0;
        const auc = rocAuc(
          all.map((row) => row.score),
          all.map((row) => row.positive),
        );
        expect(auc).toBeCloseTo(won / (positives.length * negatives.length), 9);
      }),
    );
  });

  it('is not defined for one class', () => {
    expect(rocAuc([1, 2], [true, true])).toBeNaN();
  });

  it.each([
    ['rocAuc', rocAuc],
    ['averagePrecision', averagePrecision],
    ['calibrationError', calibrationError],
  ])('refuses a score that is no number (%s)', (_, figure) => {
    expect(() => figure([0.1, Number.NaN, 0.3], [true, false, true])).toThrow('score 1 of 3 is NaN, expected a number');
  });
});

describe('fits', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuse a logit of %d', (logit) => {
    expect(() => fitPlatt([0, logit], [true, false])).toThrow(/logit 1 is .*, expected a finite number/);
    expect(() => fitVectorScaling([Float32Array.of(0, logit)], [0], [1])).toThrow(/expected a finite number/);
  });
});

describe('other figures', () => {
  it('average precision of a perfect and of a reversed order', () => {
    expect(averagePrecision([3, 2, 1], [true, true, false])).toBe(1);
    expect(averagePrecision([3, 2, 1], [false, false, true])).toBeCloseTo(1 / 3);
  });

  it('F1 by hand', () => {
    expect(f1Of([true, true, false, false], [true, false, true, false])).toEqual({
      precision: 0.5,
      recall: 0.5,
      f1: 0.5,
    });
    expect(macroF1([0, 0, 0], [0, 0, 1], 3)).toBeCloseTo((0.8 + 0) / 2);
  });

  it('calibration error is nil for honest probabilities', () => {
    expect(calibrationError([0.5, 0.5, 0, 1], [true, false, false, true])).toBe(0);
    expect(calibrationError([0.9, 0.9], [false, false])).toBeCloseTo(0.9);
  });

  it('the best threshold parts the classes', () => {
    const threshold = bestThreshold([0.1, 0.2, 0.7, 0.9], [false, false, true, true], 1);
    expect(threshold).toBeGreaterThan(0.2);
    expect(threshold).toBeLessThanOrEqual(0.7);
  });

  it('the best threshold flags the more, the more recall counts, but nothing improbable', () => {
    const [scores, positives] = [
      [0.3, 0.4, 0.5, 0.6, 0.9],
      [true, false, false, false, true],
    ] as const;
    expect(bestThreshold(scores, positives, 2)).toBeLessThanOrEqual(0.3);
    expect(bestThreshold(scores, positives, 1)).toBeGreaterThan(0.6);
    expect(bestThreshold([0.1, 0.15], [false, true], 2)).toBeGreaterThanOrEqual(0.2);
  });

  it('the best threshold is no lone peak of the curve', () => {
    // At 0.3 a single row makes it the highest by a hair; from 0.5 to 0.8 it is nearly as high throughout.
    const scores = [0.25, 0.3, 0.31, 0.32, 0.33, 0.34, 0.5, 0.85, 0.86, 0.87, 0.88];
    const positives = [false, true, false, false, false, false, false, true, true, true, false];
    expect(bestThreshold(scores, positives, 1)).toBeGreaterThan(0.5);
  });
});

describe('characterF1', () => {
  it('counts characters once, and nothing against nothing as right', () => {
    expect(characterF1([[0, 4]], [[2, 6]])).toBe(0.5);
    expect(
      characterF1(
        [[0, 4]],
        [
          [0, 3],
          [2, 4],
        ],
      ),
    ).toBe(1);
    expect(characterF1([], [])).toBe(1);
    expect(characterF1([], [[0, 1]])).toBe(0);
  });
});

describe('calibration', () => {
  const random = seededRandom(5);

  it('Platt scaling finds the scale and bias that made the outcomes', () => {
    const logits = Array.from({ length: 20_000 }, () => random() * 8 - 4);
    const outcomes = logits.map((x) => random() < sigmoid(0.5 * x - 1));
    const { scale, bias } = fitPlatt(logits, outcomes);
    expect(scale).toBeCloseTo(0.5, 1);
    expect(bias).toBeCloseTo(-1, 1);
  });

  it('leaves logits alone that one class cannot teach', () => {
    expect(fitPlatt([1, 2], [true, true])).toEqual({ scale: 1, bias: 0 });
  });

  it('vector scaling softens a model that is too sure', () => {
    const actual = Array.from({ length: 2000 }, () => Math.floor(random() * 3));
    const logits = actual.map((label) => {
      const said = random() < 0.6 ? label : Math.floor(random() * 3);
      return Float32Array.from({ length: 3 }, (_, k) => (k === said ? 6 : 0));
    });
    const { scale } = fitVectorScaling(
      logits,
      actual,
      actual.map(() => 1),
    );
    expect(scale[0]).toBeLessThan(0.5);
  });

  it('marks the scores around the threshold where labels are a guess', () => {
    const probabilities = Array.from({ length: 20_000 }, () => random());
    const positives = probabilities.map((p) => random() < p);
    const [low, high] = uncertainBand(probabilities, positives, 0.5);
    expect(low).toBeGreaterThanOrEqual(0.35);
    expect(low).toBeLessThanOrEqual(0.45);
    expect(high).toBeGreaterThanOrEqual(0.55);
    expect(high).toBeLessThanOrEqual(0.65);
    expect(
      uncertainBand(
        probabilities,
        probabilities.map((p) => p >= 0.5),
        0.5,
      ),
    ).toEqual([0.5, 0.5]);
  });

  it('abstains where answers are little better than a guess', () => {
    const confidences = Array.from({ length: 5000 }, () => 0.34 + random() * 0.66);
    const right = confidences.map((confidence) => random() < confidence);
    expect(abstentionCutoff(confidences, right)).toBeGreaterThan(0.55);
    expect(abstentionCutoff(confidences, right)).toBeLessThan(0.7);
    expect(
      abstentionCutoff(
        confidences,
        right.map(() => true),
      ),
    ).toBe(0);
  });
});

describe('quantizeRows', () => {
  it('keeps every value within half a step', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ min: -50, max: 50, noNaN: true }), { minLength: 8, maxLength: 8 }), (numbers) => {
        const table = Float32Array.from(numbers);
        const { values, scales } = quantizeRows(table, 4);
        for (const [i, x] of table.entries()) {
          const scale = scales[Math.floor(i / 4)] as number;
          expect(Math.abs(scale * (values[i] as number) - x)).toBeLessThanOrEqual(scale / 2 + 1e-6);
        }
      }),
    );
  });
});

describe('seeded randomness', () => {
  it('is the same for the same seed and another for another', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('shuffles without losing anything', () => {
    const order = shuffle(
      Uint32Array.from({ length: 100 }, (_, i) => i),
      seededRandom(1),
    );
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });
});
