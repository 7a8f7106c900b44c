import { type Calibration, labelProbabilities, logitOf } from './calibration.ts';

/** How two opinions are pooled: what the second weighs (0 to 1), and how both together are calibrated. */
export interface Pooling {
  readonly weight: number;
  readonly calibration: Calibration;
}

/** No probability is taken for less than this. */
const MIN_PROBABILITY = 1e-6;

/**
 * Returns probabilities in label order: the logarithmic pool, a weighted geometric mean, of two opinions (Genest and Zidek
 * 1986), calibrated.
 * @param probabilities the first opinion
 * @param logits the second
 */
export const pool = (
  probabilities: ArrayLike<number>,
  logits: Float32Array,
  { weight, calibration }: Pooling,
): Float32Array => labelProbabilities(pooledLogits(probabilities, logits, weight), calibration);

/** Returns the logits of the pool, before they are calibrated. */
export const pooledLogits = (probabilities: ArrayLike<number>, logits: Float32Array, weight: number): Float32Array =>
  logits.map((logit, k) => weight * logit + (1 - weight) * Math.log(Math.max(MIN_PROBABILITY, probabilities[k]!)));

/**
 * Returns the logits of independent attributes: the weighted mean of two opinions.
 * @param probabilities the first opinion
 * @param logits the second
 * @param weight of the second, 0 to 1
 */
export const mixLogits = (probabilities: ArrayLike<number>, logits: Float32Array, weight: number): Float32Array =>
  logits.map((logit, k) => weight * logit + (1 - weight) * logitOf(probabilities[k]!));
