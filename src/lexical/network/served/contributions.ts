import { allocateFloats } from '../../../text/short-arrays.ts';
import { type HeadInput, outputOf, type Pool } from '../../features/input.ts';
import type { TargetSums } from './forward.ts';
import { HEADER } from './layout.ts';
import type { ServedNetwork } from './network.ts';
import { isInTextSum, wordSums } from './sums.ts';

/**
 * Returns what each token of the comment of the last pass adds to a label's calibrated logit: gradient × input (Shrikumar et
 * al. 2016). Each row of a pool counts for the token that it was read from, a run of words for its first, and each filter's
 * strongest window for its words.
 * @param scale of the label's calibration
 */
export function contributions(
  served: ServedNetwork,
  input: HeadInput,
  target: TargetSums | null,
  label: number,
  scale: number,
): Float32Array {
  const { kernels, layout, caches, buffers, pools } = served;
  const { contributions: added, textGradient, offsets } = buffers;
  const tokens = input.sequences[0]!.terms.indices.length;
  findGradients(served, outputOf(label, input), scale);
  added.fill(0, 0, tokens);
  textGradient.fill(0);
  for (const p of pools.comment) addPoolContributions(served, input.pools[p]!, p);
  findVectorGradient(served);
  // Of each word its vector, and its rows in the pools that read all of the text.
  kernels.gatherDot(caches.words.rows, 0, layout.filters, offsets, 0, tokens, textGradient, added);
  addWindowContributions(served, tokens, target);
  const result = allocateFloats(tokens);
  for (let t = 0; t < tokens; t++) result[t] = added[t]!;
  return result;
}

/** Finds the gradients of an output, times `scale`, with respect to what each layer sums up (reverse pass). */
function findGradients(
  { kernels, weights, buffers: { layers, gradients } }: ServedNetwork,
  output: number,
  scale: number,
) {
  const direction = gradients.at(-1)!;
  direction.fill(0);
  direction[output] = scale;
  for (let k = weights.rest.length; k > 0; k--) {
    const layer = weights.rest[k - 1]!;
    const below = gradients[k - 1]!;
    const active = layers[k - 1]!;
    kernels.gemvT(layer.weights, 0, layer.inputs, layer.outputs, 1, gradients[k]!, below);
    // ReLU passes nothing back where it gave nothing.
    for (let i = 0; i < below.length; i++) if (active[i] === 0) below[i] = 0;
  }
}

/** Adds what the p-th pool's runs add, and what its words do; for a pool that reads all of the text, to the text's gradient. */
function addPoolContributions(served: ServedNetwork, pool: Pool, p: number): void {
  const { kernels, weights, layout, buffers } = served;
  const { first } = weights;
  const { whole, numbers } = buffers.poolGradient;
  const { contributions: added, textGradient, runContributions } = buffers;
  const { ids, owners, count, total } = buffers.pools[p]!;
  if (total === 0) return;
  const gradient = buffers.gradients[0]!;
  kernels.gemvT(first.weights, first.pools[p]!, numbers.length, first.outputs, 1 / total, gradient, numbers);
  if (isInTextSum(pool)) {
    const start = layout.sums[pool.part]!;
    for (let d = 0; d < whole.length; d++) textGradient[start + d] = textGradient[start + d]! + whole[d]!;
  } else {
    const { rows, at, offsets } = wordSums(served, pool, p);
    for (const [from, to] of pool.ranges) kernels.gatherDot(rows, at, whole.length, offsets, from, to, whole, added);
  }
  kernels.gatherDotInt8(weights.table, ids, count, numbers, runContributions);
  for (let i = 0; i < count; i++) {
    const owner = owners[i]!;
    added[owner] = added[owner]! + runContributions[i]!;
  }
}

/** Finds the gradient with respect to the sum of the vectors times the first layer. */
function findVectorGradient({ weights, buffers: { textSum, textGradient, gradients } }: ServedNetwork): void {
  const gradient = gradients[0]!;
  const idf = textSum[0]!;
  for (let o = 0; o < weights.first.outputs && idf > 0; o++) textGradient[HEADER + o] = gradient[o]! / idf;
}

/** Adds what each filter's strongest window adds, to its words, each for its product at its place. */
function addWindowContributions(served: ServedNetwork, tokens: number, target: TargetSums | null): void {
  const { network, kernels, weights, layout, caches, buffers } = served;
  const { first } = weights;
  const { rows } = caches.words;
  const { filterOffsets, windows, windowGradient, contributions: added } = buffers;
  const { width } = network.convolution;
  const half = (width - 1) / 2;
  const filters = windows.values.length;
  const gradient = buffers.gradients[0]!;
  kernels.gemvT(first.weights, first.windows, windowGradient.length, first.outputs, 1, gradient, windowGradient);
  for (let f = 0; f < filters; f++) {
    const middle = windows.middles[f]!;
    if (middle < 0) continue;
    const ofProduct = target === null ? 0 : windowGradient[2 * filters + f]! * target.windows[f]!;
    const ofValue = windowGradient[f]! + ofProduct;
    for (let place = 0; place < width; place++) {
      const token = middle + place - half;
      if (token < 0 || token >= tokens) continue;
      const product = rows[filterOffsets[token]! + layout.filters + place * filters + f]!;
      added[token] = added[token]! + ofValue * product;
    }
  }
}
