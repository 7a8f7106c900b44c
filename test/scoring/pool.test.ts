import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/dataset/random.ts';
import { pool, temper } from '../../src/scoring/pool.ts';
import { calibratePool } from '../../src/train/encoder/calibrate.ts';

const logits = fc
  .tuple(...[0, 1, 2].map(() => fc.float({ min: -8, max: 8, noNaN: true })))
  .map((row) => Float32Array.from(row));
const probabilities = logits.map((row) => [...temper(row, 1)]);

describe('pool', () => {
  it('is the encoder alone at weight 1, and the lexical scorer alone at weight 0', () => {
    fc.assert(
      fc.property(logits, probabilities, (ours, theirs) => {
        expect(pool(theirs, ours, { weight: 1, temperature: 2 })).toEqual(temper(ours, 2));
        for (const [k, p] of pool(theirs, ours, { weight: 0, temperature: 1 }).entries())
          expect(p).toBeCloseTo(Math.max(1e-6, theirs[k] as number), 4);
      }),
    );
  });

  it('adds up to 1, also where the lexical scorer is certain', () => {
    const sum = pool([0, 1, 0], Float32Array.of(3, -2, 0), { weight: 0.5, temperature: 1 }).reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(1, 5);
  });
});

describe('calibratePool', () => {
  /** Two opinions on the same questions, each with noise of its own. */
  function twoOpinions(noise: number, otherNoise: number) {
    const random = seededRandom(5);
    const actual = Array.from({ length: 3000 }, () => Math.floor(random() * 3));
    const opinion = (spread: number) =>
      actual.map((label) => Float32Array.from([0, 1, 2], (k) => Number(k === label) * 2 + spread * (random() - 0.5)));
    const others = opinion(otherNoise).map((row) => [...temper(row, 1)]);
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
});
