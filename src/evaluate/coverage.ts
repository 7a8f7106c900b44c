import { mean } from './metrics.ts';

/** Of three labels, the top one has at least a third; from 0.8 on few answers are left. */
const CUTOFFS = [0.34, 0.4, 0.5, 0.6, 0.7, 0.8];

/** Answers whose confidence is at least `cutoff`. */
export interface CoveragePoint {
  readonly cutoff: number;
  /** The cut-off below which the model marks its answers as abstained. */
  readonly shipped: boolean;
  /** Share of the rows that are answered, 0 to 1. */
  readonly answered: number;
  /** Share of the answers that are right, 0 to 1; NaN where nothing is answered. */
  readonly accuracy: number;
}

/**
 * Returns accuracy against coverage (risk-coverage, El-Yaniv and Wiener 2010), at fixed cut-offs and at the model's
 * own.
 */
export function coverageCurve(
  confidence: readonly number[],
  right: readonly boolean[],
  shipped: number,
): CoveragePoint[] {
  const cutoffs = [...new Set([...CUTOFFS, shipped])].sort((a, b) => a - b);
  return cutoffs.map((cutoff) => {
    const answers = right.filter((_, i) => confidence[i]! >= cutoff);
    return {
      cutoff,
      shipped: cutoff === shipped,
      answered: answers.length / right.length,
      accuracy: mean(answers.map(Number)),
    };
  });
}
