import { addUnit, FNV_OFFSET_BASIS, hashString } from './hash.ts';
import { Interner } from './interner.ts';
import { createKernelScan, type KernelScan } from './kernel-scan.ts';
import { textOf } from './normalize.ts';
import { type Scanner, TOKEN_KINDS, type TokenKind } from './scanner.ts';
import { STOPWORDS, stem } from './stem.ts';
import { normOf } from './tokenize.ts';

/**
 * Words with a vector, by row: `rows.get(word)` is its row, `idf[row]` its inverse document frequency, and its vector is
 * `values[row * dimensions …]` times `scales[row]`.
 */
export interface Vocabulary {
  readonly rows: ReadonlyMap<string, number>;
  readonly dimensions: number;
  readonly values: Int8Array;
  readonly scales: Float32Array;
  readonly idf: Float32Array;
}

/** What is known of a word wherever it stands. */
export class Word {
  /** Folded form, with a placeholder for what is never seen twice (urls, mentions, numbers). */
  readonly form: string;
  readonly isWord: boolean;
  /** Was it written with more units than its form has: stretched, spelt out, or with invisible characters? */
  readonly isShortened: boolean;
  /** Row in the vocabulary, or -1. */
  readonly row: number;
  /** Does it say something about the topic? */
  readonly content: boolean;

  /** @param key its form, marked where the word is shortened. */
  constructor(kind: TokenKind, key: string, vocabulary: Vocabulary) {
    const isTag = kind === 'hashtag';
    this.isWord = kind === 'word';
    this.isShortened = key.endsWith(SHORTENED);
    this.form = this.isShortened ? key.slice(0, -1) : key;
    this.row = this.isWord || isTag ? vocabularyRow(isTag ? this.form.slice(1) : this.form, vocabulary) : -1;
    this.content = (this.isWord || isTag) && this.form.length > 1 && !STOPWORDS.has(this.form);
  }

  /** Of a word its stem, else its form. */
  get stem(): string {
    return this.isWord ? stem(this.form) : this.form;
  }
}

/** What stands for a kind of token in `Lexicon.kinds`. */
export const KIND_NUMBERS = Object.fromEntries(TOKEN_KINDS.map((kind, number) => [kind, number])) as Record<
  TokenKind,
  number
>;

/** What a token does, beside what it says. */
export const MANNERS = { none: 0, word: 1, address: 2, exclamation: 3, question: 4 } as const;

/** A text of more tokens than this is read to here: what follows changes no answer and costs time. */
export const MOST_TOKENS = 2000;
/** Words remembered for each vocabulary, and as many more as one text has. */
export const MOST_WORDS = 60_000;
const ROOM = MOST_WORDS + MOST_TOKENS;
/** A longer word is no word: it is read to here. */
const LONGEST_WORD = 40;

const WORD_SEED = FNV_OFFSET_BASIS;
const PLACEHOLDERS: Partial<Record<TokenKind, string>> = { url: '<url>', mention: '<user>', number: '<number>' };
/**
 * The words met so far, numbered as they came. What every comment asks of every word stands in typed arrays, by number:
 * a walk over objects misses the cache.
 */
export class Lexicon {
  readonly words: Word[] = [];
  readonly formHashes = new Int32Array(ROOM);
  /** One of `KIND_NUMBERS`. */
  readonly kinds = new Uint8Array(ROOM);
  /** One of `MANNERS`. */
  readonly manners = new Uint8Array(ROOM);
  /** Row in the vocabulary, or -1. */
  readonly rows = new Int32Array(ROOM);
  /** 1 for words that say something about the topic. */
  readonly contents = new Uint8Array(ROOM);
  /** Reads by the numbers of this lexicon. */
  readonly scan: KernelScan;
  readonly #vocabulary: Vocabulary;
  readonly #keys = new Interner(ROOM);
  readonly #stemHashes = new Int32Array(ROOM);
  readonly #isStemmed = new Uint8Array(ROOM);

  constructor(vocabulary: Vocabulary, createScan = createKernelScan) {
    this.#vocabulary = vocabulary;
    this.scan = createScan(ROOM, MOST_TOKENS);
  }

