import type { RawComment } from '../thread.ts';

/** One way to read a scrape without lists, to compare with others. */
export interface Candidate {
  readonly comments: readonly RawComment[];
  /** How many have a text that looks like one; names count a little. */
  readonly score: number;
}

/** What a way to read a scrape returns where the lines do not keep to it. */
export const NO_COMMENTS: Candidate = { comments: [], score: 0 };

/** Returns the candidate with the highest score, the first of several. */
export function bestOf(candidates: readonly Candidate[]): Candidate {
  return candidates.reduce((best, candidate) => (candidate.score > best.score ? candidate : best), NO_COMMENTS);
}
