import type { Vocabulary } from '../../text/lexicon.ts';
import { allocateFloats, allocateInts } from '../../text/short-arrays.ts';
import type { Terms } from '../../text/terms.ts';
import { dot } from './numbers.ts';
import { wordVectorsOf } from './word-vectors.ts';

/** What a text is about: its topic words, those with a vector side by side in reading order. */
export interface Topic {
  /** Token index of each. */
  readonly owners: Int32Array;
  /** Hash of the stem of each. */
  readonly stems: Int32Array;
  /** Row of each in the vocabulary. */
  readonly rows: Int32Array;
  /** Inverse document frequency of each. */
  readonly idf: Float32Array;
  /** idf-weighted mean of their vectors, of unit length; zeros where there are none. */
  readonly mean: Float32Array;
  /** Hashes of the stems of topic words that have no vector. */
  readonly unknown: readonly number[];
}

/** Returns the topic of a text. */
export function readTopic({ indices, lexicon, stemHashes }: Terms, vocabulary: Vocabulary): Topic {
  const owners = allocateInts(indices.length);
  const unknown: number[] = [];
  let count = 0;
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i]!;
    if (lexicon.contents[index] === 0) continue;
    if (lexicon.rows[index]! >= 0) owners[count++] = i;
    else unknown.push(stemHashes[index]!);
  }
  const stems = allocateInts(count);
  const rows = allocateInts(count);
  const idf = allocateFloats(count);
  for (let w = 0; w < count; w++) {
    const index = indices[owners[w]!]!;
    const row = lexicon.rows[index]!;
    stems[w] = stemHashes[index]!;
    rows[w] = row;
    idf[w] = vocabulary.idf[row]!;
  }
  return { owners: owners.subarray(0, count), stems, rows, idf, mean: meanOf(rows, vocabulary), unknown };
}

function meanOf(rows: Int32Array, vocabulary: Vocabulary): Float32Array {
  const mean = wordVectorsOf(vocabulary).sum(rows);
  const length = Math.sqrt(dot(mean, mean));
  for (let d = 0; d < mean.length && length > 0; d++) mean[d] = mean[d]! / length;
  return mean;
}
