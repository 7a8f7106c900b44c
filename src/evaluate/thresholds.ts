import { f1Of, mean } from './metrics.ts';

const CANDIDATES = Array.from({ length: 9 }, (_, i) => (i + 1) / 10);

/** Rows whose score is at least `threshold` are flagged. */
export interface ThresholdPoint {
  readonly threshold: number;
  /** The threshold that comes with the model. */
  readonly shipped: boolean;
  /** Share of the flagged rows that are positive, 0 to 1; NaN where none is flagged. */
  readonly precision: number;
  /** Share of the positives that are flagged, 0 to 1. */
  readonly recall: number;
  readonly f1: number;
  /** Share of all rows that are flagged, 0 to 1: the moderator's work. */
  readonly flagged: number;
}

/**
 * Returns precision, recall and flagged rows at each threshold from 0.1 to 0.9, and at the shipped one, from the lowest
 * up.
 */
export function thresholdTable(
  scores: readonly number[],
  positives: readonly boolean[],
  shipped: number,
): ThresholdPoint[] {
  const thresholds = [...new Set([...CANDIDATES, shipped])].sort((a, b) => a - b);
  return thresholds.map((threshold) => {
    const flags = scores.map((score) => score >= threshold);
    const { precision, recall, f1 } = f1Of(flags, positives);
    return {
      threshold,
      shipped: threshold === shipped,
      precision: flags.includes(true) ? precision : Number.NaN,
      recall,
      f1,
      flagged: mean(flags.map(Number)),
    };
  });
}
