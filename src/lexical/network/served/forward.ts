import type { Terms } from '../../../text/terms.ts';
import { type HeadInput, inLabelOrder, type Sequence } from '../../features/input.ts';
import type { ServedNetwork } from './network.ts';
import { addPool, addVectors, sumText } from './sums.ts';

/** What a target adds, the same for every comment: to the sums of the first layer, and by filter its strongest window. */
export interface TargetSums {
  readonly sums: Float32Array;
  readonly windows: Float32Array;
}

/** By the terms of a target, what it adds. */
export type KnownTargets = WeakMap<Terms, TargetSums>;

/** Returns what an input's target adds, null where it has none; what is not known is found and kept. */
export function targetSums(served: ServedNetwork, known: KnownTargets, input: HeadInput): TargetSums | null {
  const sequence = input.sequences[1];
  if (sequence === undefined) return null;
  const found = known.get(sequence.terms);
  if (found !== undefined) return found;
  const { weights, buffers, pools } = served;
  const sums = buffers.layers[0]!;
  sums.set(weights.first.bias);
  sumText(served, sequence.terms);
  for (const p of pools.target) addPool(served, input.pools[p]!, p);
  findWindows(served, sequence);
  const target = { sums: sums.slice(), windows: buffers.windows.values.slice() };
  known.set(sequence.terms, target);
  return target;
}

/** Runs the network over an input's comment and what its target adds; returns the logits in label order. */
export function forward(served: ServedNetwork, input: HeadInput, target: TargetSums | null): Float32Array {
  const { network, kernels, weights, buffers, pools } = served;
  const { first } = weights;
  const { dense, windowFeatures, windows } = buffers;
  const sums = buffers.layers[0]!;
  const comment = input.sequences[0]!;
  sums.set(target?.sums ?? first.bias);
  sumText(served, comment.terms);
  for (const p of pools.comment) addPool(served, input.pools[p]!, p);
  addVectors(served);
  dense.set(input.dense);
  kernels.gemv(dense, input.dense.length, 1, first.weights, first.dense, first.outputs, sums);
  findWindows(served, comment);
  joinWindows(windows.values, target, windowFeatures);
  kernels.gemv(windowFeatures, windowFeatures.length, 1, first.weights, first.windows, first.outputs, sums);
  applyRest(served);
  return inLabelOrder(buffers.layers.at(-1)!.subarray(0, network.layers.at(-1)!.outputs), input);
}

/** Finds the strongest window of each filter in a text that was summed up. */
function findWindows({ network, kernels, weights, layout, caches, buffers }: ServedNetwork, sequence: Sequence): void {
  const { rows, spare } = caches.words;
  const { offsets, filterOffsets, signals, windows } = buffers;
  const { signalWeights, bias } = weights.filters;
  const { filters: at, columns } = layout;
  const tokens = sequence.terms.indices.length;
  if (signals.length > 0) {
    signals.set(sequence.signals);
    kernels.addTokenFeatures(rows, at, offsets, filterOffsets, tokens, signals, signalWeights, columns, spare);
  }
  windows.values.fill(0);
  windows.middles.fill(-1);
  kernels.maxOverTime(
    rows,
    at,
    filterOffsets,
    tokens,
    network.convolution.width,
    bias,
    windows.values,
    windows.middles,
  );
}

/** Writes the values of the comment's windows, then those of the target's and the products of both. */
function joinWindows(values: Float32Array, target: TargetSums | null, out: Float32Array): void {
  out.set(values);
  if (target === null) return;
  const filters = values.length;
  out.set(target.windows, filters);
  for (let f = 0; f < filters; f++) out[2 * filters + f] = values[f]! * target.windows[f]!;
}

/** Applies ReLU and the layers behind the first. */
function applyRest({ kernels, weights, buffers: { layers } }: ServedNetwork): void {
  for (const [k, layer] of weights.rest.entries()) {
    const below = layers[k]!;
    for (let i = 0; i < below.length; i++) if (below[i]! < 0) below[i] = 0;
    const above = layers[k + 1]!;
    above.set(layer.bias);
    kernels.gemv(below, layer.inputs, 1, layer.weights, 0, layer.outputs, above);
  }
}
