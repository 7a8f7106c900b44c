import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/dataset/random.ts';
import { confusionOf } from '../../src/evaluate/confusion.ts';
import { coverageCurve } from '../../src/evaluate/coverage.ts';
import { calibrationError } from '../../src/evaluate/metrics.ts';
import { reliabilityTable } from '../../src/evaluate/reliability.ts';
import { thresholdTable } from '../../src/evaluate/thresholds.ts';

describe('reliabilityTable', () => {
  const rows = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), { minLength: 1 });

  it('puts every row into the bin of its probability', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const probabilities = all.map(([p]) => p);
        const bins = reliabilityTable(
          probabilities,
          all.map(([, outcome]) => outcome),
        );
        expect(bins).toHaveLength(10);
        expect(bins.reduce((sum, bin) => sum + bin.rows, 0)).toBe(all.length);
        for (const { from, to, rows, probability, observed } of bins) {
          if (rows === 0) {
            expect([probability, observed]).toEqual([Number.NaN, Number.NaN]);
            continue;
          }
          expect(probability).toBeGreaterThanOrEqual(from - 1e-9);
          expect(probability).toBeLessThanOrEqual(to + 1e-9);
        }
      }),
    );
  });

  it('adds up to the calibration error', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const [probabilities, outcomes] = [all.map(([p]) => p), all.map(([, outcome]) => outcome)];
        const gaps = reliabilityTable(probabilities, outcomes)
          .filter((bin) => bin.rows > 0)
          .map((bin) => bin.rows * Math.abs(bin.probability - bin.observed));
        const error = gaps.reduce((sum, gap) => sum + gap, 0) / all.length;
        expect(error).toBeCloseTo(calibrationError(probabilities, outcomes), 9);
      }),
    );
  });

  it('shows honest probabilities on the diagonal', () => {
    const random = seededRandom(9);
    const probabilities = Array.from({ length: 50_000 }, random);
    const bins = reliabilityTable(
      probabilities,
      probabilities.map((p) => random() < p),
    );
    for (const { probability, observed } of bins) expect(Math.abs(probability - observed)).toBeLessThan(0.03);
  });
});

describe('thresholdTable', () => {
  const scores = [0.05, 0.35, 0.35, 0.85];
  const positives = [false, false, true, true];

  it('by hand, from the lowest up, the shipped one marked', () => {
    const points = thresholdTable(scores, positives, 0.34);
    expect(points.map(({ threshold }) => threshold)).toEqual([0.1, 0.2, 0.3, 0.34, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
    expect(points.filter(({ shipped }) => shipped)).toEqual([
      { threshold: 0.34, shipped: true, precision: 2 / 3, recall: 1, f1: 0.8, flagged: 0.75 },
    ]);
    expect(points.at(-2)).toMatchObject({ precision: 1, recall: 0.5, flagged: 0.25 });
  });

  it('knows no precision where nothing is flagged', () => {
    expect(thresholdTable(scores, positives, 0.5).at(-1)).toMatchObject({ precision: Number.NaN, recall: 0, f1: 0 });
  });

  it('names a shipped threshold once that is among the others', () => {
    expect(thresholdTable(scores, positives, 0.3).filter(({ threshold }) => threshold === 0.3)).toHaveLength(1);
  });
});

describe('confusionOf', () => {
  it('counts by actual, then by predicted label', () => {
    expect(confusionOf([0, 1, 1, 1], [0, 0, 0, 1], ['favor', 'against', 'none'])).toEqual({
      favor: { favor: 1, against: 2, none: 0 },
      against: { favor: 0, against: 1, none: 0 },
      none: { favor: 0, against: 0, none: 0 },
    });
  });
});

describe('coverageCurve', () => {
  it('by hand', () => {
    const points = coverageCurve([0.35, 0.45, 0.65, 0.75], [false, true, false, true], 0.63);
    expect(points.map(({ cutoff, shipped, answered, accuracy }) => [cutoff, shipped, answered, accuracy])).toEqual([
      [0.34, false, 1, 0.5],
      [0.4, false, 0.75, 2 / 3],
      [0.5, false, 0.5, 0.5],
      [0.6, false, 0.5, 0.5],
      [0.63, true, 0.5, 0.5],
      [0.7, false, 0.25, 1],
      [0.8, false, 0, Number.NaN],
    ]);
  });
});
