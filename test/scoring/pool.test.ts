import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/dataset/random.ts';
import { labelProbabilities, softmax } from '../../src/scoring/calibration.ts';
import { pool } from '../../src/scoring/pool.ts';
import { calibratePool } from '../../src/train/encoder/calibrate.ts';

const logits = fc
  .tuple(...[0, 1, 2].map(() => fc.float({ min: -8, max: 8, noNaN: true })))
  .map((row) => Float32Array.from(row));
const probabilities = logits.map((row) => [...softmax(row)]);

const AS_IT_IS = { scale: [1, 1, 1], bias: [0, 0, 0] };

describe('pool', () => {
  it('is the encoder alone at weight 1, and the lexical scorer alone at weight 0', () => {
    fc.assert(
      fc.property(logits, probabilities, (ours, theirs) => {
        const calibration = { scale: [0.5, 0.5, 0.5], bias: [0, -1, 1] };
        expect(pool(theirs, ours, { weight: 1, calibration })).toEqual(labelProbabilities(ours, calibration));
        for (const [k, p] of pool(theirs, ours, { weight: 0, calibration: AS_IT_IS }).entries())
          expect(p).toBeCloseTo(Math.max(1e-6, theirs[k] as number), 4);
      }),
    );
  });

  it('adds up to 1, also where the lexical scorer is certain', () => {
    const both = pool([0, 1, 0], Float32Array.of(3, -2, 0), { weight: 0.5, calibration: AS_IT_IS });
    expect(both.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
  });
});

describe('calibratePool', () => {
  /** Two opinions on the same questions, each with noise of its own. */
  function twoOpinions(noise: number, otherNoise: number) {
    const random = seededRandom(5);
    const actual = Array.from({ length: 3000 }, () => Math.floor(random() * 3));
    const opinion = (spread: number) =>
      actual.map((label) => Float32Array.from([0, 1, 2], (k) => Number(k === label) * 2 + spread * (random() - 0.5)));
    const others = opinion(otherNoise).map((row) => [...softmax(row)]);
    const examples = actual.map((label) => ({ labels: [0, 1, 2].map((k) => Number(k === label)), source: 'one' }));
    return { examples, logits: opinion(noise), lexical: others, actual };
  }

  it('weighs the better of two opinions more', () => {
    expect(calibratePool(twoOpinions(3, 12)).weight).toBeGreaterThan(0.7);
    expect(calibratePool(twoOpinions(12, 3)).weight).toBeLessThan(0.3);
  });

  it('is more often right by both than by either alone', () => {
    const opinions = twoOpinions(6, 6);
    const { logits, lexical: others, actual } = opinions;
    const calibration = calibratePool(opinions);
    const right = (rows: readonly ArrayLike<number>[]) =>
      rows.filter((row, i) => Array.from(row).indexOf(Math.max(...Array.from(row))) === actual[i]).length;
    const together = right(logits.map((row, i) => pool(others[i]!, row, calibration)));
    expect(together).toBeGreaterThan(right(logits));
    expect(together).toBeGreaterThan(right(others));
  });

  it('says the last label more often where the rows of life do', () => {
    const opinions = twoOpinions(6, 6);
    // Of the first thousand rows the last label holds for most, whatever is said of them.
    const examples = opinions.examples.map(({ labels }, i) =>
      i < 1000 ? { labels: i % 5 < 3 ? [0, 0, 1] : labels, source: 'life' } : { labels, source: 'chosen' },
    );
    const offsetOf = (rows: typeof examples) =>
      calibratePool({ ...opinions, examples: rows }, ['life']).calibration.bias[2];
    expect(offsetOf(examples)).toBeGreaterThan(0.05);
    // Too few rows at the rate of life are rows like others.
    const few = examples.map((example, i) => (i < 400 ? example : { ...example, source: 'chosen' }));
    expect(calibratePool({ ...opinions, examples: few }, ['life'])).toEqual(
      calibratePool({ ...opinions, examples: few }, []),
    );
  });
});
