import { type Kernels, type PackedTable, packedStride, packTable, padded } from '../../kernels/kernels.ts';
import { denseLength, type InputShape } from '../features/shape.ts';
import { wordInputs } from './convolution.ts';
import type { DenseLayer, Network } from './reference.ts';

/** A network's weights as the kernels read them: widths padded to multiples of four, each row of the table by its scale. */
export interface ServedWeights {
  readonly table: PackedTable;
  /** The first layer, row by row, and the row that each part of the network's input starts at. */
  readonly first: Float32Array;
  readonly firstBias: Float32Array;
  readonly vectorsAt: number;
  readonly denseAt: number;
  readonly featuresAt: number;
  /** Numbers that the windows of all sequences come to. */
  readonly features: number;
  /** Rows of `width · filters` numbers by input of a word, and by signal. */
  readonly ofWords: Float32Array;
  readonly ofSignals: Float32Array;
  readonly filterBias: Float32Array;
  /** The layers behind the first; rows of a multiple of four numbers. */
  readonly behind: readonly DenseLayer[];
}

/** Bytes that the served weights of a network take. */
export function servedBytes({ table, layers, convolution }: Network): number {
  const { inputs, outputs } = layers[0]!;
  const rows = table.values.length / table.dimensions;
  // A part of the input grows by three numbers at the most.
  const first = (inputs + 64) * padded(outputs);
  const filters = (convolution.weights.length / convolution.filters + 1) * padded(convolution.filters);
  const behind = layers.slice(1).reduce((sum, layer) => sum + (layer.inputs + 3) * padded(layer.outputs), 0);
  return rows * packedStride(padded(table.dimensions)) + 4 * (first + filters + behind) + 1024;
}

/** Copies the weights of a network into the room of the kernels. */
export function serveWeights(network: Network, shape: InputShape, kernels: Kernels): ServedWeights {
  const { table, vocabulary, convolution, layers } = network;
  const layer = layers[0]!;
  const outputs = padded(layer.outputs);
  const filters = padded(convolution.filters);
  const features = (layer.inputs - denseEnd(network, shape)) / convolution.filters;

  // Each part of the network's input: its numbers, and as many once they are padded.
  const pools = shape.pools.map(() => [table.dimensions, padded(table.dimensions)] as const);
  const lengths = [...pools, same(vocabulary.dimensions), same(denseLength(shape, vocabulary.dimensions))];
  for (let i = 0; i < features; i++) lengths.push([convolution.filters, filters]);
  const starts = runningSums(lengths.map(([, length]) => length));
  const first = kernels.floats(starts.at(-1)! * outputs);
  let from = 0;
  for (const [part, [length]] of lengths.entries()) {
    for (let i = 0; i < length; i++, from++)
      first.set(
        layer.weights.subarray(from * layer.outputs, (from + 1) * layer.outputs),
        (starts[part]! + i) * outputs,
      );
  }
  const firstBias = kernels.floats(outputs);
  firstBias.set(layer.bias);
  const at = pools.length;
  return {
    table: packTable(table, kernels),
    first,
    firstBias,
    vectorsAt: starts[at]!,
    denseAt: starts[at + 1]!,
    featuresAt: starts[at + 2]!,
    features: features * filters,
    ...serveFilters(network, filters, kernels),
    behind: layers.slice(1).map((layer) => serveLayer(layer, kernels)),
  };
}

function serveLayer({ inputs, outputs: length, weights, bias }: DenseLayer, kernels: Kernels): DenseLayer {
  const outputs = padded(length);
  const served = { inputs, outputs, weights: kernels.floats(inputs * outputs), bias: kernels.floats(outputs) };
  for (let i = 0; i < inputs; i++) served.weights.set(weights.subarray(i * length, (i + 1) * length), i * outputs);
  served.bias.set(bias);
  return served;
}

function serveFilters({ table, vocabulary, convolution }: Network, filters: number, kernels: Kernels) {
  const { width, weights, bias } = convolution;
  const inputs = wordInputs(table.dimensions, vocabulary);
  const [ofWords, ofSignals] = [inputs, convolution.signals].map((rows) => kernels.floats(rows * width * filters));
  for (let place = 0, from = 0; from < weights.length; place++, from += convolution.filters) {
    const own = weights.subarray(from, from + convolution.filters);
    const words = inputs * width;
    if (place < words) ofWords?.set(own, place * filters);
    else ofSignals?.set(own, (place - words) * filters);
  }
  const filterBias = kernels.floats(filters);
  filterBias.set(bias);
  return { ofWords: ofWords as Float32Array, ofSignals: ofSignals as Float32Array, filterBias };
}

const denseEnd = ({ table, vocabulary }: Network, shape: InputShape) =>
  shape.pools.length * table.dimensions + vocabulary.dimensions + denseLength(shape, vocabulary.dimensions);

const same = (length: number) => [length, length] as const;

/** The sum of what stands before each length, then that of all. */
function runningSums(lengths: readonly number[]): number[] {
  const sums = [0];
  for (const length of lengths) sums.push(sums.at(-1)! + length);
  return sums;
}
