import { isShortened, type NgramConfig, pushRuns, pushWord } from '../text/ngrams.ts';
import type { Terms, Word } from '../text/terms.ts';
import type { Token } from '../text/tokenize.ts';
import { type Activations, type DenseLayer, finishForward, firstGradient, type Table } from './forward.ts';
import type { Head } from './head.ts';
import { subwordConfig, surface, wordConfig } from './toxicity.ts';

/**
 * What a word adds to the pools of the toxicity network wherever it stands: the sums of its rows, and its weighted
 * vector already multiplied by the first layer.
 */
interface WordSums {
  readonly wordIds: number;
  readonly wordSum: Float64Array;
  readonly subwordIds: number;
  readonly subwordSum: Float64Array;
  readonly idf: number;
  /** First layer's width; null without a vector. */
  readonly projected: Float64Array | null;
}

/** Words remembered; a longer one is summed anew each time. */
const MOST_WORDS = 30_000;
const LONGEST_REMEMBERED = 32;

/** A forward pass by words, and what each token added to it. */
export interface WordwisePass {
  /** As of `forward`, but for the pooled input, which is left empty. */
  readonly activations: Activations;
  /** What each token adds to a label's calibrated logit: as `contributions` gives it, in logits. */
  readonly added: (label: number) => Float32Array;
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
  const sums = new Map<string, WordSums>();
  const words = new Float64Array(dimensions);
  const subwords = new Float64Array(dimensions);
  const hidden = new Float64Array(first.outputs);

  return (terms, text) => {
    const { tokens } = terms;
    words.fill(0);
    subwords.fill(0);
    hidden.fill(0);
    let [wordIds, subwordIds, idf] = [0, 0, 0];
    const addRun = (id: number) => {
      addRow(table, id, words);
      wordIds++;
    };
    const found: WordSums[] = [];
    for (let i = 0; i < tokens.length; i++) {
      const sum = sumsOf(tokens[i] as Token, terms.words[i] as Word);
      found.push(sum);
      wordIds += sum.wordIds;
      subwordIds += sum.subwordIds;
      idf += sum.idf;
      add(words, sum.wordSum);
      add(subwords, sum.subwordSum);
      if (sum.projected !== null) add(hidden, sum.projected);
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
    found: readonly WordSums[],
    wordIds: number,
    subwordIds: number,
    idf: number,
  ): Float32Array {
    const direction = new Float32Array(manifest.labels.length);
    direction[label] = manifest.calibration.scale[label] as number;
    const gradient = firstGradient(network, activations, direction);
    const forWord = rowsTimes(first, 0, dimensions, gradient);
    const forSubword = rowsTimes(first, dimensions, dimensions, gradient);
    return Float32Array.from(found, ({ wordSum, subwordSum, projected }, i) => {
      let run = 0;
      pushRuns(terms.words, i, found.length, forWords, (id) => {
        run += rowDot(table, id, forWord);
      });
      const bySubwords = subwordIds === 0 ? 0 : dot(subwordSum, forSubword) / subwordIds;
      const byVector = projected === null ? 0 : dot(projected, gradient) / idf;
      return (dot(wordSum, forWord) + run) / wordIds + bySubwords + byVector;
    });
  }

  function sumsOf(token: Token, word: Word): WordSums {
    const key = isShortened(token) ? `${word.form} ` : word.form;
    let found = sums.get(key);
    if (found === undefined) {
      found = sumWord(token, word);
      if (sums.size >= MOST_WORDS) sums.clear();
      if (key.length <= LONGEST_REMEMBERED) sums.set(key, found);
    }
    return found;
  }

  function sumWord(token: Token, word: Word): WordSums {
    const [wordIds, wordSum] = sumRows(token, word, forWords);
    const [subwordIds, subwordSum] = sumRows(token, word, forSubwords);
    const { row } = word;
    if (row < 0) return { wordIds, wordSum, subwordIds, subwordSum, idf: 0, projected: null };
    const idf = vocabulary.idf[row] as number;
    const factor = idf * (vocabulary.scales[row] as number);
    const vector = Float64Array.from(
      { length: vocabulary.dimensions },
      (_, d) => factor * (vocabulary.values[row * vocabulary.dimensions + d] as number),
    );
    const projected = new Float64Array(first.outputs);
    multiplyAdd(first, vectorOffset, vector, 1, projected);
    return { wordIds, wordSum, subwordIds, subwordSum, idf, projected };
  }

  function sumRows(token: Token, word: Word, config: NgramConfig): [number, Float64Array] {
    const sum = new Float64Array(dimensions);
    let count = 0;
    pushWord(token, word, config, (id) => {
      addRow(table, id, sum);
      count++;
    });
    return [count, sum];
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

/** The layer's rows from `offset`, each times the gradient. */
function rowsTimes(
  { outputs, weights }: DenseLayer,
  offset: number,
  rows: number,
  gradient: Float32Array,
): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => {
    const at = (offset + i) * outputs;
    return dot(weights.subarray(at, at + outputs), gradient);
  });
}

function dot(a: Float64Array | Float32Array, b: Float64Array | Float32Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += (a[d] as number) * (b[d] as number);
  return sum;
}

function add(sum: Float64Array, more: Float64Array): void {
  for (let d = 0; d < sum.length; d++) sum[d] = (sum[d] as number) + (more[d] as number);
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
