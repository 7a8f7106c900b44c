import { BelowTheLineError } from '../errors.ts';

/**
 * Checks that scores are numbers: no order, mean or share says anything of one that is not.
 * @throws BelowTheLineError `invalid-input` with the first that is none.
 */
function refuseNaN(scores: ArrayLike<number>): void {
  for (let i = 0; i < scores.length; i++) {
    if (Number.isNaN(scores[i]))
      throw new BelowTheLineError('invalid-input', `score ${i} of ${scores.length} is NaN, expected a number`);
  }
}

/**
 * Returns the area under the ROC curve, 0 to 1: the chance that a random positive scores above a random negative, ties
 * counting half (Hanley and McNeil 1982). NaN where one of the two is missing.
 * @throws BelowTheLineError `invalid-input` for a score that is NaN.
 */
export function rocAuc(scores: ArrayLike<number>, positives: ArrayLike<boolean>): number {
  refuseNaN(scores);
  const order = Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
  let rankSum = 0;
  let positiveCount = 0;
  for (let i = 0; i < order.length; ) {
    let j = i;
    while (j < order.length && scores[order[j]!] === scores[order[i]!]) j++;
    const rank = (i + j + 1) / 2;
    for (; i < j; i++) {
      if (!positives[order[i]!]) continue;
      rankSum += rank;
      positiveCount++;
    }
  }
  const negativeCount = scores.length - positiveCount;
  return (rankSum - (positiveCount * (positiveCount + 1)) / 2) / (positiveCount * negativeCount);
}

/**
 * Returns the mean precision at each positive, from the highest score down, 0 to 1; NaN without positives.
 * @throws BelowTheLineError `invalid-input` for a score that is NaN.
 */
export function averagePrecision(scores: ArrayLike<number>, positives: ArrayLike<boolean>): number {
  refuseNaN(scores);
  const order = Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
  let found = 0;
  let sum = 0;
  for (const [rank, i] of order.entries()) {
    if (!positives[i]) continue;
    found++;
    sum += found / (rank + 1);
  }
  return sum / found;
}

/** Precision, recall and their harmonic mean, each 0 to 1. */
export interface F1 {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Returns precision, recall and their harmonic mean of one label; each 0 where its denominator is. */
export function f1Of(predicted: ArrayLike<boolean>, actual: ArrayLike<boolean>): F1 {
  let [hits, flagged, positives] = [0, 0, 0];
  for (let i = 0; i < actual.length; i++) {
    if (predicted[i]) flagged++;
    if (actual[i]) positives++;
    if (predicted[i] && actual[i]) hits++;
  }
  return {
    precision: flagged === 0 ? 0 : hits / flagged,
    recall: positives === 0 ? 0 : hits / positives,
    f1: flagged + positives === 0 ? 0 : (2 * hits) / (flagged + positives),
  };
}

/**
 * Returns the mean of the labels' F1, 0 to 1, every label counting the same; labels that never occur are left out.
 * @param labels number of labels, which are given by index
 */
export function macroF1(predicted: readonly number[], actual: readonly number[], labels: number): number {
  const scores: number[] = [];
  for (let label = 0; label < labels; label++) {
    if (!actual.includes(label)) continue;
    scores.push(
      f1Of(
        predicted.map((p) => p === label),
        actual.map((a) => a === label),
      ).f1,
    );
  }
  return mean(scores);
}

/** Returns the share of predictions that are right, 0 to 1; NaN without any. */
export function accuracy(predicted: readonly number[], actual: readonly number[]): number {
  return predicted.filter((label, i) => label === actual[i]).length / predicted.length;
}

/**
 * Returns the expected calibration error: the mean gap between probability and observed share over ten bins of equal
 * width, weighted by their size (Naeini et al. 2015).
 * @throws BelowTheLineError `invalid-input` for a probability that is NaN.
 */
export function calibrationError(probabilities: ArrayLike<number>, outcomes: ArrayLike<boolean>): number {
  const bins = probabilityBins(probabilities, outcomes);
  return bins.reduce((sum, bin) => sum + Math.abs(bin.probability - bin.positives), 0) / outcomes.length;
}

/** Returns sums over ten bins of equal width: rows, their probabilities, and how many came true. */
export function probabilityBins(probabilities: ArrayLike<number>, outcomes: ArrayLike<boolean>) {
  refuseNaN(probabilities);
  const bins = Array.from({ length: 10 }, () => ({ count: 0, probability: 0, positives: 0 }));
  for (let i = 0; i < outcomes.length; i++) {
    const bin = bins[Math.min(9, Math.floor(probabilities[i]! * 10))]!;
    bin.count++;
    bin.probability += probabilities[i]!;
    if (outcomes[i]) bin.positives++;
  }
  return bins;
}

/** Below one chance in five no attribute is named, however rare it is. */
const LOWEST_THRESHOLD = 0.2;

/** Thousandths to either side that a threshold is judged with. */
const NEARBY = 40;

/**
 * Returns the threshold from 0.2 up, to three decimals, with the best F-measure in which recall counts `beta` times as
 * much as precision (van Rijsbergen 1979): the mean over thresholds nearby, for with few positives the highest point of
 * the curve is chance.
 * @throws BelowTheLineError `invalid-input` for a probability that is NaN.
 */
export function bestThreshold(probabilities: readonly number[], positives: readonly boolean[], beta: number): number {
  refuseNaN(probabilities);
  const candidates = Array.from({ length: 800 }, (_, i) => (LOWEST_THRESHOLD * 1000 + i) / 1000);
  const weight = beta ** 2;
  const scores = candidates.map((threshold) => {
    const { precision, recall } = f1Of(
      probabilities.map((p) => p >= threshold),
      positives,
    );
    return precision + recall === 0 ? 0 : ((1 + weight) * precision * recall) / (weight * precision + recall);
  });
  const steady = scores.map((_, i) => mean(scores.slice(Math.max(0, i - NEARBY), i + NEARBY + 1)));
  return candidates[steady.indexOf(Math.max(...steady))]!;
}

/** Returns the arithmetic mean; NaN of no values. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}
