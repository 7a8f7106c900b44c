import type { Task } from '../tasks.ts';

/** Per label: calibrated logit = scale · logit + bias (Platt 1999 for sigmoids, vector scaling, Guo et al. 2017, for softmax). */
export interface Calibration {
  readonly scale: readonly number[];
  readonly bias: readonly number[];
}

/**
 * Returns calibrated probabilities in label order: those of toxicity's attributes are independent, those of labels that
 * exclude each other add up to 1.
 */
export const toProbabilities = (task: Task, logits: Float32Array, calibration: Calibration): Float32Array =>
  (task === 'toxicity' ? attributeProbabilities : labelProbabilities)(logits, calibration);

/** Returns independent probabilities, one for each label. */
export function attributeProbabilities(logits: Float32Array, calibration: Calibration): Float32Array {
  const probabilities = calibrate(logits, calibration);
  for (let k = 0; k < probabilities.length; k++) probabilities[k] = sigmoid(probabilities[k]!);
  return probabilities;
}

/** Returns probabilities of exclusive labels; they add up to 1. */
export const labelProbabilities = (logits: Float32Array, calibration: Calibration): Float32Array =>
  softmax(calibrate(logits, calibration));

function calibrate(logits: Float32Array, { scale, bias }: Calibration): Float32Array {
  const calibrated = new Float32Array(logits.length);
  for (let k = 0; k < logits.length; k++) calibrated[k] = scale[k]! * logits[k]! + bias[k]!;
  return calibrated;
}

/** Returns 1 / (1 + e^-x), without overflow. */
export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

/** No probability is taken for nearer to 0 or 1 than this where its logit is asked for. */
const LEAST = 1e-6;

/** Returns log(p / (1 - p)) of a probability, of one at an end that of one near it. */
export function logitOf(probability: number): number {
  const p = Math.min(1 - LEAST, Math.max(LEAST, probability));
  return Math.log(p / (1 - p));
}

/** Returns e^x over their sum, without overflow. */
export function softmax(logits: Float32Array): Float32Array {
  const highest = Math.max(...logits);
  const exponentials = logits.map((x) => Math.exp(x - highest));
  const sum = exponentials.reduce((total, x) => total + x, 0);
  return exponentials.map((x) => x / sum);
}
