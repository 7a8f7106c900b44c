import { describe, expect, it } from 'vitest';
import { sigmoid, softmax } from '../../src/scoring/calibration.ts';

describe('sigmoid and softmax', () => {
  it('stay finite for any logit', () => {
    expect(sigmoid(1e4)).toBe(1);
    expect(sigmoid(-1e4)).toBe(0);
    expect([...softmax(Float32Array.of(1e4, 0, -1e4))]).toEqual([1, 0, 0]);
  });
});
