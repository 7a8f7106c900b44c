/** (rows, dimensions), row by row: row `i` is `values[i * dimensions …]`, times `scales[i]` where there are scales. */
export interface Table {
  readonly dimensions: number;
  readonly values: Int8Array | Float32Array;
  readonly scales: Float32Array | null;
}

/** Adds a row of a table to a sum of as many numbers. */
export function addRow({ dimensions, values, scales }: Table, id: number, sum: Float64Array | Float32Array): void {
  const scale = scales === null ? 1 : scales[id]!;
  for (let d = 0, at = id * dimensions; d < dimensions; d++, at++) sum[d] = sum[d]! + scale * values[at]!;
}

/** Adds the mean of a table's rows to `out` from `offset` on; no rows add nothing. */
export function addMean({ dimensions, values, scales }: Table, ids: Int32Array, out: Float32Array, offset: number) {
  const share = 1 / ids.length;
  for (const id of ids) {
    const factor = scales === null ? share : scales[id]! * share;
    for (let d = 0, at = id * dimensions; d < dimensions; d++, at++) {
      out[offset + d] = out[offset + d]! + factor * values[at]!;
    }
  }
}
