import { seededRandom } from '../dataset/random.ts';
import type { Share } from '../schemas.ts';
import { MIN_SAMPLE_SIZE, wilson } from '../summary.ts';

/** A comment that another service has scored: its score there and here. */
export interface ScoredTwice {
  readonly there: number;
  readonly here: number;
}

export interface ThresholdMatch {
  /** What `at` flagged there. */
  readonly flagged: Share;
  /** The score that flags as many here, with its 95 per cent interval by resampling the comments. */
  readonly threshold: number;
  readonly low: number;
  readonly high: number;
  /** Of what was flagged there, how much is flagged here. */
  readonly kept: Share;
}

const RESAMPLES = 1000;

/**
 * The score that flags the same share of comments here as `at` did there; null where it flagged fewer than 30 or left
 * out fewer than 30, too few to say. As many is not the same ones: `kept` says how far they are.
 */
export function matchThreshold(comments: readonly ScoredTwice[], at: number, seed = 1): ThresholdMatch | null {
  const flagged = comments.filter(({ there }) => there >= at);
  if (flagged.length < MIN_SAMPLE_SIZE || comments.length - flagged.length < MIN_SAMPLE_SIZE) return null;
  const threshold = thresholdOf(comments, at);
  const random = seededRandom(seed);
  const draw = () => comments[Math.floor(random() * comments.length)] as ScoredTwice;
  const resampled = Array.from({ length: RESAMPLES }, () => thresholdOf(comments.map(draw), at)).sort((a, b) => a - b);
  return {
    flagged: wilson(flagged.length, comments.length),
    threshold,
    low: resampled[Math.floor(0.025 * RESAMPLES)] as number,
    high: resampled[Math.floor(0.975 * RESAMPLES)] as number,
    kept: wilson(flagged.filter(({ here }) => here >= threshold).length, flagged.length),
  };
}

function thresholdOf(comments: readonly ScoredTwice[], at: number): number {
  const share = comments.filter(({ there }) => there >= at).length / comments.length;
  return thresholdForShare(
    comments.map(({ here }) => here),
    share,
  );
}

/** The score from which on `share` of the comments lie, or 1 where that is none. */
export function thresholdForShare(scores: readonly number[], share: number): number {
  const count = Math.round(share * scores.length);
  return count === 0 ? 1 : (scores.toSorted((a, b) => b - a)[count - 1] as number);
}
