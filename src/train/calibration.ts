import type { Example } from '../dataset/rows/examples.ts';
import { BelowTheLineError } from '../errors.ts';
import { bestThreshold } from '../evaluate/metrics.ts';
import { type Calibration, sigmoid, softmax } from '../scoring/calibration.ts';

/**
 * Fits scale and bias of one label's logits by Newton's method on the log loss (Platt 1999, with his smoothed targets).
 * One outcome alone teaches nothing: the logits stay as they are.
 */
export function fitPlatt(logits: readonly number[], outcomes: readonly boolean[]): { scale: number; bias: number } {
  refuseInfinite(logits);
  const positives = outcomes.filter(Boolean).length;
  const negatives = outcomes.length - positives;
  if (positives === 0 || negatives === 0) return { scale: 1, bias: 0 };
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (negatives + 2);
  let [scale, bias] = [1, 0];
  for (let iteration = 0; iteration < 100; iteration++) {
    let [gs, gb, hss, hsb, hbb] = [0, 0, 1e-6, 0, 1e-6];
    for (const [i, x] of logits.entries()) {
      const p = sigmoid(scale * x + bias);
      const error = p - (outcomes[i] ? high : low);
      const curvature = p * (1 - p);
      gs += error * x;
      gb += error;
      hss += curvature * x * x;
      hsb += curvature * x;
      hbb += curvature;
    }
    const determinant = hss * hbb - hsb * hsb;
    if (!(determinant > 1e-12)) break;
    const ds = (hbb * gs - hsb * gb) / determinant;
    const db = (hss * gb - hsb * gs) / determinant;
    // A full Newton step can overshoot where the loss is flat.
    const damping = Math.min(1, 2 / Math.max(Math.abs(ds), Math.abs(db), 1e-9));
    scale -= damping * ds;
    bias -= damping * db;
    if (Math.abs(ds) + Math.abs(db) < 1e-7) break;
  }
  // A negative scale would turn the order of the scores around.
  return scale > 0 ? { scale, bias } : { scale: 1, bias: 0 };
}

/** Fits one scale for all labels and a bias for each by gradient descent on the log loss (Guo et al. 2017). */
export function fitVectorScaling(
  logits: readonly Float32Array[],
  actual: readonly number[],
  weights: readonly number[],
): Calibration {
  for (const row of logits) refuseInfinite(row);
  const labels = logits[0]?.length ?? 0;
  let scale = 1;
  const bias = new Array<number>(labels).fill(0);
  for (let iteration = 0; iteration < 400; iteration++) {
    let scaleGradient = 0;
    const biasGradient = new Array<number>(labels).fill(0);
    for (const [i, row] of logits.entries()) {
      const p = softmax(row.map((x, k) => scale * x + bias[k]!));
      for (let k = 0; k < labels; k++) {
        const error = weights[i]! * (p[k]! - Number(actual[i] === k));
        scaleGradient += error * row[k]!;
        biasGradient[k] = biasGradient[k]! + error;
      }
    }
    const rate = 1 / logits.length;
    scale = Math.max(0.05, scale - rate * scaleGradient);
    for (let k = 0; k < labels; k++) bias[k] = bias[k]! - rate * biasGradient[k]!;
  }
  return { scale: new Array<number>(labels).fill(scale), bias };
}

/** @throws BelowTheLineError `invalid-input` for a logit that no finite number is: a fit would run away with it. */
function refuseInfinite(logits: ArrayLike<number>): void {
  for (let i = 0; i < logits.length; i++) {
    if (!Number.isFinite(logits[i]))
      throw new BelowTheLineError(
        'invalid-input',
        `logit ${i} is ${logits[i]}, expected a finite number to calibrate by`,
      );
  }
}

/**
 * Returns the scores between which a label is right less than `least` of the time: bands of 0.05 with at least twenty
 * rows, from the lowest to the highest such; [threshold, threshold] where there is none.
 */
export function uncertainBand(
  probabilities: readonly number[],
  positives: readonly boolean[],
  threshold: number,
  least = 0.6,
): [number, number] {
  let [low, high] = [threshold, threshold];
  for (let bin = 0; bin < 20; bin++) {
    const [from, to] = [bin / 20, (bin + 1) / 20];
    const right = probabilities.flatMap((p, i) => (p >= from && p < to ? [p >= threshold === positives[i]] : []));
    if (right.length < 20 || right.filter(Boolean).length / right.length >= least) continue;
    low = Math.min(low, from);
    high = Math.max(high, to);
  }
  return [low, high];
}

/**
 * Returns the confidence below which answers are right less than `least` of the time: the highest cut-off, in steps of
 * 0.01, such that the answers in the band of 0.05 below it fall short.
 */
export function abstentionCutoff(confidences: readonly number[], right: readonly boolean[], least = 0.6): number {
  let cutoff = 0;
  for (let top = 0.35; top <= 1; top += 0.01) {
    const band = right.filter((_, i) => confidences[i]! < top && confidences[i]! >= top - 0.05);
    if (band.length >= 30 && band.filter(Boolean).length / band.length < least) cutoff = top;
  }
  return Math.round(cutoff * 100) / 100;
}

/**
 * Returns the confidence below which to abstain; 0 for never.
 * @param answers probabilities of labels that exclude each other, in label order
 * @param actual index of the right label
 */
export function abstainBelow(answers: readonly Float32Array[], actual: readonly number[]): number {
  const confidences = answers.map((p) => Math.max(...p));
  const right = answers.map((p, i) => p.indexOf(confidences[i]!) === actual[i]);
  return abstentionCutoff(confidences, right);
}

/** Fewer positives than this say too little about where the threshold of an attribute lies. */
const MIN_POSITIVES = 30;

/** Probabilities and decisions of attributes, in label order. */
export interface CalibratedAttributes {
  readonly calibration: { readonly scale: number[]; readonly bias: number[] };
  readonly thresholds: number[];
  readonly uncertain: [number, number][];
}

/** Calibrates each attribute on the preferred sources, or on all where those hold too few positives. */
export function calibrateAttributes(
  labels: readonly string[],
  examples: readonly Pick<Example, 'labels' | 'source'>[],
  logits: readonly Float32Array[],
  sources: readonly string[],
): CalibratedAttributes {
  const fits = labels.map((_, k) => {
    const known = examples.flatMap((example, i) => (Number.isNaN(example.labels[k]) ? [] : [i]));
    const preferred = known.filter((i) => sources.includes(examples[i]!.source));
    const isPositive = (i: number) => examples[i]!.labels[k]! >= 0.5;
    const rows = preferred.filter(isPositive).length >= MIN_POSITIVES ? preferred : known;
    const raw = rows.map((i) => logits[i]![k]!);
    const positives = rows.map(isPositive);
    const { scale, bias } = fitPlatt(raw, positives);
    const probabilities = raw.map((x) => sigmoid(scale * x + bias));
    const threshold = positives.includes(true) ? bestThreshold(probabilities, positives, 1) : 0.5;
    return { scale, bias, threshold, uncertain: uncertainBand(probabilities, positives, threshold) };
  });
  return {
    calibration: { scale: fits.map((f) => f.scale), bias: fits.map((f) => f.bias) },
    thresholds: fits.map((f) => f.threshold),
    uncertain: fits.map((f) => f.uncertain),
  };
}
