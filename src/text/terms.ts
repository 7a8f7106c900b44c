import { hashString } from './hash.ts';
import { STOPWORDS, stem } from './stem.ts';
import { type Token, tokenize } from './tokenize.ts';

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
export interface Word {
  /** Folded form, with a placeholder for what is never seen twice (urls, mentions, numbers). */
  readonly form: string;
  readonly stem: string;
  readonly isWord: boolean;
  /** Was it written with more units than its form has: stretched, spelt out, or with invisible characters? */
  readonly isShortened: boolean;
  /** Row in the vocabulary, or -1. */
  readonly row: number;
  /** Does it say something about the topic? */
  readonly content: boolean;
}

/** What a token does, beside what it says. */
export const MANNERS = { none: 0, address: 1, exclamation: 2, question: 3 } as const;

/**
 * The words met so far, numbered as they came. What every comment asks of every word stands in typed arrays, by number:
 * a walk over objects misses the cache.
 */
export class Lexicon {
  readonly words: Word[] = [];
  readonly indices = new Map<string, number>();
  readonly formHashes = new Int32Array(ROOM);
  readonly stemHashes = new Int32Array(ROOM);
  /** One of `MANNERS`. */
  readonly manners = new Uint8Array(ROOM);
  /** Row in the vocabulary, or -1. */
  readonly rows = new Int32Array(ROOM);
  /** 1 for words that say something about the topic. */
  readonly contents = new Uint8Array(ROOM);

  add(key: string, word: Word): number {
    const index = this.words.length;
    this.words.push(word);
    this.indices.set(key, index);
    this.formHashes[index] = hashString(word.form, WORD_SEED);
    this.stemHashes[index] = hashString(word.stem, WORD_SEED);
    this.manners[index] = mannerOf(word);
    this.rows[index] = word.row;
    this.contents[index] = Number(word.content);
    return index;
  }
}

/** A text read once, for every head: its tokens and, side by side with them, the number of each one's word. */
export class Terms {
  readonly tokens: readonly Token[];
  readonly indices: Int32Array;
  readonly lexicon: Lexicon;
  #words: readonly Word[] | null = null;

  constructor(tokens: readonly Token[], indices: Int32Array, lexicon: Lexicon) {
    this.tokens = tokens;
    this.indices = indices;
    this.lexicon = lexicon;
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

/** A text of more tokens than this is read to here: what follows changes no answer and costs time. */
export const MOST_TOKENS = 2000;
/** Words remembered for each vocabulary, and as many more as one text has. */
export const MOST_WORDS = 30_000;
const ROOM = MOST_WORDS + MOST_TOKENS;
/** A longer word is no word: it is read to here. */
const LONGEST_WORD = 40;

const WORD_SEED = 0x811c9dc5;
const PLACEHOLDERS: Partial<Record<Token['kind'], string>> = { url: '<url>', mention: '<user>', number: '<number>' };

const lexicons = new WeakMap<Vocabulary, Lexicon>();

function lexiconOf(vocabulary: Vocabulary): Lexicon {
  const known = lexicons.get(vocabulary);
  if (known !== undefined && known.words.length < MOST_WORDS) return known;
  const fresh = new Lexicon();
  lexicons.set(vocabulary, fresh);
  return fresh;
}

/** Reads a text for the heads; linear in its length and at most 2,000 tokens. */
export function readTerms(text: string, vocabulary: Vocabulary): Terms {
  const tokens = tokenize(text, MOST_TOKENS);
  const lexicon = lexiconOf(vocabulary);
  const indices = new Int32Array(tokens.length);
  for (let i = 0; i < tokens.length; i++) {
    const { kind, norm, start, end } = tokens[i] as Token;
    // A word and a hashtag never have the same norm; of other kinds only the form matters.
    let key = kind === 'word' ? norm : (PLACEHOLDERS[kind] ?? norm);
    if (key.length > LONGEST_WORD) key = key.slice(0, LONGEST_WORD);
    const isShortened = kind === 'word' && end - start > norm.length;
    if (isShortened) key += '\n';
    indices[i] = lexicon.indices.get(key) ?? lexicon.add(key, readWord(kind, key, isShortened, vocabulary));
  }
  return new Terms(tokens, indices, lexicon);
}

function readWord(kind: Token['kind'], key: string, isShortened: boolean, vocabulary: Vocabulary): Word {
  const isWord = kind === 'word';
  const isTag = kind === 'hashtag';
  const form = isShortened ? key.slice(0, -1) : key;
  return {
    form,
    stem: isWord ? stem(form) : form,
    isWord,
    isShortened,
    row: isWord || isTag ? vocabularyRow(isTag ? form.slice(1) : form, vocabulary) : -1,
    content: (isWord || isTag) && form.length > 1 && !STOPWORDS.has(form),
  };
}

const ADDRESS = new Set(['you', 'your', 'u', "you're"]);

function mannerOf({ isWord, form }: Word): number {
  if (isWord) return ADDRESS.has(form) ? MANNERS.address : MANNERS.none;
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
