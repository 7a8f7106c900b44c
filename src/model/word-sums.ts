import { pushRuns } from '../text/ngrams.ts';
import type { Terms, Word } from '../text/terms.ts';
import {
  addFiltered,
  eachInWindow,
  strongestWindows,
  type Windows,
  wordConfig,
  wordInputs,
  wordRows,
  writeWordInput,
} from './convolution.ts';
import { type Activations, type DenseLayer, finishForward, firstGradient } from './forward.ts';
import type { Head } from './head.ts';
import { addRow, type Table } from './table.ts';
import { surface } from './toxicity.ts';
import { createWordMemory } from './word-memory.ts';

/**
 * What a word adds to the toxicity network wherever it stands, as a row of numbers: how many rows of the table it has as
 * a word and by its subwords, its idf; then, to be added in one go, the sum of the former, of the latter, and its
 * weighted vector multiplied by the first layer; then what it brings to each place of each filter.
 */
const WORD_IDS = 0;
const SUBWORD_IDS = 1;
const IDF = 2;
const SUMS = 3;

/** Runs of words by token: those of token i end before `ends[i]`. */
interface Runs {
  readonly ids: Int32Array;
  readonly ends: Int32Array;
}

/** A forward pass by words, and what each token added to it. */
export interface WordwisePass {
  /** As of `forward`, but for the network's input, which is left empty. */
  readonly activations: Activations;
  /** What each token adds to a label's calibrated logit: as `contributions` gives it, in logits. Until the next pass. */
  readonly added: (label: number) => Float32Array;
}

/**
 * The toxicity head's forward pass, by words: what a word adds is summed once and remembered, so that a comment costs
 * some additions per word and its runs of words. Gives what `forward(network, encodeToxicity(…))` gives, but for
 * rounding.
 */
export function wordwiseForward({ network, manifest }: Head): (terms: Terms, text: string) => WordwisePass {
  const { table, vocabulary, layers, convolution } = network;
  const { dimensions } = table;
  const first = layers[0] as DenseLayer;
  const vectorOffset = 2 * dimensions;
  const denseOffset = vectorOffset + vocabulary.dimensions;
  const forWords = wordConfig(manifest.ngrams);
  const columns = convolution.width * convolution.filters;
  const width = 2 * dimensions + first.outputs;
  const filtered = SUMS + width;
  const stride = filtered + columns;
  const pooled = new Float64Array(width);
  const words = pooled.subarray(0, dimensions);
  const subwords = pooled.subarray(dimensions, 2 * dimensions);
  const hidden = pooled.subarray(2 * dimensions);
  const memory = createWordMemory(stride, fillRow);
  const packed = packRows(table);
  let runs: Runs = { ids: new Int32Array(256), ends: new Int32Array(256) };

  return (terms, text) => {
    const tokens = terms.tokens.length;
    const { rows, offsets } = memory.find(terms);
    pooled.fill(0);
    const found = findRuns(terms);
    addPackedRows(packed, runs.ids, found, words);
    let [wordIds, subwordIds, idf] = [found, 0, 0];
    for (let i = 0; i < tokens; i++) {
      const at = offsets[i] as number;
      wordIds += rows[at + WORD_IDS] as number;
      subwordIds += rows[at + SUBWORD_IDS] as number;
      idf += rows[at + IDF] as number;
      for (let d = 0, from = at + SUMS; d < width; d++, from++)
        pooled[d] = (pooled[d] as number) + (rows[from] as number);
    }
    if (idf > 0) for (let h = 0; h < hidden.length; h++) hidden[h] = (hidden[h] as number) / idf;
    multiplyAdd(first, 0, words, wordIds, hidden);
    multiplyAdd(first, dimensions, subwords, subwordIds, hidden);
    const dense = surface(terms, text);
    multiplyAdd(first, denseOffset, dense, 1, hidden);
    const windows = strongestWindows(convolution, { rows, offsets, zero: 0 }, tokens, filtered);
    multiplyAdd(first, denseOffset + dense.length, windows.values, 1, hidden);
    const activations = finishForward(network, hidden, [windows]);
    return {
      activations,
      added: (label) => addedBy(label, activations, terms, rows, offsets, wordIds, subwordIds, idf),
    };
  };

  /** The runs of words of a text, token by token; gives their number. */
  function findRuns(terms: Terms): number {
    const tokens = terms.tokens.length;
    const most = tokens * Math.max(1, forWords.words - 1);
    if (runs.ids.length < most) runs = { ids: new Int32Array(2 * most), ends: new Int32Array(2 * most) };
    const { ids, ends } = runs;
    let found = 0;
    const push = (id: number) => {
      ids[found++] = id;
    };
    for (let i = 0; i < tokens; i++) {
      pushRuns(terms, i, tokens, forWords, push);
      ends[i] = found;
    }
    return found;
  }

  function fillRow(read: Word, rows: Float32Array, at: number): void {
    const word = wordRows(read, manifest.ngrams);
    const sums = new Float64Array(width);
    for (const id of word.own) addRow(table, id, sums);
    for (const id of word.subwords) addRow(table, id, sums.subarray(dimensions));
    rows[at + WORD_IDS] = word.own.length;
    rows[at + SUBWORD_IDS] = word.subwords.length;
    if (word.row >= 0) {
      const { dimensions: length, values, scales, idf: idfs } = vocabulary;
      const idf = idfs[word.row] as number;
      const factor = idf * (scales[word.row] as number);
      const vector = Float64Array.from({ length }, (_, d) => factor * (values[word.row * length + d] as number));
      multiplyAdd(first, vectorOffset, vector, 1, sums.subarray(2 * dimensions));
      rows[at + IDF] = idf;
    }
    rows.set(sums, at + SUMS);
    const input = new Float32Array(wordInputs(dimensions, vocabulary));
    writeWordInput(table, vocabulary, word, input);
    addFiltered(convolution, input, 0, rows, at + filtered);
  }

  function addedBy(
    label: number,
    activations: Activations,
    terms: Terms,
    rows: Float32Array,
    offsets: Int32Array,
    wordIds: number,
    subwordIds: number,
    idf: number,
  ): Float32Array {
    const direction = new Float32Array(manifest.labels.length);
    direction[label] = manifest.calibration.scale[label] as number;
    const gradient = firstGradient(network, activations, direction);
    // What one unit of each sum is worth: of a row, of a subword's row, of the first layer.
    const worth = new Float64Array(width);
    multiplyRows(first, 0, gradient, wordIds, worth.subarray(0, dimensions));
    multiplyRows(first, dimensions, gradient, subwordIds, worth.subarray(dimensions, 2 * dimensions));
    for (let h = 0; h < first.outputs && idf > 0; h++) worth[2 * dimensions + h] = (gradient[h] as number) / idf;
    const result = new Float32Array(terms.tokens.length);
    const { ids, ends } = runs;
    for (let i = 0, run = 0; i < result.length; i++) {
      let added = dot(rows, (offsets[i] as number) + SUMS, worth, width);
      for (const end = ends[i] as number; run < end; run++) added += packedDot(packed, ids[run] as number, worth);
      result[i] = added;
    }
    addWindows(activations.windows[0] as Windows, gradient, rows, offsets, result);
    return result;
  }

  function addWindows(
    { at }: Windows,
    gradient: Float32Array,
    rows: Float32Array,
    offsets: Int32Array,
    result: Float32Array,
  ): void {
    const { filters } = convolution;
    const worth = new Float64Array(filters);
    multiplyRows(first, first.inputs - filters, gradient, 1, worth);
    for (let f = 0; f < filters; f++) {
      const middle = at[f] as number;
      if (middle < 0) continue;
      eachInWindow(convolution, middle, result.length, (token, place) => {
        const brought = rows[(offsets[token] as number) + filtered + place * filters + f] as number;
        result[token] = (result[token] as number) + (worth[f] as number) * brought;
      });
    }
  }
}

