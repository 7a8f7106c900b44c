import { seededRandom } from '../dataset/random.ts';
import type { Share } from '../schemas.ts';
import { MIN_SAMPLE_SIZE, wilson } from '../summary.ts';

/** A comment that another service has scored too: its score there and here, 0 to 1. */
export interface ScorePair {
  readonly there: number;
  readonly here: number;
}

/** Where a threshold elsewhere lies here. Intervals are of 95%. */
export interface MatchedThreshold {
  /** Share of the comments that were flagged there. */
  readonly flagged: Share;
  /** The score that flags as many here. */
  readonly threshold: number;
  /** Lower end of the threshold's interval. */
  readonly low: number;
  /** Upper end of the threshold's interval. */
  readonly high: number;
  /** Share of the comments flagged there that are flagged here too. */
  readonly kept: Share;
}

const RESAMPLES = 1000;

/**
 * Returns the score that flags the same share of comments here as `at` did there: an equipercentile match, with an
 * interval by the percentile bootstrap (Efron 1979). As many is not the same ones: `kept` says how far they are.
 * Null where fewer than `MIN_SAMPLE_SIZE` comments lie on either side of `at`. The same seed gives the same interval.
 */
export function matchThreshold(comments: readonly ScorePair[], at: number, seed = 1): MatchedThreshold | null {
  const flagged = comments.filter(({ there }) => there >= at);
  if (flagged.length < MIN_SAMPLE_SIZE || comments.length - flagged.length < MIN_SAMPLE_SIZE) return null;
  const threshold = thresholdOf(comments, at);
  const random = seededRandom(seed);
  const draw = () => comments[Math.floor(random() * comments.length)]!;
  const resampled = Array.from({ length: RESAMPLES }, () => thresholdOf(comments.map(draw), at)).sort((a, b) => a - b);
  return {
    flagged: wilson(flagged.length, comments.length),
    threshold,
    low: resampled[Math.floor(0.025 * RESAMPLES)]!,
    high: resampled[Math.floor(0.975 * RESAMPLES)]!,
    kept: wilson(flagged.filter(({ here }) => here >= threshold).length, flagged.length),
  };
}

function thresholdOf(comments: readonly ScorePair[], at: number): number {
  const share = comments.filter(({ there }) => there >= at).length / comments.length;
  return thresholdForShare(
    comments.map(({ here }) => here),
    share,
  );
}

/** Returns the score from which on `share` of the scores lie, or 1 where that is none of them. */
export function thresholdForShare(scores: readonly number[], share: number): number {
  const count = Math.round(share * scores.length);
  return count === 0 ? 1 : scores.toSorted((a, b) => b - a)[count - 1]!;
}
