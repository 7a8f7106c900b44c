import { logitOf, softmax } from './calibration.ts';

/** How two opinions are pooled: what the second weighs (0 to 1), and the temperature of both together. */
export interface Pooling {
  readonly weight: number;
  readonly temperature: number;
}

/** No probability is taken for less than this. */
const MIN_PROBABILITY = 1e-6;

/**
 * Returns probabilities in label order: the logarithmic pool, a weighted geometric mean, of two opinions (Genest and Zidek
 * 1986), at a temperature.
 * @param probabilities the first opinion
 * @param logits the second
 */
export const pool = (
  probabilities: ArrayLike<number>,
  logits: Float32Array,
  { weight, temperature }: Pooling,
): Float32Array => temper(pooledLogits(probabilities, logits, weight), temperature);

/** Returns the logits of the pool, before the temperature. */
export const pooledLogits = (probabilities: ArrayLike<number>, logits: Float32Array, weight: number): Float32Array =>
  logits.map((logit, k) => weight * logit + (1 - weight) * Math.log(Math.max(MIN_PROBABILITY, probabilities[k]!)));

/** Returns probabilities in label order, of logits divided by a temperature (Guo et al. 2017); they add up to 1. */
export const temper = (logits: Float32Array, temperature: number): Float32Array =>
  softmax(logits.map((logit) => logit / temperature));

/**
 * Returns the logits of independent attributes: the weighted mean of two opinions.
 * @param probabilities the first opinion
 * @param logits the second
 * @param weight of the second, 0 to 1
 */
export const mixLogits = (probabilities: ArrayLike<number>, logits: Float32Array, weight: number): Float32Array =>
  logits.map((logit, k) => weight * logit + (1 - weight) * logitOf(probabilities[k]!));
