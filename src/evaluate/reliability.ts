import { probabilityBins } from './metrics.ts';

/** Rows whose probability is at least `from` and below `to`; the last bin holds 1 too. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  /** Mean probability, 0 to 1; NaN in an empty bin. */
  readonly probability: number;
  /** Share of the rows where the outcome came true, 0 to 1; NaN in an empty bin. */
  readonly observed: number;
}

/**
 * Returns the points of a reliability diagram over ten bins of equal width (Niculescu-Mizil and Caruana 2005): for
 * honest probabilities, `observed` is near `probability` in every bin.
 */
export function reliabilityTable(probabilities: ArrayLike<number>, outcomes: ArrayLike<boolean>): ReliabilityBin[] {
  const bins = probabilityBins(probabilities, outcomes);
  return bins.map(({ count, probability, positives }, i) => ({
    from: i / bins.length,
    to: (i + 1) / bins.length,
    rows: count,
    probability: probability / count,
    observed: positives / count,
  }));
}
