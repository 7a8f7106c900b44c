import { gatherSumInt8InParts, PART_ROWS } from '../../../kernels/gather.ts';
import { addRuns } from '../../../text/ngrams.ts';
import type { Terms } from '../../../text/terms.ts';
import type { Pool } from '../../features/input.ts';
import { HEADER } from './layout.ts';
import type { ServedNetwork } from './network.ts';

/** Finds the rows of a text's tokens and sums them up, for its vectors and the pools that read all of it. */
export function sumText(served: ServedNetwork, terms: Terms): void {
  const { rows, locate } = served.caches.words;
  const { offsets, textSum } = served.buffers;
  const tokens = terms.indices.length;
  locate(terms, offsets);
  textSum.fill(0);
  // The first part needs no room of its own, and most texts have no other.
  const first = Math.min(tokens, PART_ROWS);
  served.kernels.gatherSum(rows, 0, textSum.length, offsets, 0, first, textSum);
  addRows(served, rows, 0, offsets, first, tokens, textSum);
}

/** Adds the mean vector of a text that was summed up, times the first layer, to the sums of that layer. */
export function addVectors({ weights, buffers: { textSum, layers } }: ServedNetwork): void {
  const sums = layers[0]!;
  const idf = textSum[0]!;
  for (let o = 0; o < weights.first.outputs && idf > 0; o++) sums[o] = sums[o]! + textSum[HEADER + o]! / idf;
}

/** Adds the mean row of the p-th pool, of a text that was summed up, times the first layer to the sums of that layer. */
export function addPool(served: ServedNetwork, pool: Pool, p: number): void {
  const { network, kernels, weights, buffers } = served;
  const { first } = weights;
  const { whole, numbers } = buffers.poolSum;
  const runs = buffers.pools[p]!;
  sumPool(served, pool, p);
  runs.count = 0;
  if (pool.part === 'words') {
    for (const [from, to] of pool.ranges) addRuns(pool.terms, from, to, network.ngrams, pool.salt, runs);
  }
  runs.total = runs.count + whole[0]!;
  if (runs.total === 0) return;
  gatherSumInt8InParts(kernels, weights.table, runs.ids, runs.count, buffers.part, numbers);
  kernels.gemv(
    numbers,
    numbers.length,
    1 / runs.total,
    first.weights,
    first.pools[p]!,
    first.outputs,
    buffers.layers[0]!,
  );
}

/** Sums the rows that the words of a pool have by themselves. */
function sumPool(served: ServedNetwork, pool: Pool, p: number): void {
  const { layout, caches, buffers } = served;
  const { whole } = buffers.poolSum;
  if (isInTextSum(pool)) {
    const start = layout.sums[pool.part]!;
    for (let d = 0; d < whole.length; d++) whole[d] = buffers.textSum[start + d]!;
    return;
  }
  if (pool.salt !== 0) caches.salted(pool.part, pool.salt).locate(pool.terms, buffers.pools[p]!.offsets);
  const { rows, at, offsets } = wordSums(served, pool, p);
  whole.fill(0);
  for (const [from, to] of pool.ranges) addRows(served, rows, at, offsets, from, to, whole);
}

/** Says whether the sum of a text holds that of a pool. */
export const isInTextSum = ({ terms, ranges: [first, ...others], salt }: Pool): boolean =>
  salt === 0 && first !== undefined && others.length === 0 && first[0] === 0 && first[1] === terms.length;

/** Returns where the sums of the p-th pool's words stand: in `rows`, `at` numbers behind the offset of each token. */
export function wordSums({ layout, caches, buffers }: ServedNetwork, { part, salt }: Pool, p: number) {
  if (salt === 0) return { rows: caches.words.rows, at: layout.sums[part]!, offsets: buffers.offsets };
  return { rows: caches.salted(part, salt).rows, at: 0, offsets: buffers.pools[p]!.offsets };
}

/** Adds the rows of tokens `from` to `to` (exclusive), each from its offset plus `at` on, in parts. */
function addRows(
  { kernels, buffers: { part } }: ServedNetwork,
  rows: Float32Array,
  at: number,
  offsets: Int32Array,
  from: number,
  to: number,
  out: Float32Array,
): void {
  const width = out.length;
  for (let next = from; next < to; next += PART_ROWS) {
    part.fill(0);
    kernels.gatherSum(rows, at, width, offsets, next, Math.min(to, next + PART_ROWS), part);
    for (let d = 0; d < width; d++) out[d] = out[d]! + part[d]!;
  }
}
