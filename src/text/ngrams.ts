import { hashString } from './hash.ts';
import type { Features, Terms, Word } from './terms.ts';
import type { Token } from './tokenize.ts';

/** Which n-grams a table holds. `buckets` is a power of two. */
export interface NgramConfig {
  readonly buckets: number;
  /** `stem` counts inflections of a word as one, `form` keeps them apart. */
  readonly unit: 'form' | 'stem';
  /** Longest run of words; 0 for characters alone. */
  readonly words: number;
  /** Shortest and longest run of characters inside a word, or null for none. */
  readonly characters: readonly [number, number] | null;
  /** Count the consonants of a word too: a masked word (`sh*t`) keeps them. */
  readonly skeletons: boolean;
}

/** Takes a feature id. */
export type Push = (id: number) => void;

/** A longer word is no word: its n-grams are read from this many units. */
const LONGEST_WORD = 40;

/**
 * Hashed n-grams of tokens `from` to `to` (exclusive): every word in each of its readings, runs of up to `words` words,
 * and runs of characters inside a word with its bounds marked (fastText's subwords, Bojanowski et al. 2017).
 */
export function ngrams(terms: Terms, config: NgramConfig, from = 0, to = terms.tokens.length): Features {
  const ids: number[] = [];
  const owners: number[] = [];
  for (let i = from; i < to; i++) {
    const push = (id: number) => {
      ids.push(id);
      owners.push(i);
    };
    pushWord(terms.tokens[i] as Token, terms.words[i] as Word, config, push);
    pushRuns(terms.words, i, to, config, push);
  }
  return { ids: Int32Array.from(ids), owners: Int32Array.from(owners) };
}

const WORD_SEED = 0x811c9dc5;
const CHARACTER_SEED = 0x9747b28c;
const RUN_SEED = 0x2545f491;
const SKELETON_SEED = 0x1b873593;

/** The ids of a word by itself. They follow from the word and from whether letters were dropped: `isShortened`. */
export function pushWord(token: Token, word: Word, config: NgramConfig, push: Push): void {
  const unit = unitOf(word, config);
  const mask = config.buckets - 1;
  const isWord = token.kind === 'word';
  for (const reading of isWord ? readings(unit, isShortened(token)) : [unit]) {
    if (config.words > 0) push(mix(hashString(reading, WORD_SEED)) & mask);
    if (config.characters !== null && isWord) pushCharacters(reading, config.characters, mask, push);
  }
  const consonants = config.skeletons && isWord ? skeleton(unit) : '';
  if (consonants !== '') push(mix(hashString(consonants, SKELETON_SEED)) & mask);
}

/** The ids of the runs of words that begin at word `i` and end before `to`. */
export function pushRuns(words: readonly Word[], i: number, to: number, config: NgramConfig, push: Push): void {
  if (config.words < 2) return;
  let run = hashString(unitOf(words[i] as Word, config), RUN_SEED);
  for (let n = 1; n < config.words && i + n < to; n++) {
    run = hashString(unitOf(words[i + n] as Word, config), Math.imul(run, 31) ^ n);
    push(mix(run) & (config.buckets - 1));
  }
}

/** Was the token written with more units than its norm has: stretched, spelt out, or with invisible characters? */
export function isShortened({ start, end, norm }: Token): boolean {
  return end - start > norm.length;
}

const unitOf = (word: Word, { unit }: NgramConfig) => (unit === 'stem' ? word.stem : word.form);

const LEET: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' };
const DISGUISE = /[013457@$]/;
const DOUBLED = /(\p{L})\1/u;
const DOUBLES = /(\p{L})\1/gu;

/** What a mask leaves of a word: its consonants, where there are at least two (`sh*t` and `shit`: `sht`). */
function skeleton(word: string): string {
  const consonants = word.slice(0, LONGEST_WORD).replace(/[^b-df-hj-np-tv-z]/g, '');
  return consonants.length >= 2 ? consonants : '';
}

/** What a word may stand for: as written; leet (`1d10t`) with letters; stretched (`fuuuck`) with single letters. */
function readings(unit: string, shortened: boolean): readonly string[] {
  const written = unit.slice(0, LONGEST_WORD);
  const plain = DISGUISE.test(written) ? written.replace(/[013457@$]/g, (sign) => LEET[sign] as string) : written;
  // Only a word that lost letters on the way here was stretched: `hello` was not.
  const single = shortened && DOUBLED.test(plain) ? plain.replace(DOUBLES, '$1') : plain;
  if (single === written) return [written];
  return plain === written || plain === single ? [written, single] : [written, plain, single];
}

function pushCharacters(word: string, [shortest, longest]: readonly [number, number], mask: number, push: Push): void {
  const marked = `<${word}>`;
  for (let start = 0; start + shortest <= marked.length; start++) {
    let hash = CHARACTER_SEED;
    const end = Math.min(marked.length, start + longest);
    for (let at = start; at < end; at++) {
      hash = Math.imul(hash ^ marked.charCodeAt(at), 0x01000193);
      if (at - start + 1 >= shortest) push(mix(hash) & mask);
    }
  }
}

/** MurmurHash3's finaliser (Appleby): spreads FNV's weak low bits over the buckets. */
function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
