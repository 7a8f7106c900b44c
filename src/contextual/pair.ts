import type { PairTask } from '../tasks.ts';
import type { TokenLimits } from './manifest.ts';
import type { WordPiece } from './wordpiece.ts';

/** A text, and the target or the parent comment that it is judged against. */
export interface Pair {
  readonly head: PairTask;
  readonly against: string;
  readonly text: string;
}

/** What the encoder reads: the ids of word pieces, and for each whether it is of the first half (0) or the second (1). */
export interface EncodedPair {
  readonly ids: readonly number[];
  readonly types: readonly number[];
}

/** [CLS] target or parent [SEP] comment [SEP], each half clipped, as `encode` of recipe/pairs.py makes it in training. */
export function encodePair(
  { head, against, text }: Pair,
  { ids, first, end }: WordPiece,
  limits: TokenLimits,
): EncodedPair {
  const towards = clip(ids(against), head === 'stance' ? limits.target : limits.parent);
  const said = clip(ids(text), limits.pair - towards.length - 3);
  return {
    ids: [first, ...towards, end, ...said, end],
    types: [...new Array<number>(towards.length + 2).fill(0), ...new Array<number>(said.length + 1).fill(1)],
  };
}

/** The first and the last half of what is too long: an opinion stands at the start or the end. */
export function clip(ids: readonly number[], length: number): readonly number[] {
  if (ids.length <= length) return ids;
  const head = Math.ceil(length / 2);
  return [...ids.slice(0, head), ...ids.slice(ids.length - (length - head))];
}
