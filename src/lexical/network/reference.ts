import type { Vocabulary } from '../../text/lexicon.ts';
import type { NgramConfig } from '../../text/ngrams.ts';
import { vectorRows } from '../../text/terms.ts';
import { type HeadInput, inLabelOrder, type Sequence } from '../features/input.ts';
import {
  type Convolution,
  createFilterMemory,
  filteredTokens,
  strongestWindows,
  type Windows,
  windowFeatures,
} from './convolution.ts';
import { createPooling, type Pooling } from './pooling.ts';
import type { Table } from './table.ts';
import type { WordMemory } from './word-cache.ts';

/** y = x · weights + bias, weights of shape [inputs, outputs] row by row. */
export interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** The one network of every head: pooled inputs and windows, hidden layers with ReLU, a linear layer to the logits. */
export interface Network {
  readonly table: Table;
  readonly vocabulary: Vocabulary;
  readonly convolution: Convolution;
  readonly layers: readonly DenseLayer[];
  readonly ngrams: NgramConfig;
}

/** One forward pass: the strongest windows of each sequence, and by layer the input, each hidden layer, what it says. */
export interface Activations {
  readonly windows: readonly Windows[];
  readonly layers: readonly Float32Array[];
  /** In label order. */
  readonly logits: Float32Array;
}

export function forward(network: Network, input: HeadInput): Activations {
  const windows = input.sequences.map((sequence) => windowsOf(network, sequence));
  const layers = [networkInput(network, input, windows)];
  for (const [i, layer] of network.layers.entries()) {
    layers.push(applyLayer(layer, layers[i]!, i < network.layers.length - 1));
  }
  return { windows, layers, logits: inLabelOrder(layers.at(-1)!, input) };
}

/** What the pass remembers of words: what they bring to the filters, and to pools. */
interface Remembered {
  readonly memory: WordMemory;
  readonly pooling: Pooling;
}

const remembered = new WeakMap<Network, Remembered>();

/** What a network remembers, from the first pass on: one that is served by words never runs this one. */
export function rememberedBy(network: Network): Remembered {
  const { convolution, table, vocabulary, ngrams } = network;
  const found = remembered.get(network) ?? {
    memory: createFilterMemory(convolution, table, vocabulary, ngrams),
    pooling: createPooling(table, ngrams),
  };
  remembered.set(network, found);
  return found;
}

function windowsOf(network: Network, sequence: Sequence): Windows {
  const { convolution } = network;
  const { memory } = rememberedBy(network);
  return strongestWindows(convolution, filteredTokens(convolution, memory, sequence), sequence.terms.length);
}

function networkInput(
  network: Network,
  { pools, vectors, dense }: HeadInput,
  windows: readonly Windows[],
): Float32Array {
  const { table, vocabulary } = network;
  const { pooling } = rememberedBy(network);
  const found = windowFeatures(windows);
  const vectorsAt = pools.length * table.dimensions;
  const denseAt = vectorsAt + vocabulary.dimensions;
  const out = new Float32Array(denseAt + dense.length + found.length);
  for (const [i, pool] of pools.entries()) pooling.add(pool, out, i * table.dimensions);
  addVectorMean(vocabulary, vectorRows(vectors).ids, out, vectorsAt);
  out.set(dense, denseAt);
  out.set(found, denseAt + dense.length);
  return out;
}

/** Adds the idf-weighted mean of word vectors to `out` from `offset`; no words add nothing. */
export function addVectorMean(vocabulary: Vocabulary, rows: Int32Array, out: Float32Array, offset: number) {
  const { dimensions, values, scales, idf } = vocabulary;
  const total = weightOf(vocabulary, rows);
  for (const row of rows) {
    const factor = (scales[row]! * idf[row]!) / total;
    for (let d = 0, at = row * dimensions; d < dimensions; d++, at++) {
      out[offset + d] = out[offset + d]! + factor * values[at]!;
    }
  }
}

function weightOf({ idf }: Vocabulary, rows: Int32Array): number {
  let total = 0;
  for (const row of rows) total += idf[row]!;
  return total;
}

function applyLayer({ inputs, outputs, weights, bias }: DenseLayer, x: Float32Array, relu: boolean): Float32Array {
  const y = new Float64Array(bias);
  let i = 0;
  // Four inputs at a time: the sums are read and written a quarter as often.
  for (; i + 4 <= inputs; i += 4) {
    const [a, b, c, d] = [x[i]!, x[i + 1]!, x[i + 2]!, x[i + 3]!];
    if (a === 0 && b === 0 && c === 0 && d === 0) continue;
    for (let o = 0, at = i * outputs; o < outputs; o++, at++) {
      y[o] =
        y[o]! +
        a * weights[at]! +
        b * weights[at + outputs]! +
        c * weights[at + 2 * outputs]! +
        d * weights[at + 3 * outputs]!;
    }
  }
  for (; i < inputs; i++) {
    const value = x[i]!;
    for (let o = 0, at = i * outputs; o < outputs; o++, at++) y[o] = y[o]! + value * weights[at]!;
  }
  if (relu) for (let o = 0; o < outputs; o++) y[o] = Math.max(0, y[o]!);
  return new Float32Array(y);
}

/** Gradient of Σ direction · logits with respect to what the first layer sums up, before its ReLU (reverse pass). */
export function firstGradient(
  { layers }: Network,
  { layers: activations }: Pick<Activations, 'layers'>,
  direction: Float32Array,
): Float32Array {
  let gradient = direction;
  for (let k = layers.length - 1; k > 0; k--) {
    const active = activations[k]!;
    // ReLU passes nothing back where it gave nothing.
    gradient = multiplyBack(layers[k]!, gradient);
    for (let i = 0; i < gradient.length; i++) if (active[i] === 0) gradient[i] = 0;
  }
  return gradient;
}

/** The gradient with respect to inputs `from` to `to` of a layer. */
export function multiplyBack(
  { inputs, outputs, weights }: DenseLayer,
  gradient: Float32Array,
  from = 0,
  to = inputs,
): Float32Array {
  const below = new Float32Array(to - from);
  for (let i = from; i < to; i++) {
    let [even, odd] = [0, 0];
    let o = 0;
    let at = i * outputs;
    // Two sums, so that one addition need not wait for the other.
    for (; o + 2 <= outputs; o += 2, at += 2) {
      even += gradient[o]! * weights[at]!;
      odd += gradient[o + 1]! * weights[at + 1]!;
    }
    if (o < outputs) even += gradient[o]! * weights[at]!;
    below[i - from] = even + odd;
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
