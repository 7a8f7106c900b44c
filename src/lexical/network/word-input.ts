import type { Vocabulary, Word } from '../../text/lexicon.ts';
import { type NgramConfig, pushWord } from '../../text/ngrams.ts';
import type { PoolPart } from '../features/input.ts';
import { addMean, addRow, type Table } from './table.ts';

/**
 * What the filters read of a word: the mean of its rows in the table, the mean of its subwords' rows, and its vector; zeros
 * where there is none.
 */
export interface WordInput {
  /** Ids of its rows. */
  readonly words: Int32Array;
  readonly subwords: Int32Array;
  /** Row in the vocabulary, or -1. */
  readonly vector: number;
}

/** Returns which n-grams a pool of a part holds: of a word itself (as written, its readings, its skeleton), or inside it. */
export const ngramsOf = (part: PoolPart, config: NgramConfig): NgramConfig =>
  part === 'words' ? { ...config, characters: null } : { ...config, words: 0, skeletons: false };

/** Returns what the filters read of a word. */
export function wordInput(word: Word, config: NgramConfig): WordInput {
  const words: number[] = [];
  const subwords: number[] = [];
  pushWord(word, ngramsOf('words', config), (id) => words.push(id));
  if (config.characters !== null) pushWord(word, ngramsOf('subwords', config), (id) => subwords.push(id));
  return { words: new Int32Array(words), subwords: new Int32Array(subwords), vector: word.row };
}

/** Writes the numbers of a word, `wordInputLength` of them, to `out` from `offset` on, where zeros stand. */
export function writeWordInput(
  table: Table,
  vocabulary: Vocabulary,
  { words, subwords, vector }: WordInput,
  out: Float32Array,
  offset = 0,
): void {
  addMean(table, words, out, offset);
  addMean(table, subwords, out, offset + table.dimensions);
  if (vector >= 0) addRow(vocabulary, vector, out.subarray(offset + 2 * table.dimensions));
}
