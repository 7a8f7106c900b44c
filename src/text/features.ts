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

/** A text read once, for every head: its tokens and, side by side with them, what features are made of. */
export interface Terms {
  readonly tokens: readonly Token[];
  /** Folded form, with placeholders for what is never seen twice (urls, mentions, numbers). */
  readonly forms: readonly string[];
  readonly stems: readonly string[];
  /** Row in the vocabulary, or -1. */
  readonly rows: Int32Array;
  /** Is it a word that says something about the topic? */
  readonly content: Uint8Array;
}

/** Which n-grams a table holds. `buckets` is a power of two. */
export interface NgramConfig {
  readonly buckets: number;
  /** `stem` counts inflections of a word as one, `form` keeps them apart. */
  readonly unit: 'form' | 'stem';
  /** Longest run of words; 0 for characters alone. */
  readonly words: number;
  /** Shortest and longest run of characters inside a word, or null for none. */
  readonly characters: readonly [number, number] | null;
}

/** Feature ids of a text and, for each, the index of the (first) token that it was read from. */
export interface Features {
  readonly ids: Int32Array;
  readonly owners: Int32Array;
}

/** A text of more tokens than this is read to here: what follows changes no answer and costs time. */
const MOST_TOKENS = 2000;
/** A longer word is no word: its n-grams are read from this many units. */
const LONGEST_WORD = 40;

const PLACEHOLDERS: Partial<Record<Token['kind'], string>> = { url: '<url>', mention: '<user>', number: '<number>' };

/** Reads a text for the heads; linear in its length and at most 2,000 tokens. */
export function readTerms(text: string, vocabulary: Vocabulary): Terms {
  const all = tokenize(text);
  const tokens = all.length > MOST_TOKENS ? all.slice(0, MOST_TOKENS) : all;
  const forms = tokens.map((token) => PLACEHOLDERS[token.kind] ?? token.norm);
  const stems = forms.map((form, i) => (tokens[i]?.kind === 'word' ? stem(form) : form));
  const rows = Int32Array.from(tokens, (token) => vocabularyRow(token, vocabulary));
  const content = Uint8Array.from(tokens, (token) => Number(isContent(token)));
  return { tokens, forms, stems, rows, content };
}

function isContent(token: Token): boolean {
  return (token.kind === 'word' || token.kind === 'hashtag') && token.norm.length > 1 && !STOPWORDS.has(token.norm);
}

function vocabularyRow({ kind, norm }: Token, { rows }: Vocabulary): number {
  if (kind !== 'word' && kind !== 'hashtag') return -1;
  const form = kind === 'hashtag' ? norm.slice(1) : norm;
  const whole = rows.get(form);
  if (whole !== undefined) return whole;
  const apostrophe = form.indexOf("'");
  if (apostrophe < 0) return -1;
  return (form.endsWith("n't") ? rows.get('not') : rows.get(form.slice(0, apostrophe))) ?? -1;
}

/** Rows of the words of a text that have a vector, from token `from` to `to` (exclusive). */
export function vectorRows(terms: Terms, from = 0, to = terms.tokens.length): Features {
  const ids: number[] = [];
  const owners: number[] = [];
  for (let i = from; i < to; i++) {
    const row = terms.rows[i] as number;
    if (row < 0) continue;
    ids.push(row);
    owners.push(i);
  }
  return { ids: Int32Array.from(ids), owners: Int32Array.from(owners) };
}

const WORD_SEED = 0x811c9dc5;
const CHARACTER_SEED = 0x9747b28c;
const RUN_SEED = 0x2545f491;

/**
 * Hashed n-grams of tokens `from` to `to` (exclusive): every word in each of its readings, runs of up to `words` words,
 * and runs of characters inside a word with its bounds marked (fastText's subwords, Bojanowski et al. 2017).
 */
export function ngrams(terms: Terms, config: NgramConfig, from = 0, to = terms.tokens.length): Features {
  const ids: number[] = [];
  const owners: number[] = [];
  const mask = config.buckets - 1;
  const units = config.unit === 'stem' ? terms.stems : terms.forms;
  const push = (hash: number, owner: number) => {
    ids.push(mix(hash) & mask);
    owners.push(owner);
  };
  for (let i = from; i < to; i++) {
    const unit = units[i] as string;
    const token = terms.tokens[i] as Token;
    const isWord = token.kind === 'word';
    for (const reading of isWord ? readings(token, unit) : [unit]) {
      if (config.words > 0) push(hashString(reading, WORD_SEED), i);
      if (config.characters !== null && isWord) pushCharacters(reading, config.characters, (hash) => push(hash, i));
    }
    let run = hashString(unit, RUN_SEED);
    for (let n = 1; n < config.words && i + n < to; n++) {
      run = hashString(units[i + n] as string, Math.imul(run, 31) ^ n);
      push(run, i);
    }
  }
  return { ids: Int32Array.from(ids), owners: Int32Array.from(owners) };
}

const LEET: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' };
const DISGUISE = /[013457@$]/;
const DOUBLED = /(\p{L})\1/u;
const DOUBLES = /(\p{L})\1/gu;

/** What a word may stand for: as written; leet (`1d10t`) with letters; stretched (`fuuuck`) with single letters. */
function readings({ norm, start, end }: Token, unit: string): readonly string[] {
  const written = unit.slice(0, LONGEST_WORD);
  const plain = DISGUISE.test(written) ? written.replace(/[013457@$]/g, (sign) => LEET[sign] as string) : written;
  // Only a word that lost letters on the way here was stretched: `hello` was not.
  const single = end - start > norm.length && DOUBLED.test(plain) ? plain.replace(DOUBLES, '$1') : plain;
  if (single === written) return [written];
  return plain === written || plain === single ? [written, single] : [written, plain, single];
}

function pushCharacters(word: string, [shortest, longest]: readonly [number, number], push: (hash: number) => void) {
  const marked = `<${word}>`;
  for (let start = 0; start + shortest <= marked.length; start++) {
    let hash = CHARACTER_SEED;
    const end = Math.min(marked.length, start + longest);
    for (let at = start; at < end; at++) {
      hash = Math.imul(hash ^ marked.charCodeAt(at), 0x01000193);
      if (at - start + 1 >= shortest) push(hash);
    }
  }
}

/** FNV-1a over UTF-16 units (Fowler, Noll, Vo). */
function hashString(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** MurmurHash3's finaliser (Appleby): spreads FNV's weak low bits over the buckets. */
function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
