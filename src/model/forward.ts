import type { Features, Vocabulary } from '../text/terms.ts';

/** Rows of equal width: row `i` is `values[i * dimensions …]`, times `scales[i]` where there are scales. */
export interface Table {
  readonly dimensions: number;
  readonly values: Int8Array | Float32Array;
  readonly scales: Float32Array | null;
}

/** y = x · weights + bias, weights of shape [inputs, outputs] row by row. */
export interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/**
 * What a head reads of an example. The network's input is the mean row of each n-gram pool, then the idf-weighted mean
 * word vector of `vectors`, then `dense`.
 */
export interface HeadInput {
  readonly pools: readonly Features[];
  readonly vectors: Features;
  readonly dense: Float32Array;
}

/** The one network of every head: pooled inputs, hidden layers with ReLU, a linear layer to the logits. */
export interface Network {
  readonly table: Table;
  readonly vocabulary: Vocabulary;
  readonly layers: readonly DenseLayer[];
}

/** The activations of one forward pass: the pooled input, each hidden layer, the logits last. */
export type Activations = readonly Float32Array[];

export function forward(network: Network, input: HeadInput): Activations {
  const activations = [poolInput(network, input)];
  for (const [i, layer] of network.layers.entries()) {
    activations.push(applyLayer(layer, activations[i] as Float32Array, i < network.layers.length - 1));
  }
  return activations;
}

/** The rest of a forward pass whose first layer is summed already, all but its bias; the pooled input is left out. */
export function finishForward({ layers }: Network, firstSum: Float64Array): Activations {
  const { bias } = layers[0] as DenseLayer;
  const isLast = layers.length === 1;
  const first = new Float32Array(bias.length);
  for (let o = 0; o < first.length; o++) {
    const sum = (bias[o] as number) + (firstSum[o] as number);
    first[o] = isLast ? sum : Math.max(0, sum);
  }
  const activations: Float32Array[] = [NO_INPUT, first];
  for (let k = 1; k < layers.length; k++) {
    activations.push(applyLayer(layers[k] as DenseLayer, activations[k] as Float32Array, k < layers.length - 1));
  }
  return activations;
}

const NO_INPUT = new Float32Array(0);

function poolInput({ table, vocabulary }: Network, { pools, vectors, dense }: HeadInput): Float32Array {
  const out = new Float32Array(pools.length * table.dimensions + vocabulary.dimensions + dense.length);
  for (const [i, { ids }] of pools.entries()) addMean(table, ids, out, i * table.dimensions);
  addVectorMean(vocabulary, vectors.ids, out, pools.length * table.dimensions);
  out.set(dense, out.length - dense.length);
  return out;
}

/** Adds the mean of a table's rows to `out` from `offset`; no rows add nothing. */
export function addMean({ dimensions, values, scales }: Table, ids: Int32Array, out: Float32Array, offset: number) {
  const share = 1 / ids.length;
  for (const id of ids) {
    const factor = scales === null ? share : (scales[id] as number) * share;
    for (let d = 0, at = id * dimensions; d < dimensions; d++, at++) {
      out[offset + d] = (out[offset + d] as number) + factor * (values[at] as number);
    }
  }
}

/** Adds the idf-weighted mean of word vectors to `out` from `offset`; no words add nothing. */
export function addVectorMean(vocabulary: Vocabulary, rows: Int32Array, out: Float32Array, offset: number) {
  const { dimensions, values, scales, idf } = vocabulary;
  const total = weightOf(vocabulary, rows);
  for (const row of rows) {
    const factor = ((scales[row] as number) * (idf[row] as number)) / total;
    for (let d = 0, at = row * dimensions; d < dimensions; d++, at++) {
      out[offset + d] = (out[offset + d] as number) + factor * (values[at] as number);
    }
  }
}

function weightOf({ idf }: Vocabulary, rows: Int32Array): number {
  let total = 0;
  for (const row of rows) total += idf[row] as number;
  return total;
}

function applyLayer({ inputs, outputs, weights, bias }: DenseLayer, x: Float32Array, relu: boolean): Float32Array {
  const y = bias.slice();
  for (let i = 0; i < inputs; i++) {
    const value = x[i] as number;
    if (value === 0) continue;
    for (let o = 0, at = i * outputs; o < outputs; o++, at++) y[o] = (y[o] as number) + value * (weights[at] as number);
  }
  if (relu) for (let o = 0; o < outputs; o++) y[o] = Math.max(0, y[o] as number);
  return y;
}

/** Gradient of Σ direction · logits with respect to the network's input (reverse pass through the same layers). */
export function inputGradient(network: Network, activations: Activations, direction: Float32Array): Float32Array {
  return multiplyBack(network.layers[0] as DenseLayer, firstGradient(network, activations, direction));
}

/** The same with respect to what the first layer sums up, before its ReLU. */
export function firstGradient({ layers }: Network, activations: Activations, direction: Float32Array): Float32Array {
  let gradient = direction;
  for (let k = layers.length - 1; k > 0; k--) {
    const active = activations[k] as Float32Array;
    // ReLU passes nothing back where it gave nothing.
    gradient = multiplyBack(layers[k] as DenseLayer, gradient).map((g, i) => (active[i] === 0 ? 0 : g));
  }
  return gradient;
}

function multiplyBack({ inputs, outputs, weights }: DenseLayer, gradient: Float32Array): Float32Array {
  const below = new Float32Array(inputs);
  for (let i = 0; i < inputs; i++) {
    let sum = 0;
    for (let o = 0, at = i * outputs; o < outputs; o++, at++) sum += (gradient[o] as number) * (weights[at] as number);
    below[i] = sum;
  }
  return below;
}

export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

export function softmax(logits: Float32Array): Float32Array {
  const highest = Math.max(...logits);
  const exponentials = logits.map((x) => Math.exp(x - highest));
  const sum = exponentials.reduce((total, x) => total + x, 0);
  return exponentials.map((x) => x / sum);
}
