import { describe, expect, it } from 'vitest';
import type { CascadePoint } from '../../src/encoder/manifest.ts';
import { cascadeCurve, chooseCut } from '../../src/evaluate/cascade.ts';
import type { Prediction } from '../../src/evaluate/predictions.ts';

const prediction = (label: number, ...probabilities: number[]): Prediction => ({
  example: {
    ...{ text: '', target: '', weight: 1, source: '', group: '', spans: null, groups: [] },
    labels: [0, 1, 2].map((k) => Number(k === label)),
  },
  probabilities: Float32Array.from(probabilities),
});

/** The lexical scorer is right where it is sure; the encoder is always right. */
const lexical = [prediction(0, 0.9, 0.05, 0.05), prediction(1, 0.6, 0.2, 0.2), prediction(2, 0.2, 0.4, 0.4)];
const encoder = [prediction(0, 1, 0, 0), prediction(1, 0, 1, 0), prediction(2, 0, 0, 1)];

describe('cascadeCurve', () => {
  const curve = cascadeCurve({ lexical, encoder, abstainBelow: 0.45, labels: 3 }, { lexical: 0.1, encoder: 9 });
  const at = (askBelow: number | null) => curve.find((point) => point.askBelow === askBelow);

  it('goes from asking nowhere over asking where the lexical scorer abstains to asking everywhere', () => {
    expect(at(null)).toMatchObject({ asked: 0, accuracy: 1 / 3, milliseconds: 0.1 });
    expect(at(0)).toMatchObject({ asked: 1 / 3, accuracy: 2 / 3 });
    expect(at(0.62)).toMatchObject({ asked: 2 / 3, accuracy: 1, macroF1: 1 });
    expect(at(1)).toMatchObject({ asked: 1, accuracy: 1, milliseconds: 9.1 });
  });

  it('asks more with every cut', () => {
    const shares = curve.map(({ asked }) => asked);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  it('lets the lowest cut be chosen that is as good as the best', () => {
    expect(chooseCut(curve)).toBe(0.62);
  });
});

describe('chooseCut', () => {
  const point = (askBelow: number | null, accuracy: number, macroF1: number): CascadePoint => ({
    ...{ askBelow, accuracy, macroF1 },
    asked: 0,
    milliseconds: 0,
  });

  it('gives up nothing to ask less', () => {
    const curve = [point(null, 0.5, 0.5), point(0, 0.6, 0.6), point(0.5, 0.696, 0.696), point(1, 0.7, 0.7)];
    expect(chooseCut(curve)).toBe(1);
  });

  it('asks as little as it can where asking does not pay', () => {
    expect(chooseCut([point(null, 0.9, 0.9), point(0, 0.8, 0.8), point(1, 0.5, 0.5)])).toBe(0);
  });
});
