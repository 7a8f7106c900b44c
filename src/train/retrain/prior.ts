/** Rows that the model which was there before counts for: as many new ones move it half of the way. */
const PRIOR_ROWS = 300;

/** Returns how far to go from the weights before to those that fit new rows, 0 to 1. */
export const shareOfNew = (rows: number): number => rows / (rows + PRIOR_ROWS);

/**
 * Returns weights on the straight line between two models that start from the same, which mostly keeps what the first knows
 * and gains most of what the second has learnt (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
 */
export const between = (before: Float32Array, after: Float32Array, share: number): Float32Array =>
  before.map((value, i) => value + share * (after[i]! - value));
