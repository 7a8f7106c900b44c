import { addUnit, FNV_OFFSET_BASIS, hashString } from './hash.ts';
import { Interner } from './interner.ts';
import { createKernelScan, type KernelScan } from './kernel-scan.ts';
import { englishOf } from './language-evidence.ts';
import { textOf } from './normalize.ts';
import { MAX_SPELLED, type Scanner, TOKEN_KINDS, type TokenKind } from './scanner.ts';
import { STOPWORDS, stem } from './stem.ts';
import { normOf } from './tokenize.ts';
import { plainWords } from './undisguised.ts';

/**
 * Words with a vector, by row: `rows.get(word)` is its row, `idf[row]` its inverse document frequency, and its vector
 * is `values[row * dimensions …]` times `scales[row]`.
 */
export interface Vocabulary {
  readonly rows: ReadonlyMap<string, number>;
  readonly dimensions: number;
  readonly values: Int8Array;
  readonly scales: Float32Array;
  readonly idf: Float32Array;
}

/** A word of a lexicon: what is the same wherever it stands. */
export class Word {
  /** Folded form, with a placeholder for what is never seen twice (urls, mentions, numbers). */
  readonly form: string;
  readonly isWord: boolean;
  /** The known word that it hides (`1d10t`), else its form; of a run that is spelt out all its words, with blanks between them. */
  readonly plain: string;
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
    const isSpelled = key.endsWith(SPELLED);
    this.isShortened = isSpelled || key.endsWith(SHORTENED);
    this.form = this.isShortened ? key.slice(0, -1) : key;
    const isKnown = (form: string) => vocabularyRow(form, vocabulary) >= 0;
    this.plain =
      (this.isWord ? plainWords(this.form, { isSpelled, isShortened: this.isShortened }, isKnown) : null) ?? this.form;
    this.row = this.isWord || isTag ? vocabularyRow(isTag ? this.form.slice(1) : this.plain, vocabulary) : -1;
    this.content = (this.isWord || isTag) && this.form.length > 1 && !STOPWORDS.has(this.form);
  }

  /** Of a word its stem, else its form. */
  get stem(): string {
    return this.isWord ? stem(this.plain) : this.form;
  }
}

/** Codes of the kinds of tokens in `Lexicon.kinds`. */
export const KIND_CODES = Object.fromEntries(TOKEN_KINDS.map((kind, code) => [kind, code])) as Record<
  TokenKind,
  number
>;

/** Surface classes of a token: how it is written, apart from what it means. */
export const SURFACE_CLASSES = { none: 0, word: 1, address: 2, exclamation: 3, question: 4 } as const;

/** Texts are truncated to so many tokens: what follows changes no result and costs time. */
export const MAX_TOKENS = 2000;
/** A lexicon of so many words takes no other text. */
export const MAX_WORDS = 60_000;
/**
 * Upper bound of word ids: the last text may add as many words as it has tokens, and half as many runs that are spelt out,
 * the last of which may have words beyond the last token.
 */
export const MAX_IDS = MAX_WORDS + 2 * MAX_TOKENS;
/** In `Lexicon.english`: ask. */
export const UNASKED = 127;
/** Words are truncated to so many UTF-16 units. */
const MAX_WORD_LENGTH = 40;

/** Behind the key of a word that was written with more units than its norm has, and of one that was spelt out. */
const [SHORTENED, SPELLED] = ['\n', '\r'] as const;

const PLACEHOLDERS: Partial<Record<TokenKind, string>> = { url: '<url>', mention: '<user>', number: '<number>' };

/**
 * The words met so far, with ids as they came. What every comment asks of every word stands in typed arrays by id: a
 * walk over objects misses the cache.
 */
export class Lexicon {
  readonly words: Word[] = [];
  readonly formHashes = new Int32Array(MAX_IDS);
  /** One of `KIND_CODES`. */
  readonly kinds = new Uint8Array(MAX_IDS);
  /** One of `SURFACE_CLASSES`. */
  readonly surfaceClasses = new Uint8Array(MAX_IDS);
  /** Row in the vocabulary, or -1. */
  readonly rows = new Int32Array(MAX_IDS);
  /** 1 for content words, which say something about the topic. */
  readonly contents = new Uint8Array(MAX_IDS);
  /** What each says for English (`englishOf`), or `UNASKED`. */
  readonly english = new Int8Array(MAX_IDS).fill(UNASKED);
  /** Reads texts by the ids of this lexicon. */
  readonly scan: KernelScan;
  readonly #vocabulary: Vocabulary;
  readonly #keys = new Interner(MAX_IDS);
  /** The units of a key that is no part of a text. */
  readonly #key = new Uint16Array(MAX_SPELLED + SPELLED.length);
  readonly #stemHashes = new Int32Array(MAX_IDS);
  readonly #isStemmed = new Uint8Array(MAX_IDS);

