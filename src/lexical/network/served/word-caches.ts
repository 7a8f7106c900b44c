import { PART_ROWS } from '../../../kernels/gather.ts';
import type { Kernels } from '../../../kernels/kernels.ts';
import type { Word } from '../../../text/lexicon.ts';
import { pushWord } from '../../../text/ngrams.ts';
import type { PoolPart } from '../../features/input.ts';
import { type Network, wordInputLength } from '../network.ts';
import { addRow } from '../table.ts';
import { createWordCache, type FillRow, type WordCache } from '../word-cache.ts';
import { ngramsOf } from '../word-input.ts';
import { HEADER, type WordRowLayout } from './layout.ts';
import type { ServedWeights } from './weights.ts';

/** What the filters read of a word, besides its vector, in this order. */
const PARTS = ['words', 'subwords'] as const;

/** The caches of what words add. */
export interface WordCaches {
  /** Rows as the layout has them. */
  readonly words: WordCache;
  /** Returns the cache of a part's sums alone under a salt. */
  readonly salted: (part: PoolPart, salt: number) => WordCache;
}

/** Makes the caches of a network's words in the arena of the kernels. */
export function createWordCaches(
  network: Network,
  weights: ServedWeights,
  layout: WordRowLayout,
  kernels: Kernels,
): WordCaches {
  const sumWord = wordSummer(network, weights, layout, kernels);
  const salted = new Map<number, WordCache>();
  return {
    words: createWordCache(layout.length, wordFiller(network, weights, layout, kernels, sumWord), kernels),
    salted(part, salt) {
      // By number, for strings would be made anew for each text.
      const key = 2 * salt + Number(part === 'words');
      let cache = salted.get(key);
      if (cache === undefined) {
        const fill: FillRow = (word, rows, at) => rows.set(sumWord(word, part, salt), at);
        cache = createWordCache(layout.sumLength, fill, kernels);
        salted.set(key, cache);
      }
      return cache;
    },
  };
}

/** Returns the header and sum of the rows of the table that a word has, in an array that the next word overwrites. */
type SumWord = (word: Word, part: PoolPart, salt: number) => Float32Array;

function wordSummer(
  { ngrams }: Network,
  { table }: ServedWeights,
  { sumLength }: WordRowLayout,
  kernels: Kernels,
): SumWord {
  const configs = { words: ngramsOf('words', ngrams), subwords: ngramsOf('subwords', ngrams) };
  const sum = kernels.floats(sumLength);
  const numbers = sum.subarray(HEADER);
  const ids = kernels.ints(PART_ROWS);
  let count = 0;

  function flush(): void {
    kernels.gatherSumInt8(table, ids, 0, count, numbers);
    sum[0] = sum[0]! + count;
    count = 0;
  }

  function push(id: number): void {
    if (count === PART_ROWS) flush();
    ids[count++] = id;
  }

  return (word, part, salt) => {
    sum.fill(0);
    pushWord(word, configs[part], push, salt);
    flush();
    return sum;
  };
}

function wordFiller(
  { table: { dimensions }, vocabulary }: Network,
  { first, filters }: ServedWeights,
  { sums, filters: products, columns }: WordRowLayout,
  kernels: Kernels,
  sumWord: SumWord,
): FillRow {
  const inputs = wordInputLength(dimensions, vocabulary);
  const input = kernels.floats(inputs);
  const vector = input.subarray(PARTS.length * dimensions);

  return (word, rows, at) => {
    input.fill(0);
    if (word.row >= 0) {
      const idf = vocabulary.idf[word.row]!;
      rows[at] = idf;
      addRow(vocabulary, word.row, vector);
      const product = rows.subarray(at + HEADER, at + HEADER + first.outputs);
      kernels.gemv(vector, vector.length, idf, first.weights, first.vector, first.outputs, product);
    }
    for (const [k, part] of PARTS.entries()) {
      const sum = sumWord(word, part, 0);
      const count = sum[0]!;
      for (let d = 0; d < dimensions && count > 0; d++) input[k * dimensions + d] = sum[HEADER + d]! / count;
      const start = sums[part];
      if (start !== undefined) rows.set(sum, at + start);
    }
    const product = rows.subarray(at + products, at + products + columns);
    kernels.gemv(input, inputs, 1, filters.wordWeights, 0, columns, product);
  };
}
