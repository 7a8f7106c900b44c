import { addUnit, FNV_OFFSET_BASIS, FNV_PRIME, hashString } from './hash.ts';
import { fromLeet } from './leet.ts';
import type { Word } from './lexicon.ts';
import type { Features, Terms } from './terms.ts';

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

/** Receives a feature id. */
export type Push = (id: number) => void;

/** Runs of words: the first `count` ids, and of each the token that it begins at. */
export interface RunList {
  readonly ids: Int32Array;
  readonly owners: Int32Array;
  count: number;
}

/**
 * Returns the hashed n-grams of tokens `from` to `to` (exclusive): every word in each of its readings, runs of up to
 * `words` words, and runs of characters inside a word with its bounds marked (fastText's subwords, Bojanowski et al.
 * 2017). With another `salt` words and runs of words have other ids.
 */
export function ngrams(terms: Terms, config: NgramConfig, from = 0, to = terms.length, salt = 0): Features {
  const ids: number[] = [];
  const owners: number[] = [];
  const runs = createRunList(to - from, config);
  addRuns(terms, from, to, config, salt, runs);
  for (let i = from, run = 0; i < to; i++) {
    const push = (id: number) => {
      ids.push(id);
      owners.push(i);
    };
    pushWord(terms.words[i]!, config, push, salt);
    for (; runs.owners[run] === i && run < runs.count; run++) push(runs.ids[run]!);
  }
  return { ids: Int32Array.from(ids), owners: Int32Array.from(owners) };
}

const CHARACTER_SEED = 0x9747b28c;
const RUN_SEED = 0x2545f491;
const SKELETON_SEED = 0x1b873593;

/** Pushes the ids of a word by itself: of each of its readings, of their characters, of its consonants. */
export function pushWord(word: Word, config: NgramConfig, push: Push, salt = 0): void {
  const { isWord, isShortened } = word;
  const unit = config.unit === 'stem' ? word.stem : word.plain;
  const mask = config.buckets - 1;
  for (const reading of isWord ? readings(unit, isShortened) : [unit]) {
    if (config.words > 0) push(mix(hashString(reading, FNV_OFFSET_BASIS ^ salt)) & mask);
    if (config.characters !== null && isWord) pushCharacters(reading, config.characters, mask, push);
  }
  const consonants = config.skeletons && isWord ? skeleton(unit) : '';
  if (consonants !== '') push(mix(hashString(consonants, SKELETON_SEED)) & mask);
}

/** Returns an empty list with room for the runs of words that begin at so many tokens. */
export function createRunList(tokens: number, { words }: NgramConfig): RunList {
  const max = tokens * Math.max(0, words - 1);
  return { ids: new Int32Array(max), owners: new Int32Array(max), count: 0 };
}

/**
 * Appends the runs of words from token `from` to `to` (exclusive) to `runs`, in the order of the tokens they begin at.
 */
export function addRuns(
  terms: Terms,
  from: number,
  to: number,
  { words, unit, buckets }: NgramConfig,
  salt: number,
  runs: RunList,
): void {
  if (words < 2) return;
  const { ids, owners } = runs;
  const { indices } = terms;
  const hashes = unit === 'stem' ? terms.stemHashes : terms.lexicon.formHashes;
  let { count } = runs;
  for (let i = from; i < to; i++) {
    let run = RUN_SEED ^ salt ^ hashes[indices[i]!]!;
    const last = Math.min(to, i + words);
    for (let k = i + 1; k < last; k++, count++) {
      run = Math.imul(run, FNV_PRIME) ^ hashes[indices[k]!]!;
      ids[count] = mix(run) & (buckets - 1);
      owners[count] = i;
    }
  }
  runs.count = count;
}

const DOUBLED = /(\p{L})\1/u;
const DOUBLES = /(\p{L})\1/gu;

/**
 * Returns what a mask leaves of a word: its consonants, if there are at least two (`sh*t` and `shit`: `sht`), else ''.
 */
function skeleton(word: string): string {
  const consonants = word.replace(/[^b-df-hj-np-tv-z]/g, '');
  return consonants.length >= 2 ? consonants : '';
}

/**
 * Returns what a word may stand for: as written; leet (`1d10t`) in letters; stretched (`fuuuck`) with single letters.
 */
function readings(unit: string, shortened: boolean): readonly string[] {
  const plain = fromLeet(unit);
  // Only a word that lost letters on the way here was stretched: `hello` was not.
  const single = shortened && DOUBLED.test(plain) ? plain.replace(DOUBLES, '$1') : plain;
  if (single === unit) return [unit];
  return plain === unit || plain === single ? [unit, single] : [unit, plain, single];
}

function pushCharacters(word: string, [shortest, longest]: readonly [number, number], mask: number, push: Push): void {
  const marked = `<${word}>`;
  for (let start = 0; start + shortest <= marked.length; start++) {
    let hash = CHARACTER_SEED;
    const end = Math.min(marked.length, start + longest);
    for (let at = start; at < end; at++) {
      hash = addUnit(hash, marked.charCodeAt(at));
      if (at - start + 1 >= shortest) push(mix(hash) & mask);
    }
  }
}

/** MurmurHash3's finaliser (Appleby): it spreads FNV's weak low bits over the buckets. */
function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
