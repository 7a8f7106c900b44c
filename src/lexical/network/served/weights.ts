import { padded } from '../../../kernels/arena.ts';
import type { Kernels } from '../../../kernels/kernels.ts';
import { type PackedTable, packedStride, packTable } from '../../../kernels/packed-table.ts';
import type { InputShape } from '../../features/shape.ts';
import { type DenseLayer, inputLengths, type Network, wordInputLength } from '../network.ts';

/** A network's weights as the kernels read them: rows padded to multiples of four numbers, the table's behind their scale. */
export interface ServedWeights {
  readonly table: PackedTable;
  readonly first: FirstLayer;
  readonly filters: ServedFilters;
  /** The layers behind the first. */
  readonly rest: readonly DenseLayer[];
}

/** The first layer, and the row at which its weights for each part of the network's input start. */
export interface FirstLayer {
  /** A multiple of four, as are the lengths of pools and windows. */
  readonly outputs: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  readonly pools: readonly number[];
  readonly vector: number;
  readonly dense: number;
  readonly windows: number;
  /** Numbers of all windows. */
  readonly windowsLength: number;
}

/** (inputs of a word, width, filters), (signals, width, filters) and (filters), where filters are a multiple of four. */
export interface ServedFilters {
  readonly wordWeights: Float32Array;
  readonly signalWeights: Float32Array;
  readonly bias: Float32Array;
}

/** Returns how many bytes of an arena the weights of a network take at the most. */
export function servedWeightsBytes({ table, layers, convolution }: Network): number {
  const { inputs, outputs } = layers[0]!;
  const rows = table.values.length / table.dimensions;
  // A part of the input grows by three numbers at the most, and there are fewer than twenty.
  const first = (inputs + 64) * padded(outputs);
  const filters = (convolution.weights.length / convolution.filters + 1) * padded(convolution.filters);
  const rest = layers.slice(1).reduce((sum, layer) => sum + (layer.inputs + 3) * padded(layer.outputs), 0);
  return rows * packedStride(padded(table.dimensions)) + 4 * (first + filters + rest) + 1024;
}

/** Copies the weights of a network into the arena of the kernels. */
export function serveWeights(network: Network, shape: InputShape, kernels: Kernels): ServedWeights {
  return {
    table: packTable(network.table, kernels),
    first: serveFirst(network, shape, kernels),
    filters: serveFilters(network, kernels),
    rest: network.layers.slice(1).map((layer) => serveLayer(layer, kernels)),
  };
}

function serveFirst(
  { table, vocabulary, convolution, layers }: Network,
  shape: InputShape,
  kernels: Kernels,
): FirstLayer {
  const layer = layers[0]!;
  const outputs = padded(layer.outputs);
  const { dimensions } = table;
  const { pools, vector, dense, windows } = inputLengths(shape, { dimensions, convolution }, vocabulary);
  const lengths = [...pools, vector, dense, ...windows];
  const servedLengths = [...pools.map(padded), vector, dense, ...windows.map(padded)];
  const starts = runningSums(servedLengths);
  const weights = kernels.floats(starts.at(-1)! * outputs);
  let from = 0;
  for (const [part, length] of lengths.entries()) {
    for (let i = 0; i < length; i++, from++) {
      const row = layer.weights.subarray(from * layer.outputs, (from + 1) * layer.outputs);
      weights.set(row, (starts[part]! + i) * outputs);
    }
  }
  const bias = kernels.floats(outputs);
  bias.set(layer.bias);
  const vectorPart = pools.length;
  return {
    outputs,
    weights,
    bias,
    pools: starts.slice(0, vectorPart),
    vector: starts[vectorPart]!,
    dense: starts[vectorPart + 1]!,
    windows: starts[vectorPart + 2]!,
    windowsLength: starts.at(-1)! - starts[vectorPart + 2]!,
  };
}

function serveLayer({ inputs, outputs, weights, bias }: DenseLayer, kernels: Kernels): DenseLayer {
  const width = padded(outputs);
  const served = { inputs, outputs: width, weights: kernels.floats(inputs * width), bias: kernels.floats(width) };
  for (let i = 0; i < inputs; i++) served.weights.set(weights.subarray(i * outputs, (i + 1) * outputs), i * width);
  served.bias.set(bias);
  return served;
}

function serveFilters({ table, vocabulary, convolution }: Network, kernels: Kernels): ServedFilters {
  const { width, filters, signals, weights } = convolution;
  const served = padded(filters);
  const wordPlaces = wordInputLength(table.dimensions, vocabulary) * width;
  const wordWeights = kernels.floats(wordPlaces * served);
  const signalWeights = kernels.floats(signals * width * served);
  for (let place = 0, from = 0; from < weights.length; place++, from += filters) {
    const row = weights.subarray(from, from + filters);
    if (place < wordPlaces) wordWeights.set(row, place * served);
    else signalWeights.set(row, (place - wordPlaces) * served);
  }
  const bias = kernels.floats(served);
  bias.set(convolution.bias);
  return { wordWeights, signalWeights, bias };
}

/** Returns the sum of what stands before each length, and then that of all. */
function runningSums(lengths: readonly number[]): number[] {
  const sums = [0];
  for (const length of lengths) sums.push(sums.at(-1)! + length);
  return sums;
}
