import type { QuickReader, TokenList } from '../kernels/scan.ts';
import { KIND_NUMBERS, type Lexicon, lexiconOf, MOST_TOKENS, type Vocabulary, type Word } from './lexicon.ts';
import { type FoldedText, fold } from './normalize.ts';
import { Scanner } from './scanner.ts';
import { cutInts } from './slab.ts';

/** A text read once, for every head: side by side, its tokens' words by number and their UTF-16 offsets [start, end). */
export class Terms {
  readonly indices: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly lexicon: Lexicon;
  /** How many words are written in capitals. */
  readonly shouted: number;
  #words: readonly Word[] | null = null;
  #stemHashes: Int32Array | null = null;

  constructor(indices: Int32Array, starts: Int32Array, ends: Int32Array, lexicon: Lexicon, shouted: number) {
    this.indices = indices;
    this.starts = starts;
    this.ends = ends;
    this.lexicon = lexicon;
    this.shouted = shouted;
  }

  /** Tokens in the text. */
  get length(): number {
    return this.indices.length;
  }

  /** By the number of each of its words, the hash of the stem. */
  get stemHashes(): Int32Array {
    this.#stemHashes ??= this.lexicon.stemHashes(this.indices);
    return this.#stemHashes;
  }

  /** What is known of each token. */
  get words(): readonly Word[] {
    this.#words ??= Array.from(this.indices, (index) => this.lexicon.words[index]!);
    return this.#words;
  }
}

/** Feature ids of a text and, for each, the index of the (first) token that it was read from. */
export interface Features {
  readonly ids: Int32Array;
  readonly owners: Int32Array;
}

/** Reads a text for the heads; linear in its length and at most 2,000 tokens. */
export const readTerms = (text: string, vocabulary: Vocabulary): Terms => readBy(lexiconOf(vocabulary), text);

/** Reads a text by the words of a lexicon, and adds those that it lacks. */
export function readBy(lexicon: Lexicon, text: string): Terms {
  const { quick } = lexicon;
  if (quick?.take(text)) return readQuickly(lexicon, quick, text, () => fold(text));
  const folded = fold(text);
  return quick?.takeFolded(text, folded)
    ? readQuickly(lexicon, quick, text, () => folded)
    : readPlainly(lexicon, text, folded);
}

/** Reads a text that was taken up: what the quick reader does not know is scanned, and told it. */
function readQuickly(lexicon: Lexicon, quick: QuickReader, text: string, folded: () => FoldedText): Terms {
  let scanner: Scanner | null = null;
  let at = quick.read(0);
  while (at < text.length && quick.found < MOST_TOKENS) {
    scanner ??= new Scanner(folded());
    scanner.to = at;
    if (!scanner.next()) break;
    const number = lexicon.numberOf(scanner);
    at = quick.read(scanner.start, number);
    if (at > scanner.start) continue;
    push(quick, number, scanner);
    at = quick.read(scanner.end);
  }
  return termsOf(lexicon, text, quick, quick.written);
}

const plain: TokenList = {
  numbers: new Int32Array(MOST_TOKENS),
  starts: new Int32Array(MOST_TOKENS),
  ends: new Int32Array(MOST_TOKENS),
  found: 0,
};

function readPlainly(lexicon: Lexicon, text: string, folded: FoldedText): Terms {
  const scanner = new Scanner(folded);
  plain.found = 0;
  while (plain.found < MOST_TOKENS && scanner.next()) push(plain, lexicon.numberOf(scanner), scanner);
  return termsOf(lexicon, text, plain, null);
}

function push(tokens: TokenList, number: number, { start, end }: Scanner): void {
  const at = tokens.found++;
  tokens.numbers[at] = number;
  tokens.starts[at] = start;
  tokens.ends[at] = end;
}

function termsOf(lexicon: Lexicon, text: string, tokens: TokenList, written: Uint8Array | null): Terms {
  const { numbers, starts, ends, found } = tokens;
  const shouted = countShouted(lexicon, text, tokens, written);
  return new Terms(keep(numbers, found), keep(starts, found), keep(ends, found), lexicon, shouted);
}

/** Counts the words in capitals; where an array holds what was written too, that is quicker to ask than a string. */
function countShouted(
  { kinds }: Lexicon,
  text: string,
  { numbers, starts, ends, found }: TokenList,
  written: Uint8Array | null,
): number {
  let shouted = 0;
  for (let i = 0; i < found; i++) {
    const end = ends[i]!;
    const last = written === null ? text.charCodeAt(end - 1) : written[end - 1]!;
    // Nearly every word ends in a small letter: no need to cut it out and fold it.
    if (last >= 97 && last <= 122) continue;
    const start = starts[i]!;
    if (end - start <= 2 || kinds[numbers[i]!] !== KIND_NUMBERS.word) continue;
    const word = text.slice(start, end);
    if (word === word.toUpperCase()) shouted++;
  }
  return shouted;
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
    const row = lexicon.rows[indices[i]!]!;
    if (row < 0) continue;
    ids[found] = row;
    owners[found++] = i;
  }
  return { ids: ids.subarray(0, found), owners: owners.subarray(0, found) };
}
