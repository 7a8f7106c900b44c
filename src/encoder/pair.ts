import type { PairTask } from '../tasks.ts';
import type { TokenLimits } from './manifest.ts';
import type { WordPieces } from './word-pieces.ts';

/** What the encoder reads: the ids of word pieces, and for each whether it is of the first half (0) or the second (1). */
export interface EncodedPair {
  readonly ids: readonly number[];
  readonly types: readonly number[];
}

/**
 * Returns [CLS] target or parent [SEP] comment [SEP], each half clipped, as the recipe makes it in training.
 * @param target word pieces of the target or the parent comment
 * @param comment word pieces of the comment
 */
export function encodePair(
  task: PairTask,
  target: readonly number[],
  comment: readonly number[],
  { first, end }: Pick<WordPieces, 'first' | 'end'>,
  limits: TokenLimits,
): EncodedPair {
  const named = clip(target, task === 'stance' ? limits.target : limits.parent);
  const said = clip(comment, limits.pair - named.length - 3);
  return {
    ids: [first, ...named, end, ...said, end],
    types: [...new Array<number>(named.length + 2).fill(0), ...new Array<number>(said.length + 1).fill(1)],
  };
}

/** Returns the first and the last half of what is too long: an opinion stands at the start or the end. */
export function clip(ids: readonly number[], length: number): readonly number[] {
  if (ids.length <= length) return ids;
  const head = Math.ceil(length / 2);
  return [...ids.slice(0, head), ...ids.slice(ids.length - (length - head))];
}
