import { softmax } from '../../scoring/calibration.ts';

/** The range in which temperatures are looked for. */
const [COLDEST, WARMEST] = [0.05, 20];
/** Steps of the search: each narrows the range to 0.62 of what it was. */
const STEPS = 60;

/**
 * Returns the temperature with the lowest log loss (Guo et al. 2017), to three decimals, by golden-section search over its
 * logarithm: the loss has one valley there.
 */
export function fitTemperature(logits: readonly Float32Array[], actual: readonly number[]): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(COLDEST), Math.log(WARMEST)];
  const loss = (at: number) => logLoss(logits, actual, Math.exp(at));
  for (let step = 0; step < STEPS; step++) {
    const [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (loss(left) < loss(right)) high = right;
    else low = left;
  }
  return Number(Math.exp((low + high) / 2).toFixed(3));
}

/** Returns the mean of -log of the right label's probability. */
export function logLoss(logits: readonly Float32Array[], actual: readonly number[], temperature = 1): number {
  let sum = 0;
  for (const [i, row] of logits.entries())
    sum -= Math.log(Math.max(1e-9, softmax(row.map((logit) => logit / temperature))[actual[i]!]!));
  return sum / logits.length;
}
