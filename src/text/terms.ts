import type { TokenList } from './kernel-scan.ts';
import { KIND_NUMBERS, type Lexicon, lexiconOf, MOST_TOKENS, type Vocabulary, type Word } from './lexicon.ts';
import { type FoldedText, fold } from './normalize.ts';
import { Scanner } from './scanner.ts';
import { allocateInts } from './short-arrays.ts';

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
  const { scan } = lexicon;
  if (scan.load(text)) return readByKernels(lexicon, text, null);
  const folded = fold(text);
  return scan.loadFolded(text, folded)
    ? readByKernels(lexicon, text, folded)
    : readByScanner(lexicon, text, new Scanner(folded));
}

/** Reads a text that was loaded: what the kernels do not read is left to the scanner, and they are told its word. */
function readByKernels(lexicon: Lexicon, text: string, folded: FoldedText | null): Terms {
  const { scan } = lexicon;
  let scanner: Scanner | null = null;
  let at = scan.read(0);
  while (at < text.length && scan.count < MOST_TOKENS) {
    scanner ??= new Scanner(folded ?? fold(text));
    scanner.to = at;
    if (!scanner.next()) break;
    const id = lexicon.numberOf(scanner);
    at = scan.read(scanner.start, id);
    if (at > scanner.start) continue;
    push(scan, id, scanner);
    at = scan.read(scanner.end);
  }
  return termsOf(lexicon, text, scan.written);
}

function readByScanner(lexicon: Lexicon, text: string, scanner: Scanner): Terms {
  const { scan } = lexicon;
  scan.count = 0;
  while (scan.count < MOST_TOKENS && scanner.next()) push(scan, lexicon.numberOf(scanner), scanner);
  return termsOf(lexicon, text, null);
}

function push(tokens: TokenList, id: number, { start, end }: Scanner): void {
  const at = tokens.count++;
  tokens.ids[at] = id;
  tokens.starts[at] = start;
  tokens.ends[at] = end;
}

/** The tokens that were read, copied, for they hold until the next text. */
function termsOf(lexicon: Lexicon, text: string, written: Uint8Array | null): Terms {
  const { ids, starts, ends, count } = lexicon.scan;
  const shouted = countShouted(lexicon, text, written);
  return new Terms(keep(ids, count), keep(starts, count), keep(ends, count), lexicon, shouted);
}

/** Counts the words in capitals; where an array holds what was written too, that is quicker to ask than a string. */
function countShouted({ kinds, scan }: Lexicon, text: string, written: Uint8Array | null): number {
  const { ids, starts, ends, count } = scan;
  let shouted = 0;
  for (let i = 0; i < count; i++) {
    const end = ends[i]!;
    const last = written === null ? text.charCodeAt(end - 1) : written[end - 1]!;
    // Nearly every word ends in a small letter: no need to cut it out and fold it.
    if (last >= 97 && last <= 122) continue;
    const start = starts[i]!;
    if (end - start <= 2 || kinds[ids[i]!] !== KIND_NUMBERS.word) continue;
    const word = text.slice(start, end);
    if (word === word.toUpperCase()) shouted++;
  }
  return shouted;
}

/** A copy of the first `length` numbers. */
function keep(numbers: Int32Array, length: number): Int32Array {
  const kept = allocateInts(length);
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
