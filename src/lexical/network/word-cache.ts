import { type Kernels, plainKernels } from '../../kernels/kernels.ts';
import { type Lexicon, MAX_TOKENS, MAX_WORDS, type Word } from '../../text/lexicon.ts';
import type { Terms } from '../../text/terms.ts';

/** Writes what a word adds wherever it stands to `rows` from `offset` on, where zeros stand. */
export type FillRow = (word: Word, rows: Float32Array, offset: number) => void;

/**
 * A row of numbers for each word of a lexicon, filled when the word is first met. All rows stand in one array, because a
 * walk over objects misses the processor's cache.
 */
export interface WordCache {
  /** A row of zeros, then the rows of words by their number, then room for as many rows as a text has tokens. */
  readonly rows: Float32Array;
  /** Where that room begins. */
  readonly spare: number;
  /**
   * Writes where the row of each token stands to `offsets`. The rows stay until a text of another lexicon is located: a
   * lexicon that is full is followed by another.
   */
  readonly locate: (terms: Terms, offsets: Int32Array) => void;
}

/** A text may add as many words as it has tokens to a lexicon that is nearly full. */
const MAX_NUMBERS = MAX_WORDS + MAX_TOKENS;
const ROWS = 1 + MAX_NUMBERS + MAX_TOKENS;

/** Returns how many bytes a cache takes at the most; rows that are not filled take none. */
export const wordCacheBytes = (stride: number): number => 4 * ROWS * stride;

/**
 * Makes a cache without words.
 * @param stride numbers in a row
 */
export function createWordCache(
  stride: number,
  fill: FillRow,
  { floats }: Pick<Kernels, 'floats'> = plainKernels,
): WordCache {
  const rows = floats(ROWS * stride);
  const isFilled = new Uint8Array(MAX_NUMBERS);
  let current: Lexicon | null = null;

  function locate({ indices, lexicon }: Terms, offsets: Int32Array): void {
    if (lexicon !== current) {
      current = lexicon;
      isFilled.fill(0);
    }
    for (let i = 0; i < indices.length; i++) {
      const index = indices[i]!;
      const offset = (index + 1) * stride;
      offsets[i] = offset;
      if (isFilled[index] === 1) continue;
      rows.fill(0, offset, offset + stride);
      fill(lexicon.words[index]!, rows, offset);
      isFilled[index] = 1;
    }
  }

  return { rows, spare: (1 + MAX_NUMBERS) * stride, locate };
}
