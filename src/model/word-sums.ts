import { isShortened, type NgramConfig, pushRuns, pushWord } from '../text/ngrams.ts';
import type { Terms, Word } from '../text/terms.ts';
import type { Token } from '../text/tokenize.ts';
import { type Activations, type DenseLayer, finishForward, firstGradient, type Table } from './forward.ts';
import type { Head } from './head.ts';
import { subwordConfig, surface, wordConfig } from './toxicity.ts';

/**
 * What a word adds to the toxicity network wherever it stands, as a row of numbers: whether the row is filled, how many
 * rows of the table it has as a word and by its subwords, its idf; then, to be added in one go, the sum of the former,
 * of the latter, and its weighted vector multiplied by the first layer.
 */
const FILLED = 0;
const WORD_IDS = 1;
const SUBWORD_IDS = 2;
const IDF = 3;
const SUMS = 4;

/** A forward pass by words, and what each token added to it. */
export interface WordwisePass {
  /** As of `forward`, but for the pooled input, which is left empty. */
  readonly activations: Activations;
  /** What each token adds to a label's calibrated logit: as `contributions` gives it, in logits. */
  readonly added: (label: number) => Float32Array;
}

/** Where the sums of each token of a text stand. */
interface Found {
  readonly arrays: Float32Array[];
  readonly offsets: number[];
}

/**
 * The toxicity head's forward pass, by words: what a word adds is summed once and remembered, so that a comment costs
 * one addition per word and its runs of words. Gives what `forward(network, encodeToxicity(…))` gives, but for rounding.
 */
export function wordwiseForward({ network, manifest }: Head): (terms: Terms, text: string) => WordwisePass {
  const { table, vocabulary, layers } = network;
  const { dimensions } = table;
  const first = layers[0] as DenseLayer;
  const vectorOffset = 2 * dimensions;
  const denseOffset = vectorOffset + vocabulary.dimensions;
  const forWords = wordConfig(manifest.ngrams);
  const forSubwords = subwordConfig(manifest.ngrams);
  const width = 2 * dimensions + first.outputs;
  const stride = SUMS + width;
  const pooled = new Float64Array(width);
  const words = pooled.subarray(0, dimensions);
  const subwords = pooled.subarray(dimensions, 2 * dimensions);
  const hidden = pooled.subarray(2 * dimensions);
  // Rows of remembered words by their index: one array, because a walk over objects misses the cache.
  let rows = new Float32Array(1024 * stride);
  let generation = -1;

  return (terms, text) => {
    const { tokens } = terms;
    if (terms.generation !== generation) {
      generation = terms.generation;
      rows.fill(0);
    }
    pooled.fill(0);
    let [wordIds, subwordIds, idf] = [0, 0, 0];
    const addRun = (id: number) => {
      addRow(table, id, words);
      wordIds++;
    };
    const found: Found = { arrays: [], offsets: [] };
    for (let i = 0; i < tokens.length; i++) {
      const { index } = terms.words[i] as Word;
      let array = rows;
      let at = index * stride;
      if (index < 0 || isShortened(tokens[i] as Token)) {
        array = sumWord(tokens[i] as Token, terms.words[i] as Word);
        at = 0;
      } else if (array[at + FILLED] !== 1) {
        array = remember(index, sumWord(tokens[i] as Token, terms.words[i] as Word));
      }
      found.arrays.push(array);
      found.offsets.push(at + SUMS);
      wordIds += array[at + WORD_IDS] as number;
      subwordIds += array[at + SUBWORD_IDS] as number;
      idf += array[at + IDF] as number;
      at += SUMS;
      for (let d = 0; d < width; d++) pooled[d] = (pooled[d] as number) + (array[at + d] as number);
      pushRuns(terms.words, i, tokens.length, forWords, addRun);
    }
    if (idf > 0) for (let h = 0; h < hidden.length; h++) hidden[h] = (hidden[h] as number) / idf;
    multiplyAdd(first, 0, words, wordIds, hidden);
    multiplyAdd(first, dimensions, subwords, subwordIds, hidden);
    multiplyAdd(first, denseOffset, surface(terms, text), 1, hidden);
    const activations = finishForward(network, hidden);
    return { activations, added: (label) => addedBy(label, activations, terms, found, wordIds, subwordIds, idf) };
  };

  function addedBy(
    label: number,
    activations: Activations,
    terms: Terms,
    found: Found,
    wordIds: number,
    subwordIds: number,
    idf: number,
  ): Float32Array {
    const direction = new Float32Array(manifest.labels.length);
    direction[label] = manifest.calibration.scale[label] as number;
    const gradient = firstGradient(network, activations, direction);
    // What one unit of each sum is worth: of a row, of a subword's row, of the first layer.
    const worth = new Float64Array(width);
    worth.set(rowsTimes(first, 0, dimensions, gradient, wordIds));
    worth.set(rowsTimes(first, dimensions, dimensions, gradient, subwordIds), dimensions);
    for (let h = 0; h < first.outputs && idf > 0; h++) worth[2 * dimensions + h] = (gradient[h] as number) / idf;
    const result = new Float32Array(found.offsets.length);
    let run = 0;
    const addRun = (id: number) => {
      run += rowDot(table, id, worth);
    };
    for (let i = 0; i < result.length; i++) {
      const array = found.arrays[i] as Float32Array;
      const at = found.offsets[i] as number;
      let added = 0;
      for (let d = 0; d < width; d++) added += (array[at + d] as number) * (worth[d] as number);
      run = 0;
      pushRuns(terms.words, i, result.length, forWords, addRun);
      result[i] = added + run;
    }
    return result;
  }

  function remember(index: number, row: Float32Array): Float32Array<ArrayBuffer> {
    const at = index * stride;
    if (at + stride > rows.length) {
      const larger = new Float32Array(Math.max(2 * rows.length, at + stride));
      larger.set(rows);
      rows = larger;
    }
    rows.set(row, at);
    return rows;
  }

  function sumWord(token: Token, word: Word): Float32Array<ArrayBuffer> {
    const sums = new Float64Array(width);
    const wordIds = sumRows(token, word, forWords, sums.subarray(0, dimensions));
    const subwordIds = sumRows(token, word, forSubwords, sums.subarray(dimensions, 2 * dimensions));
    const { dimensions: length, values, scales, idf: idfs } = vocabulary;
    const idf = word.row < 0 ? 0 : (idfs[word.row] as number);
    if (word.row >= 0) {
      const factor = idf * (scales[word.row] as number);
      const vector = Float64Array.from({ length }, (_, d) => factor * (values[word.row * length + d] as number));
      multiplyAdd(first, vectorOffset, vector, 1, sums.subarray(2 * dimensions));
    }
    return Float32Array.of(1, wordIds, subwordIds, idf, ...sums);
  }

  function sumRows(token: Token, word: Word, config: NgramConfig, sum: Float64Array): number {
    let count = 0;
    pushWord(token, word, config, (id) => {
      addRow(table, id, sum);
      count++;
    });
    return count;
  }
}

