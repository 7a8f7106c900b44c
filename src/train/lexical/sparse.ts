import type { Table } from '../../lexical/network/table.ts';

/** A table under training, with the per-row state of Adagrad (Duchi et al. 2011). */
export interface SparseTable {
  readonly table: Table & { readonly values: Float32Array; readonly scales: null };
  /** Sum of squared gradients of each row. */
  readonly accumulated: Float32Array;
}

/** Returns a table of random rows, uniform from -1 / dimensions to 1 / dimensions. */
export function createTable(buckets: number, dimensions: number, random: () => number): SparseTable {
  const values = Float32Array.from({ length: buckets * dimensions }, () => (random() * 2 - 1) / dimensions);
  return { table: { dimensions, values, scales: null }, accumulated: new Float32Array(buckets) };
}

/**
 * Returns a table that starts from trained rows. Its first steps are as small as if each row had been stepped before.
 */
export function resumeTable(values: Float32Array, dimensions: number): SparseTable {
  const table = { dimensions, values: values.slice(), scales: null };
  return { table, accumulated: new Float32Array(values.length / dimensions).fill(STEPPED_BEFORE) };
}

/** Sum of squared gradients that a trained row is taken to have: about that of a word seen a hundred times. */
const STEPPED_BEFORE = 1e-6;

/**
 * Moves the rows of one pool against the gradient of its mean. Only rows that occur are touched, so that a step costs
 * as much as the example is long, not as the table is large.
 */
export function adagradStep(
  { table, accumulated }: SparseTable,
  ids: Int32Array,
  gradient: Float32Array,
  offset: number,
  learningRate: number,
): void {
  const { dimensions, values } = table;
  const share = 1 / ids.length;
  let squares = 0;
  for (let d = 0; d < dimensions; d++) squares += gradient[offset + d]! ** 2;
  if (squares === 0) return;
  const added = (squares * share * share) / dimensions;
  for (const id of ids) {
    const total = accumulated[id]! + added;
    accumulated[id] = total;
    const step = (learningRate * share) / Math.sqrt(total);
    for (let d = 0, at = id * dimensions; d < dimensions; d++, at++) {
      values[at] = values[at]! - step * gradient[offset + d]!;
    }
  }
}
