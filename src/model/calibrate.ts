import { sigmoid, softmax } from './forward.ts';

/** Per label: calibrated logit = scale · logit + bias (Platt 1999 for sigmoids, vector scaling, Guo et al. 2017, for softmax). */
export interface Calibration {
  readonly scale: readonly number[];
  readonly bias: readonly number[];
}

export function calibrate(logits: Float32Array, { scale, bias }: Calibration): Float32Array {
  const calibrated = new Float32Array(logits.length);
  for (let k = 0; k < logits.length; k++) calibrated[k] = scale[k]! * logits[k]! + bias[k]!;
  return calibrated;
}

/** Independent probabilities, one for each label. */
export function attributeProbabilities(logits: Float32Array, calibration: Calibration): Float32Array {
  const probabilities = calibrate(logits, calibration);
  for (let k = 0; k < probabilities.length; k++) probabilities[k] = sigmoid(probabilities[k]!);
  return probabilities;
}

/** Probabilities of exclusive labels; they add up to 1. */
export function labelProbabilities(logits: Float32Array, calibration: Calibration): Float32Array {
  return softmax(calibrate(logits, calibration));
}
