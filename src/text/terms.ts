import { type Lexicon, lexiconOf, MOST_TOKENS, type Vocabulary, type Word } from './lexicon.ts';
import { fold } from './normalize.ts';
import { Scanner } from './scanner.ts';
import { cutInts } from './slab.ts';

/** A text read once, for every head: side by side, its tokens' words by number and their UTF-16 offsets [start, end). */
export class Terms {
  readonly indices: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly lexicon: Lexicon;
  #words: readonly Word[] | null = null;

  constructor(indices: Int32Array, starts: Int32Array, ends: Int32Array, lexicon: Lexicon) {
    this.indices = indices;
    this.starts = starts;
    this.ends = ends;
    this.lexicon = lexicon;
  }

  /** Tokens in the text. */
  get length(): number {
    return this.indices.length;
  }

  /** What is known of each token. */
  get words(): readonly Word[] {
    this.#words ??= Array.from(this.indices, (index) => this.lexicon.words[index] as Word);
    return this.#words;
  }
}

/** Feature ids of a text and, for each, the index of the (first) token that it was read from. */
export interface Features {
  readonly ids: Int32Array;
  readonly owners: Int32Array;
}

// Room for the text that is being read.
const indices = new Int32Array(MOST_TOKENS);
const starts = new Int32Array(MOST_TOKENS);
const ends = new Int32Array(MOST_TOKENS);

/** Reads a text for the heads; linear in its length and at most 2,000 tokens. */
export function readTerms(text: string, vocabulary: Vocabulary): Terms {
  const lexicon = lexiconOf(vocabulary);
  const scanner = new Scanner(fold(text));
  let found = 0;
  for (; found < MOST_TOKENS && scanner.next(); found++) {
    indices[found] = lexicon.numberOf(scanner);
    starts[found] = scanner.start;
    ends[found] = scanner.end;
  }
  return new Terms(keep(indices, found), keep(starts, found), keep(ends, found), lexicon);
}

/** A copy of the first `length` numbers. */
function keep(numbers: Int32Array, length: number): Int32Array {
  const kept = cutInts(length);
  kept.set(numbers.subarray(0, length));
  return kept;
}

/** Rows of the words of a text that have a vector. */
export function vectorRows({ indices, lexicon }: Terms): Features {
  const ids = new Int32Array(indices.length);
  const owners = new Int32Array(indices.length);
  let found = 0;
  for (let i = 0; i < indices.length; i++) {
    const row = lexicon.rows[indices[i] as number] as number;
    if (row < 0) continue;
    ids[found] = row;
    owners[found++] = i;
  }
  return { ids: ids.subarray(0, found), owners: owners.subarray(0, found) };
}
