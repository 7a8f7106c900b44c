import type { TokenList } from './kernel-scan.ts';
import { MIN_POINTS_ALONE } from './language.ts';
import { SHARED } from './language-evidence.ts';
import { KIND_CODES, type Lexicon, lexiconOf, MAX_TOKENS, UNASKED, type Vocabulary, type Word } from './lexicon.ts';
import { type FoldedText, fold } from './normalize.ts';
import { Scanner } from './scanner.ts';
import { allocateInts } from './short-arrays.ts';

/**
 * A text read once for every head: of its tokens, side by side, the ids of their words and UTF-16 offsets [start, end).
 */
export class Terms {
  readonly indices: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly lexicon: Lexicon;
  /** Has it letters that English does not have? */
  readonly hasOtherLetters: boolean;
  /** How many words are written in capitals. */
  readonly shouted: number;
  #words: readonly Word[] | null = null;
  #stemHashes: Int32Array | null = null;

  constructor({ ids, starts, ends, count }: TokenList, lexicon: Lexicon, hasOtherLetters: boolean, shouted: number) {
    this.indices = copied(ids, count);
    this.starts = copied(starts, count);
    this.ends = copied(ends, count);
    this.lexicon = lexicon;
    this.hasOtherLetters = hasOtherLetters;
    this.shouted = shouted;
  }

  /** How many tokens the text has. */
  get length(): number {
    return this.indices.length;
  }

  /** Hashes of stems by id, for the words of this text at least. */
  get stemHashes(): Int32Array {
    this.#stemHashes ??= this.lexicon.stemHashes(this.indices);
    return this.#stemHashes;
  }

  /**
   * The language of a text whose words leave little doubt: `en` where more of them speak for English alone than for others,
   * be it at its start, null where they say nothing. Undefined for the few that are to be read more closely (`languageOf`).
   */
  get plainLanguage(): 'en' | null | undefined {
    if (this.hasOtherLetters) return undefined;
    const { indices, lexicon } = this;
    const length = Math.min(indices.length, MAX_READ);
    let [english, foreign, shared] = [0, 0, 0];
    for (let i = 0; i < length && english - foreign < SURE_LEAD; i++) {
      const id = indices[i]!;
      const known = lexicon.english[id]!;
      const says = known === UNASKED ? lexicon.askEnglish(id) : known;
      if (says === SHARED) shared++;
      else if (says > 0) english += says;
      else foreign -= says;
    }
    if (english > foreign) return 'en';
    const isSilent = english + shared === 0 && foreign < MIN_POINTS_ALONE && length === indices.length;
    return isSilent ? null : undefined;
  }

  /** The word of each token. */
  get words(): readonly Word[] {
    this.#words ??= Array.from(this.indices, (index) => this.lexicon.words[index]!);
    return this.#words;
  }
}

/** Letters that English does not have, and marks that make such of those before them. */
const OTHER_LETTER = /[^\P{L}A-Za-z]|[\u0300-\u036f]/u;
/** Tokens that are read, and the lead of English from which on no more are. */
const MAX_READ = 40;
const SURE_LEAD = 6;

/** Feature ids of a text and, for each, the index of the first token that it was read from. */
export interface Features {
  readonly ids: Int32Array;
  readonly owners: Int32Array;
}

/** Returns a text as the heads read it, at most 2,000 tokens; linear in its length. */
export const readTerms = (text: string, vocabulary: Vocabulary): Terms => readBy(lexiconOf(vocabulary), text);

/** Returns a text by the words of a lexicon, which gains those that it lacks. */
export function readBy(lexicon: Lexicon, text: string): Terms {
  const { scan } = lexicon;
  if (scan.load(text)) return readByKernels(lexicon, text, null);
  const folded = fold(text);
  return scan.loadFolded(text, folded)
    ? readByKernels(lexicon, text, folded)
    : readByScanner(lexicon, text, new Scanner(folded));
}

/**
 * Reads a text that is loaded: what the kernels stop at is left to the scanner, and they are told the id of its word.
 */
function readByKernels(lexicon: Lexicon, text: string, folded: FoldedText | null): Terms {
  const { scan } = lexicon;
  let scanner: Scanner | null = null;
  let at = scan.read(0);
  while (at < text.length && scan.count < MAX_TOKENS) {
    scanner ??= new Scanner(folded ?? fold(text));
    scanner.to = at;
    if (!scanner.next()) break;
    const id = lexicon.idOf(scanner);
    at = scan.read(scanner.start, id);
    if (at > scanner.start) continue;
    push(lexicon, id, scanner);
    at = scan.read(scanner.end);
  }
  const hasOtherLetters = folded !== null && OTHER_LETTER.test(text);
  return new Terms(scan, lexicon, hasOtherLetters, countShouted(lexicon, text, scan.written));
}

function readByScanner(lexicon: Lexicon, text: string, scanner: Scanner): Terms {
  const { scan } = lexicon;
  scan.count = 0;
  while (scan.count < MAX_TOKENS && scanner.next()) push(lexicon, lexicon.idOf(scanner), scanner);
  return new Terms(scan, lexicon, OTHER_LETTER.test(text), countShouted(lexicon, text, null));
}

/** Adds the token that a scanner has reached: of a spelt-out run each of its words, which stand where the run does. */
function push(lexicon: Lexicon, id: number, { start, end, isSpelled }: Scanner): void {
  const tokens: TokenList = lexicon.scan;
  for (const part of isSpelled ? lexicon.partsOf(id) : [id]) {
    if (tokens.count >= MAX_TOKENS) break;
    const at = tokens.count++;
    tokens.ids[at] = part;
    tokens.starts[at] = start;
    tokens.ends[at] = end;
  }
}

/** Returns how many words are in capitals. Where an array holds the text too, that is quicker to read than a string. */
function countShouted({ kinds, scan }: Lexicon, text: string, written: Uint8Array | null): number {
  const { ids, starts, ends, count } = scan;
  let shouted = 0;
  for (let i = 0; i < count; i++) {
    const end = ends[i]!;
    const last = written === null ? text.charCodeAt(end - 1) : written[end - 1]!;
    // Nearly every word ends in a small letter: no need to cut it out and fold it.
    if (last >= 97 && last <= 122) continue;
    const start = starts[i]!;
    if (end - start <= 2 || kinds[ids[i]!] !== KIND_CODES.word) continue;
    const word = text.slice(start, end);
    if (word === word.toUpperCase()) shouted++;
  }
  return shouted;
}

/** Copies tokens that were read, which stay only until the next text. */
function copied(numbers: Int32Array, length: number): Int32Array {
  const copy = allocateInts(length);
  copy.set(numbers.subarray(0, length));
  return copy;
}

/** Returns the vocabulary rows of the words of a text that have a vector. */
export function vectorRows({ indices, lexicon }: Terms): Features {
  const ids = new Int32Array(indices.length);
  const owners = new Int32Array(indices.length);
  let count = 0;
  for (let i = 0; i < indices.length; i++) {
    const row = lexicon.rows[indices[i]!]!;
    if (row < 0) continue;
    ids[count] = row;
    owners[count++] = i;
  }
  return { ids: ids.subarray(0, count), owners: owners.subarray(0, count) };
}
