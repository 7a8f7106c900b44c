import { type Kernels, plainKernels } from '../../kernels/kernels.ts';
import { type Lexicon, MAX_TOKENS, MAX_WORDS, type Word } from '../../text/lexicon.ts';
import type { Terms } from '../../text/terms.ts';

/** Writes what a word is worth wherever it stands to `rows` from `offset`, which is zero there. */
export type FillRow = (word: Word, rows: Float32Array, offset: number) => void;

/** The rows of a text's words; they hold until the next text. */
export interface FoundRows {
  /** A row of zeros at 0, then the rows of words by their number, then room. */
  readonly rows: Float32Array;
  /** Where the row of each token stands. */
  readonly offsets: Int32Array;
  /** Where there is room for as many rows more as a text has tokens. */
  readonly spare: number;
}

/**
 * A row of numbers for each remembered word, filled when it is first met. All rows stand in one array, because a walk
 * over objects misses the cache.
 */
export interface WordMemory {
  find(terms: Terms): FoundRows;
}

/** A lexicon is left once it has so many words, by a text that adds as many as it has tokens. */
const MOST_NUMBERS = MAX_WORDS + MAX_TOKENS;
const ROWS = 1 + MOST_NUMBERS + MAX_TOKENS;

/** What a memory takes at most; what it has not filled yet it does not take. */
export const memoryBytes = (stride: number) => 4 * (ROWS * stride + MAX_TOKENS);

export function createWordMemory(
  stride: number,
  fill: FillRow,
  { floats, ints }: Pick<Kernels, 'floats' | 'ints'> = plainKernels,
): WordMemory {
  const isFilled = new Uint8Array(MOST_NUMBERS);
  const spare = (1 + MOST_NUMBERS) * stride;
  let found: FoundRows | null = null;
  let known: Lexicon | null = null;
  let last: Int32Array | null = null;

  return {
    find({ indices, lexicon }) {
      found ??= { rows: floats(ROWS * stride), offsets: ints(MAX_TOKENS), spare };
      // A pass asks several times for the same text.
      if (indices === last && lexicon === known) return found;
      last = indices;
      const { rows, offsets } = found;
      if (lexicon !== known) {
        known = lexicon;
        isFilled.fill(0);
      }
      for (let i = 0; i < indices.length; i++) {
        const index = indices[i]!;
        const at = (index + 1) * stride;
        offsets[i] = at;
        if (isFilled[index] === 1) continue;
        rows.fill(0, at, at + stride);
        fill(lexicon.words[index]!, rows, at);
        isFilled[index] = 1;
      }
      return found;
    },
  };
}
