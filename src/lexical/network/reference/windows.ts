import { type Convolution, type ConvolutionSizes, windowGroups } from '../network.ts';

/** What the filters find in a text: the value of each filter's strongest window, 0 where none is above it, and its middle. */
export interface Windows {
  readonly values: Float32Array;
  /** Token index, or -1. */
  readonly middles: Int32Array;
}

/**
 * Gives each token with a signal other than zero a row of its own, from `spare` on: rows[s + c] = rows[offsets[t] + c] +
 * Σ signals[t, e] · weights[e, c], over e; offsets[t] = s. Tokens without keep theirs.
 * @param signals (tokens, perToken)
 * @param weights (perToken, columns)
 */
export function addTokenFeatures(
  rows: Float32Array,
  offsets: Int32Array,
  signals: Float32Array,
  weights: Float32Array,
  perToken: number,
  spare: number,
): void {
  const columns = weights.length / perToken;
  let free = spare;
  for (let t = 0; t < offsets.length; t++) {
    let from = offsets[t]!;
    for (let e = 0; e < perToken; e++) {
      const signal = signals[t * perToken + e]!;
      if (signal === 0) continue;
      for (let c = 0, weight = e * columns; c < columns; c++, weight++)
        rows[free + c] = rows[from + c]! + signal * weights[weight]!;
      from = free;
    }
    if (from === free) free += columns;
    offsets[t] = from;
  }
}

/**
 * Returns the strongest window of each filter over the tokens of a text: the largest, and above zero, of bias[f] +
 * Σ rows[offsets[t + p - half] + p · filters + f], over the places p that stand in the text.
 */
export function maxOverTime(
  { width, filters, bias }: Pick<Convolution, 'width' | 'filters' | 'bias'>,
  rows: Float32Array,
  offsets: Int32Array,
): Windows {
  const values = new Float32Array(filters);
  const middles = new Int32Array(filters).fill(-1);
  const half = (width - 1) / 2;
  const sums = new Float64Array(filters);
  for (let t = 0; t < offsets.length; t++) {
    sums.set(bias);
    for (let place = 0; place < width; place++) {
      const token = t + place - half;
      if (token < 0 || token >= offsets.length) continue;
      const from = offsets[token]! + place * filters;
      for (let f = 0; f < filters; f++) sums[f] = sums[f]! + rows[from + f]!;
    }
    for (let f = 0; f < filters; f++) {
      if (sums[f]! <= values[f]!) continue;
      values[f] = sums[f]!;
      middles[f] = t;
    }
  }
  return { values, middles };
}

/** Calls back for each token that a window covers, with its place in the window. */
export function eachInWindow(
  { width }: Pick<ConvolutionSizes, 'width'>,
  middle: number,
  tokens: number,
  visit: (token: number, place: number) => void,
): void {
  const half = (width - 1) / 2;
  for (let place = 0; place < width; place++) {
    const token = middle + place - half;
    if (token >= 0 && token < tokens) visit(token, place);
  }
}

/**
 * Returns what the network reads of the windows of its sequences: the values of each, and of two the product, filter by
 * filter, which is large where both texts hold what the filter looks for.
 */
export function windowFeatures(windows: readonly Windows[]): Float32Array {
  const filters = windows[0]?.values.length ?? 0;
  const features = new Float32Array(windowGroups(windows.length) * filters);
  for (const [s, { values }] of windows.entries()) features.set(values, s * filters);
  const [first, second] = windows;
  if (first !== undefined && second !== undefined) {
    for (let f = 0; f < filters; f++) features[2 * filters + f] = first.values[f]! * second.values[f]!;
  }
  return features;
}

/** Returns the gradient with respect to the values of sequence `s`, of that with respect to the features. */
export function windowGradient(windows: readonly Windows[], s: number, gradient: Float32Array): Float32Array {
  const filters = windows[s]?.values.length ?? 0;
  const direct = gradient.slice(s * filters, (s + 1) * filters);
  const other = windows.length === 2 ? windows[1 - s]?.values : undefined;
  if (other === undefined) return direct;
  return direct.map((g, f) => g + gradient[2 * filters + f]! * other[f]!);
}