/** A table's rows with each one's scale beside it: one walk to memory for a run of words, which is met at random. */
interface PackedRows {
  readonly dimensions: number;
  readonly bytes: Int8Array;
  readonly scales: Float32Array;
  /** Bytes from row to row; the scale comes first. */
  readonly stride: number;
}

function packRows({ dimensions, values, scales }: Table): PackedRows {
  const rows = values.length / dimensions;
  const stride = 4 + Math.ceil(dimensions / 4) * 4;
  const buffer = new ArrayBuffer(rows * stride);
  const packed = { dimensions, bytes: new Int8Array(buffer), scales: new Float32Array(buffer), stride };
  for (let row = 0; row < rows; row++) {
    packed.scales[(row * stride) / 4] = scales?.[row] ?? 1;
    const [from, to] = [row * dimensions, row * stride + 4];
    for (let d = 0; d < dimensions; d++) packed.bytes[to + d] = values[from + d] as number;
  }
  return packed;
}

function packedDot({ dimensions, bytes, scales, stride }: PackedRows, id: number, vector: Float64Array): number {
  const at = id * stride;
  return (scales[at >> 2] as number) * dot(bytes, at + 4, vector, dimensions);
}

/** Σ values[from + i] · vector[i]. Two sums, so that one addition need not wait for the other. */
function dot(values: Float32Array | Int8Array, from: number, vector: Float64Array, length: number): number {
  let [even, odd] = [0, 0];
  let i = 0;
  for (; i + 2 <= length; i += 2) {
    even += (values[from + i] as number) * (vector[i] as number);
    odd += (values[from + i + 1] as number) * (vector[i + 1] as number);
  }
  if (i < length) even += (values[from + i] as number) * (vector[i] as number);
  return even + odd;
}

/** Adds the first `count` of some rows: their places are known beforehand, so that walks to memory overlap. */
function addPackedRows(
  { dimensions, bytes, scales, stride }: PackedRows,
  ids: Int32Array,
  count: number,
  sum: Float64Array,
): void {
  for (let i = 0; i < count; i++) {
    let at = (ids[i] as number) * stride;
    const scale = scales[at >> 2] as number;
    at += 4;
    for (let d = 0; d < dimensions; d++, at++) sum[d] = (sum[d] as number) + scale * (bytes[at] as number);
  }
}

/** Writes the layer's rows from `offset`, each times the gradient, for a mean over `count`; nothing for a mean of none. */
function multiplyRows(
  { outputs, weights }: DenseLayer,
  offset: number,
  gradient: Float32Array,
  count: number,
  out: Float64Array,
): void {
  if (count === 0) return;
  for (let i = 0, at = offset * outputs; i < out.length; i++) {
    let sum = 0;
    for (let o = 0; o < outputs; o++, at++) sum += (weights[at] as number) * (gradient[o] as number);
    out[i] = sum / count;
  }
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
