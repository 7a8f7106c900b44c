import type { Sequence } from '../../features/input.ts';
import { type Convolution, type Network, wordInputLength } from '../network.ts';
import { createWordCache, type WordCache } from '../word-cache.ts';
import { wordInput, writeWordInput } from '../word-input.ts';
import { addTokenFeatures } from './windows.ts';

/** Makes a cache of what words add to each place of each filter: (width, filters) numbers a word. */
export function createFilteredWords({ convolution, table, vocabulary, ngrams }: Network): WordCache {
  const inputs = wordInputLength(table.dimensions, vocabulary);
  return createWordCache(convolution.width * convolution.filters, (word, rows, offset) => {
    const input = new Float32Array(inputs);
    writeWordInput(table, vocabulary, wordInput(word, ngrams), input);
    addProduct(convolution, input, rows, offset);
  });
}

/** Adds the product of a word's input and the filters' weights to `out` from `offset` on. */
function addProduct({ width, filters, weights }: Convolution, x: Float32Array, out: Float32Array, offset: number) {
  const columns = width * filters;
  for (let i = 0; i < x.length; i++) {
    const value = x[i]!;
    if (value === 0) continue;
    for (let c = 0, at = i * columns; c < columns; c++, at++) out[offset + c] = out[offset + c]! + value * weights[at]!;
  }
}

/** Returns where the rows of a text's tokens stand in the cache: those of their words, signals added where there are some. */
export function filteredTokens(
  { width, filters, weights, signals: perToken }: Convolution,
  { rows, spare, locate }: WordCache,
  { terms, signals }: Sequence,
): Int32Array {
  const offsets = new Int32Array(terms.length);
  locate(terms, offsets);
  const signalWeights = weights.subarray(weights.length - perToken * width * filters);
  if (perToken > 0) addTokenFeatures(rows, offsets, signals, signalWeights, perToken, spare);
  return offsets;
}
