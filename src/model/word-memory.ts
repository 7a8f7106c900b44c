import type { Lexicon, Terms, Word } from '../text/terms.ts';

/** Writes what a word is worth wherever it stands to `rows` from `offset`, which is zero there. */
export type FillRow = (word: Word, rows: Float32Array, offset: number) => void;

/** The rows of a text's words; they hold until the next text. */
export interface FoundRows {
  /** A row of zeros at 0, then the rows of words by their number, then room. */
  readonly rows: Float32Array;
  /** Where the row of each token stands. */
  readonly offsets: Int32Array;
  /** Where there is room for as many rows more as the text has tokens. */
  readonly spare: number;
}

/**
 * A row of numbers for each remembered word, filled when it is first met. All rows stand in one array, because a walk
 * over objects misses the cache.
 */
export interface WordMemory {
  find(terms: Terms): FoundRows;
}

export function createWordMemory(stride: number, fill: FillRow): WordMemory {
  let rows = new Float32Array(1024 * stride);
  let isFilled = new Uint8Array(1024);
  let offsets = new Int32Array(256);
  let known: Lexicon | null = null;

  function find({ indices, lexicon }: Terms): FoundRows {
    if (lexicon !== known) {
      known = lexicon;
      isFilled.fill(0);
    }
    if (indices.length > offsets.length) offsets = new Int32Array(2 * indices.length);
    const first = lexicon.words.length + 1;
    reserve(first + indices.length);
    for (let i = 0; i < indices.length; i++) {
      const index = indices[i] as number;
      const at = (index + 1) * stride;
      offsets[i] = at;
      if (isFilled[index] === 1) continue;
      rows.fill(0, at, at + stride);
      fill(lexicon.words[index] as Word, rows, at);
      isFilled[index] = 1;
    }
    return { rows, offsets, spare: first * stride };
  }

  function reserve(slots: number): void {
    if (slots <= isFilled.length) return;
    const room = Math.max(slots, 2 * isFilled.length);
    const [largerRows, largerFilled] = [new Float32Array(room * stride), new Uint8Array(room)];
    largerRows.set(rows);
    largerFilled.set(isFilled);
    [rows, isFilled] = [largerRows, largerFilled];
  }

  return { find };
}
