import type { Vocabulary, Word } from '../../text/lexicon.ts';
import { type NgramConfig, pushWord } from '../../text/ngrams.ts';
import type { Sequence } from '../features/input.ts';
import { addMean, addRow, type Table } from './table.ts';
import { createWordMemory, type WordMemory } from './word-cache.ts';

/** Sizes of a convolution. */
export interface ConvolutionSizes {
  /** Words in a window, an odd number. */
  readonly width: number;
  readonly filters: number;
  /** Numbers that a head says of each token beside what the word itself brings. */
  readonly signals: number;
}

/**
 * Filters over windows of words (Kim 2014). A word's input is the mean of its rows in the table, the mean of its
 * subwords' rows, its vector, and the signals of its token. `weights` has the shape [inputs, width · filters] row by
 * row, the place in the window outermost in a row; `bias` has one number a filter.
 */
export interface Convolution extends ConvolutionSizes {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** What the filters found: how strong each filter's best window is (0 where none is above it), and its middle token. */
export interface Windows {
  readonly values: Float32Array;
  /** Token index, or -1. */
  readonly at: Int32Array;
}

/** Where a word's input comes from: rows of the table as a word and by its subwords, and its vector's row or -1. */
export interface WordRows {
  readonly own: Int32Array;
  readonly subwords: Int32Array;
  readonly row: number;
}

/** Of the input of a word what the signals follow: two means of the table's rows and a vector. */
export function wordInputs(dimensions: number, vocabulary: Vocabulary): number {
  return 2 * dimensions + vocabulary.dimensions;
}

/** The n-grams of a word itself: as written, its readings, its skeleton. */
export function wordConfig(config: NgramConfig): NgramConfig {
  return { ...config, characters: null };
}

/** The n-grams of the characters inside a word. */
export function subwordConfig(config: NgramConfig): NgramConfig {
  return { ...config, words: 0, skeletons: false };
}

export function wordRows(word: Word, config: NgramConfig): WordRows {
  const own: number[] = [];
  const subwords: number[] = [];
  pushWord(word, wordConfig(config), (id) => own.push(id));
  if (config.characters !== null) pushWord(word, subwordConfig(config), (id) => subwords.push(id));
  return { own: new Int32Array(own), subwords: new Int32Array(subwords), row: word.row };
}

/** Writes the input of a word, signals left aside, to `out` from `offset`, which is zero there. */
export function writeWordInput(table: Table, vocabulary: Vocabulary, word: WordRows, out: Float32Array, offset = 0) {
  addMean(table, word.own, out, offset);
  addMean(table, word.subwords, out, offset + table.dimensions);
  if (word.row < 0) return;
  addRow(vocabulary, word.row, out.subarray(offset + 2 * table.dimensions));
}

/** Adds x times the convolution's weights from row `first` to `out` from `offset`: what the filters make of an input. */
export function addFiltered(
  { width, filters, weights }: Convolution,
  x: Float32Array,
  first: number,
  out: Float32Array,
  offset: number,
): void {
  const columns = width * filters;
  for (let i = 0; i < x.length; i++) {
    const value = x[i]!;
    if (value === 0) continue;
    for (let c = 0, at = (first + i) * columns; c < columns; c++, at++) {
      out[offset + c] = out[offset + c]! + value * weights[at]!;
    }
  }
}

/** What each token of a text brings to each place of each filter: `width · filters` numbers at each offset. */
export interface FilteredTokens {
  readonly rows: Float32Array;
  readonly offsets: Int32Array;
  /** Where a row of zeros stands, for the places before the first word and after the last. */
  readonly zero: number;
}

/** Remembers what each word brings to the filters. */
export function createFilterMemory(
  convolution: Convolution,
  table: Table,
  vocabulary: Vocabulary,
  config: NgramConfig,
): WordMemory {
  const inputs = wordInputs(table.dimensions, vocabulary);
  return createWordMemory(convolution.width * convolution.filters, (word, rows, offset) => {
    const input = new Float32Array(inputs);
    writeWordInput(table, vocabulary, wordRows(word, config), input);
    addFiltered(convolution, input, 0, rows, offset);
  });
}

/** What the tokens of a text bring: their words, and their signals. */
export function filteredTokens(
  { width, filters, weights, signals: perToken }: Convolution,
  memory: WordMemory,
  { terms, signals }: Sequence,
): FilteredTokens {
  const { rows, offsets, spare } = memory.find(terms);
  const found = { rows, offsets, zero: 0 };
  const ofSignals = weights.subarray(weights.length - perToken * width * filters);
  if (perToken > 0) addSignals(found, signals, ofSignals, perToken, terms.length, spare);
  return found;
}

/** Gives each token with signals a row of its own, from `spare` on: its word's and its signals times their weights. */
export function addSignals(
  { rows, offsets }: FilteredTokens,
  signals: Float32Array,
  weights: Float32Array,
  perToken: number,
  tokens: number,
  spare: number,
): void {
  const columns = weights.length / perToken;
  let to = spare;
  for (let t = 0; t < tokens; t++) {
    let isSet = false;
    for (let e = 0; e < perToken; e++) {
      const signal = signals[t * perToken + e]!;
      if (signal === 0) continue;
      const from = isSet ? to : offsets[t]!;
      isSet = true;
      for (let c = 0, weight = e * columns; c < columns; c++, weight++)
        rows[to + c] = rows[from + c]! + signal * weights[weight]!;
    }
    if (!isSet) continue;
    offsets[t] = to;
    to += columns;
  }
}

/** The strongest window of each filter over the first `tokens` tokens. */
export function strongestWindows(
  { width, filters, bias }: Pick<Convolution, 'width' | 'filters' | 'bias'>,
  { rows, offsets, zero }: FilteredTokens,
  tokens: number,
): Windows {
  const values = new Float32Array(filters);
  const at = new Int32Array(filters).fill(-1);
  const half = (width - 1) / 2;
  const sums = new Float64Array(filters);
  for (let t = 0; t < tokens; t++) {
    for (let f = 0; f < filters; f++) sums[f] = bias[f]!;
    for (let k = 0; k < width; k++) {
      const i = t + k - half;
      let place = (i < 0 || i >= tokens ? zero : offsets[i]!) + k * filters;
      for (let f = 0; f < filters; f++, place++) sums[f] = sums[f]! + rows[place]!;
    }
    for (let f = 0; f < filters; f++) {
      if (sums[f]! <= values[f]!) continue;
      values[f] = sums[f]!;
      at[f] = t;
    }
  }
  return { values, at };
}

/** Calls back for each token and place that a filter's strongest window covers. */
export function eachInWindow(
  { width }: Pick<Convolution, 'width'>,
  middle: number,
  tokens: number,
  visit: (token: number, place: number) => void,
): void {
  const half = (width - 1) / 2;
  for (let k = 0; k < width; k++) {
    const token = middle + k - half;
    if (token >= 0 && token < tokens) visit(token, k);
  }
}

/**
 * The network's input from the windows of its sequences: the values of each, and of two the product, filter by filter,
 * which is large where both texts hold what the filter looks for.
 */
export function windowFeatures(windows: readonly Windows[]): Float32Array {
  const filters = windows[0]?.values.length ?? 0;
  const out = new Float32Array(featuresWidth(windows.length, filters));
  for (const [s, { values }] of windows.entries()) out.set(values, s * filters);
  const [first, second] = windows;
  if (first !== undefined && second !== undefined) {
    for (let f = 0; f < filters; f++) out[2 * filters + f] = first.values[f]! * second.values[f]!;
  }
  return out;
}

export function featuresWidth(sequences: number, filters: number): number {
  return (sequences === 2 ? 3 : sequences) * filters;
}

/** Gradient with respect to the values of sequence `s`, from the gradient with respect to the features. */
export function windowGradient(windows: readonly Windows[], s: number, gradient: Float32Array): Float32Array {
  const filters = windows[s]?.values.length ?? 0;
  const own = gradient.slice(s * filters, (s + 1) * filters);
  const other = windows.length === 2 ? windows[1 - s]?.values : undefined;
  if (other === undefined) return own;
  return own.map((g, f) => g + gradient[2 * filters + f]! * other[f]!);
}