  constructor(vocabulary: Vocabulary, createScan = createKernelScan) {
    this.#vocabulary = vocabulary;
    this.scan = createScan(MAX_IDS, MAX_TOKENS);
  }

  /** Returns the id of the word that a scanner has reached; a new one gets the next. */
  idOf(scanner: Scanner): number {
    const { kind } = scanner;
    const placeholder = PLACEHOLDERS[kind];
    if (placeholder !== undefined) return this.#idOfKey(placeholder, kind);
    const hash = plainHash(scanner);
    if (hash === null) return this.#idOfKey(keyOf(scanner), kind);
    return this.#idOf(scanner.units, scanner.from, scanner.to, hash, kind);
  }

  /** Returns the hashes of stems by id, for these ids at least: not every head asks for stems, which take time. */
  stemHashes(ids: Int32Array): Int32Array {
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      if (this.#isStemmed[id] === 1) continue;
      this.#stemHashes[id] = hashString(this.words[id]!.stem, FNV_OFFSET_BASIS);
      this.#isStemmed[id] = 1;
    }
    return this.#stemHashes;
  }

  /** Asks what a word says for English, and gives it. */
  askEnglish(id: number): number {
    const { isWord, form } = this.words[id]!;
    const says = isWord ? englishOf(form) : 0;
    this.english[id] = says;
    return says;
  }

  /** Returns the ids of the words that a spelt-out one stands for, in order; of any other word its own. */
  partsOf(id: number): readonly number[] {
    const { plain } = this.words[id]!;
    if (!plain.includes(' ')) return [id];
    return plain.split(' ').map((word) => this.#idOfKey(word, 'word'));
  }

  #idOfKey(key: string, kind: TokenKind): number {
    for (let i = 0; i < key.length; i++) this.#key[i] = key.charCodeAt(i);
    return this.#idOf(this.#key, 0, key.length, hashString(key, FNV_OFFSET_BASIS), kind);
  }

  #idOf(units: Uint16Array, from: number, to: number, hash: number, kind: TokenKind): number {
    const known = this.#keys.find(units, from, to, hash);
    if (known >= 0) return known;
    const id = this.#keys.add(units, from, to, hash);
    const word = new Word(kind, textOf(units.subarray(from, to)), this.#vocabulary);
    this.words.push(word);
    this.formHashes[id] = hashString(word.plain, FNV_OFFSET_BASIS);
    this.kinds[id] = KIND_CODES[kind];
    this.surfaceClasses[id] = surfaceClassOf(word);
    this.rows[id] = word.row;
    this.contents[id] = Number(word.content);
    return id;
  }
}

/** Returns the hash of a token whose units are its key, or null where its key is another. */
function plainHash(scanner: Scanner): number | null {
  const { units, from, to } = scanner;
  if (scanner.isSpelled || to - from > MAX_WORD_LENGTH || scanner.end - scanner.start !== to - from) return null;
  let hash = FNV_OFFSET_BASIS;
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

/**
 * Returns what tells tokens apart: a word and a hashtag never have the same norm; of other kinds only the form matters.
 */
function keyOf(scanner: Scanner): string {
  const { kind, start, end } = scanner;
  const norm = normOf(scanner);
  if (scanner.isSpelled) return norm.slice(0, MAX_SPELLED) + SPELLED;
  const key = norm.slice(0, MAX_WORD_LENGTH);
  return kind === 'word' && end - start > norm.length ? key + SHORTENED : key;
}

const ADDRESS = new Set(['you', 'your', 'u', "you're"]);

function surfaceClassOf({ isWord, form }: Word): number {
  if (isWord) return ADDRESS.has(form) ? SURFACE_CLASSES.address : SURFACE_CLASSES.word;
  if (form.startsWith('!')) return SURFACE_CLASSES.exclamation;
  return form.startsWith('?') ? SURFACE_CLASSES.question : SURFACE_CLASSES.none;
}

function vocabularyRow(form: string, { rows }: Vocabulary): number {
  const whole = rows.get(form);
  if (whole !== undefined) return whole;
  const apostrophe = form.indexOf("'");
  if (apostrophe < 0) return -1;
  return (form.endsWith("n't") ? rows.get('not') : rows.get(form.slice(0, apostrophe))) ?? -1;
}

const lexicons = new WeakMap<Vocabulary, Lexicon>();

/** Returns the lexicon that the next text is read by: one for each vocabulary, a new one once that is full. */
export function lexiconOf(vocabulary: Vocabulary): Lexicon {
  const known = lexicons.get(vocabulary);
  if (known !== undefined && known.words.length < MAX_WORDS) return known;
  const created = new Lexicon(vocabulary);
  lexicons.set(vocabulary, created);
  return created;
}
