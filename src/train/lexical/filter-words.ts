import { writeWordInput } from '../../lexical/network/word-input.ts';
import type { Vocabulary } from '../../text/lexicon.ts';
import type { EncodedSequence, EncodedSet } from './encoded.ts';
import type { SparseTable } from './sparse.ts';

/** Distinct words of a batch, as they come: from the index among the set's words to that among the batch's. */
export type BatchWords = ReadonlyMap<number, number>;

/** Returns the distinct words of the texts of some examples. */
export function distinctWords(sequences: readonly EncodedSequence[], examples: Uint32Array): BatchWords {
  const indices = new Map<number, number>();
  for (const { words, starts } of sequences) {
    for (const example of examples) {
      for (let t = starts[example]!; t < starts[example + 1]!; t++) {
        const word = words[t]!;
        if (!indices.has(word)) indices.set(word, indices.size);
      }
    }
  }
  return indices;
}

/**
 * Returns what the filters read of the words of a batch, (words + 1, inputs). The last row is zeros: that of a token
 * which is left out.
 */
export function wordInputs(
  words: BatchWords,
  { distinct }: EncodedSet,
  { table }: SparseTable,
  vocabulary: Vocabulary,
  inputs: number,
): Float32Array {
  const rows = new Float32Array((words.size + 1) * inputs);
  for (const [word, index] of words) writeWordInput(table, vocabulary, distinct[word]!, rows, index * inputs);
  return rows;
}
