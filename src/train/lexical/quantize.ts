/** Rows of 8-bit integers with one scale each: value ≈ scale · integer, at most half a scale off. */
export interface QuantizedRows {
  readonly values: Int8Array;
  readonly scales: Float32Array;
}

/** Quantises a table row by row, symmetrically about zero; a row of zeros keeps the scale 0. */
export function quantizeRows(table: Float32Array, dimensions: number): QuantizedRows {
  const rows = table.length / dimensions;
  const values = new Int8Array(table.length);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    let largest = 0;
    for (let d = 0; d < dimensions; d++) largest = Math.max(largest, Math.abs(table[row * dimensions + d]!));
    const scale = Math.fround(largest / 127);
    scales[row] = scale;
    if (scale === 0) continue;
    for (let d = 0; d < dimensions; d++) {
      values[row * dimensions + d] = Math.max(-127, Math.min(127, Math.round(table[row * dimensions + d]! / scale)));
    }
  }
  return { values, scales };
}
