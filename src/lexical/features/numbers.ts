import { allocateFloats } from '../../text/short-arrays.ts';

/** Returns the scalar product of two vectors. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!;
  return sum;
}

/** Returns the mean of values by their weights; 0 where those add up to nothing. */
export function weightedMean(values: Float32Array, weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return total === 0 ? 0 : values.reduce((sum, x, i) => sum + x * weights[i]!, 0) / total;
}

/** Returns the largest numbers, at most `count`, largest first. */
export function largest(numbers: Float32Array, count: number): number[] {
  const sorted: number[] = [];
  for (let i = 0; i < numbers.length; i++) {
    const x = numbers[i]!;
    if (sorted.length === count && x <= sorted[count - 1]!) continue;
    let at = sorted.length < count ? sorted.length : count - 1;
    for (; at > 0 && sorted[at - 1]! < x; at--) sorted[at] = sorted[at - 1]!;
    sorted[at] = x;
  }
  return sorted;
}

/** Returns numbers end to end. */
export function concatenate(parts: readonly ArrayLike<number>[]): Float32Array {
  const all = allocateFloats(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Returns as many blocks as asked for, of zeros but for one that holds the numbers. */
export function inBlock(numbers: Float32Array, block: number, blocks: number): Float32Array {
  const all = allocateFloats(blocks * numbers.length);
  all.set(numbers, block * numbers.length);
  return all;
}