  /** The number of the word that a scanner has reached; a new one gets the next. */
  numberOf(scanner: Scanner): number {
    const hash = plainHash(scanner);
    if (hash === null) {
      const key = keyOf(scanner);
      const units = Uint16Array.from({ length: key.length }, (_, i) => key.charCodeAt(i));
      return this.#numberOf(units, 0, units.length, hashString(key, WORD_SEED), scanner);
    }
    return this.#numberOf(scanner.units, scanner.from, scanner.to, hash, scanner);
  }

  /** By number, the hashes of the stems of these words at the least: not every head asks for stems, which take time. */
  stemHashes(numbers: Int32Array): Int32Array {
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i]!;
      if (this.#isStemmed[number] === 1) continue;
      this.#stemHashes[number] = hashString(this.words[number]!.stem, WORD_SEED);
      this.#isStemmed[number] = 1;
    }
    return this.#stemHashes;
  }

  #numberOf(units: Uint16Array, from: number, to: number, hash: number, { kind }: Scanner): number {
    const known = this.#keys.find(units, from, to, hash);
    if (known >= 0) return known;
    const number = this.#keys.add(units, from, to, hash);
    const word = new Word(kind, textOf(units.subarray(from, to)), this.#vocabulary);
    this.words.push(word);
    this.formHashes[number] = hashString(word.form, WORD_SEED);
    this.kinds[number] = KIND_NUMBERS[kind];
    this.manners[number] = mannerOf(word);
    this.rows[number] = word.row;
    this.contents[number] = Number(word.content);
    return number;
  }
}

/** The hash of a token whose units are its key, or null where its key is another. */
function plainHash(scanner: Scanner): number | null {
  const { kind, units, from, to } = scanner;
  const isNamed = kind === 'number' || kind === 'mention' || kind === 'url';
  if (isNamed || scanner.isSpelled || to - from > LONGEST_WORD || scanner.end - scanner.start !== to - from)
    return null;
  let hash = WORD_SEED;
  let before = 0;
  let last = 0;
  for (let i = from; i < to; i++) {
    const unit = units[i]!;
    // Three alike may be a stretched word, and half a pair of surrogates a letter of it.
    if ((unit === last && unit === before) || (unit & 0xf800) === 0xd800) return null;
    hash = addUnit(hash, unit);
    before = last;
    last = unit;
  }
  return hash;
}

/** Behind the key of a word that was written with more units than its norm has. */
const SHORTENED = '\n';

/** What tells tokens apart: a word and a hashtag never have the same norm; of other kinds only the form matters. */
function keyOf(scanner: Scanner): string {
  const { kind, start, end } = scanner;
  const placeholder = PLACEHOLDERS[kind];
  if (placeholder !== undefined) return placeholder;
  const norm = normOf(scanner);
  const key = norm.slice(0, LONGEST_WORD);
  return kind === 'word' && end - start > norm.length ? key + SHORTENED : key;
}

const ADDRESS = new Set(['you', 'your', 'u', "you're"]);

function mannerOf({ isWord, form }: Word): number {
  if (isWord) return ADDRESS.has(form) ? MANNERS.address : MANNERS.word;
  if (form.startsWith('!')) return MANNERS.exclamation;
  return form.startsWith('?') ? MANNERS.question : MANNERS.none;
}

function vocabularyRow(form: string, { rows }: Vocabulary): number {
  const whole = rows.get(form);
  if (whole !== undefined) return whole;
  const apostrophe = form.indexOf("'");
  if (apostrophe < 0) return -1;
  return (form.endsWith("n't") ? rows.get('not') : rows.get(form.slice(0, apostrophe))) ?? -1;
}

const lexicons = new WeakMap<Vocabulary, Lexicon>();

/** The lexicon that the next text is read by: one by vocabulary, another once it is full. */
export function lexiconOf(vocabulary: Vocabulary): Lexicon {
  const known = lexicons.get(vocabulary);
  if (known !== undefined && known.words.length < MOST_WORDS) return known;
  const fresh = new Lexicon(vocabulary);
  lexicons.set(vocabulary, fresh);
  return fresh;
}
