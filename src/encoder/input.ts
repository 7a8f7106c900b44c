import type { Task } from '../tasks.ts';
import type { TokenLimits } from './manifest.ts';
import type { WordPieces } from './word-pieces.ts';

/** What the encoder reads: the ids of word pieces, and for each which part of the input it is of. */
export interface EncodedInput {
  readonly ids: readonly number[];
  /** 0: the target or the parent that is answered, 1: the comment, 2: the article, 3: the parent that stands above. */
  readonly types: readonly number[];
}

/** A question to the encoder, in word pieces. */
export interface Question {
  readonly task: Task;
  readonly comment: readonly number[];
  /** What a stance is towards, or the comment that a reply answers; null for toxicity. */
  readonly target: readonly number[] | null;
  /** Stance: the comment that it answers, where there is one. */
  readonly parent?: readonly number[] | null | undefined;
  /** Stance: headline and lead of the article, where they are known. */
  readonly article?: readonly number[] | null | undefined;
}

const [TARGET, COMMENT, ARTICLE, PARENT] = [0, 1, 2, 3] as const;
/** Less context than this many word pieces is left out. */
const MIN_CONTEXT = 8;

/**
 * Returns what the encoder reads, as the recipe makes it in training: of toxicity [CLS] comment [SEP], else
 * [CLS] target or parent [SEP] comment [SEP], each clipped; behind it, in what room is left, the comment that it answers
 * and the article, a [SEP] behind each.
 */
export function encodeInput(
  { task, comment, target, parent, article }: Question,
  { first, end }: Pick<WordPieces, 'first' | 'end'>,
  limits: TokenLimits,
): EncodedInput {
  const ids: number[] = [first];
  const types: number[] = [TARGET];
  const append = (pieces: readonly number[], type: number) => {
    ids.push(...pieces, end);
    while (types.length < ids.length) types.push(type);
  };
  if (target === null) {
    append(clip(comment, limits.comment - 2), COMMENT);
    return { ids, types };
  }
  append(clip(target, task === 'stance' ? limits.target : limits.parent), TARGET);
  append(clip(comment, limits.pair - ids.length - 1), COMMENT);
  for (const [part, type] of [[parent, PARENT] as const, [article, ARTICLE] as const]) {
    const room = Math.min(limits.context, limits.pair - ids.length - 1);
    if (part != null && part.length > 0 && room >= MIN_CONTEXT) append(clip(part, room), type);
  }
  return { ids, types };
}

/** Returns the first and the last half of what is too long: an opinion stands at the start or the end. */
export function clip(ids: readonly number[], length: number): readonly number[] {
  if (ids.length <= length) return ids;
  const head = Math.ceil(length / 2);
  return [...ids.slice(0, head), ...ids.slice(ids.length - (length - head))];
}
