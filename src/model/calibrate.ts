import { sigmoid, softmax } from './forward.ts';

/** Per label: calibrated logit = scale · logit + bias (Platt 1999 for sigmoids, vector scaling, Guo et al. 2017, for softmax). */
export interface Calibration {
  readonly scale: readonly number[];
  readonly bias: readonly number[];
}

export function calibrate(logits: Float32Array, { scale, bias }: Calibration): Float32Array {
  return logits.map((logit, k) => (scale[k] as number) * logit + (bias[k] as number));
}

/** Independent probabilities, one for each label. */
export function attributeProbabilities(logits: Float32Array, calibration: Calibration): Float32Array {
  return calibrate(logits, calibration).map(sigmoid);
}

/** Probabilities of exclusive labels; they add up to 1. */
export function labelProbabilities(logits: Float32Array, calibration: Calibration): Float32Array {
  return softmax(calibrate(logits, calibration));
}