function addRow({ dimensions, values, scales }: Table, id: number, sum: Float64Array): void {
  const scale = scales === null ? 1 : (scales[id] as number);
  for (let d = 0, at = id * dimensions; d < dimensions; d++, at++)
    sum[d] = (sum[d] as number) + scale * (values[at] as number);
}

function rowDot({ dimensions, values, scales }: Table, id: number, vector: Float64Array): number {
  let sum = 0;
  for (let d = 0, at = id * dimensions; d < dimensions; d++, at++)
    sum += (values[at] as number) * (vector[d] as number);
  return scales === null ? sum : sum * (scales[id] as number);
}

/** The layer's rows from `offset`, each times the gradient, for a mean over `count`. */
function rowsTimes(
  { outputs, weights }: DenseLayer,
  offset: number,
  rows: number,
  gradient: Float32Array,
  count: number,
): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => {
    let sum = 0;
    for (let o = 0, at = (offset + i) * outputs; o < outputs; o++, at++)
      sum += (weights[at] as number) * (gradient[o] as number);
    return count === 0 ? 0 : sum / count;
  });
}

/** Adds x / count times the layer's rows from `offset` to `out`. */
function multiplyAdd(
  layer: DenseLayer,
  offset: number,
  x: Float64Array | Float32Array,
  count: number,
  out: Float64Array,
): void {
  if (count === 0) return;
  const { outputs, weights } = layer;
  for (let i = 0; i < x.length; i++) {
    const value = (x[i] as number) / count;
    if (value === 0) continue;
    for (let o = 0, at = (offset + i) * outputs; o < outputs; o++, at++)
      out[o] = (out[o] as number) + value * (weights[at] as number);
  }
}
