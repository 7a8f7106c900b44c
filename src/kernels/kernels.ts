/**
 * The loops that serving spends its time in, over arrays that `floats`, `ints` and `bytes` give: in plain TypeScript
 * here, four numbers at a time in kernels.wat. Offsets count numbers from the start of an array. Widths, columns, filters
 * and outputs are multiples of four: what is shorter is padded with zeros.
 */
export interface Kernels {
  /** Room for as many numbers, zeroed; the kernels reach no other. */
  floats(length: number): Float32Array;
  ints(length: number): Int32Array;
  bytes(length: number): Int8Array;
  /** Adds `width` numbers of the rows of tokens `from` to `to`, each from its offset plus `at` on, to `out`. */
  gatherSum(
    rows: Float32Array,
    at: number,
    width: number,
    offsets: Int32Array,
    from: number,
    to: number,
    out: Float32Array,
  ): void;
  /** Adds to `out[i]` the row of token i times `worth`. */
  gatherDot(
    rows: Float32Array,
    at: number,
    width: number,
    offsets: Int32Array,
    from: number,
    to: number,
    worth: Float32Array,
    out: Float32Array,
  ): void;
  /** Adds the rows of ids `from` to `to` to `out`. */
  gatherSumInt8(table: PackedTable, ids: Int32Array, from: number, to: number, out: Float32Array): void;
  /** Writes to `out[i]` the row of the i-th id times `worth`. */
  gatherDotInt8(table: PackedTable, ids: Int32Array, count: number, worth: Float32Array, out: Float32Array): void;
  /**
   * Gives each token with signals a row of its own, from offset `spare` on: its word's and its signals times their
   * weights. Writes to `placed` where each token's row stands now.
   */
  addTokenFeatures(
    rows: Float32Array,
    at: number,
    offsets: Int32Array,
    placed: Int32Array,
    tokens: number,
    signals: Float32Array,
    weights: Float32Array,
    columns: number,
    spare: number,
  ): void;
  /**
   * The strongest window of `width` words of each filter: where one exceeds `values[f]`, writes its value there and its
   * middle token to `middles[f]`.
   */
  maxOverTime(
    rows: Float32Array,
    at: number,
    offsets: Int32Array,
    tokens: number,
    width: number,
    bias: Float32Array,
    values: Float32Array,
    middles: Int32Array,
  ): void;
  /** Adds factor · x · weights to `out`: `count` numbers of x, rows of `outputs` weights from `first` on. */
  gemv(
    x: Float32Array,
    count: number,
    factor: number,
    weights: Float32Array,
    first: number,
    outputs: number,
    out: Float32Array,
  ): void;
  /** Writes factor · weights · gradient to `out`, for `count` rows of weights from `first` on. */
  gemvT(
    weights: Float32Array,
    first: number,
    count: number,
    outputs: number,
    factor: number,
    gradient: Float32Array,
    out: Float32Array,
  ): void;
}

/** Rows of bytes, each behind its scale: one walk to memory for a row, which is met at random. */
export interface PackedTable {
  readonly width: number;
  readonly bytes: Int8Array;
  /** The same memory as numbers. */
  readonly scales: Float32Array;
}

/** Bytes from row to row. */
export const packedStride = (width: number) => width + 4;

/** Of more rows than this single precision would lose what the last ones add: they are summed in parts. */
export const PART_ROWS = 128;

/** Adds the rows of the first `count` ids to `out`, part by part; `part` is room as wide as a row. */
export function gatherSumInt8InParts(
  kernels: Kernels,
  table: PackedTable,
  ids: Int32Array,
  count: number,
  part: Float32Array,
  out: Float32Array,
): void {
  for (let at = 0; at < count; at += PART_ROWS) {
    part.fill(0);
    kernels.gatherSumInt8(table, ids, at, Math.min(count, at + PART_ROWS), part);
    for (let d = 0; d < out.length; d++) out[d] = out[d]! + part[d]!;
  }
}

/** Rows of equal width: row `i` is `values[i * dimensions …]`, times `scales[i]` where there are scales. */
export interface RowTable {
  readonly dimensions: number;
  readonly values: Int8Array | Float32Array;
  readonly scales: Float32Array | null;
}

/** Copies a table of bytes into the room of the kernels, each row behind its scale. */
export function packTable(
  { dimensions, values, scales }: RowTable,
  { bytes: allocate }: Pick<Kernels, 'bytes'>,
): PackedTable {
  const width = padded(dimensions);
  const stride = packedStride(width);
  const rows = values.length / dimensions;
  const bytes = allocate(rows * stride);
  const packed = { width, bytes, scales: new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4) };
  for (let row = 0; row < rows; row++) {
    packed.scales[(row * stride) / 4] = scales?.[row] ?? 1;
    bytes.set(values.subarray(row * dimensions, (row + 1) * dimensions), row * stride + 4);
  }
  return packed;
}

export const padded = (length: number) => Math.ceil(length / 4) * 4;

export const plainKernels: Kernels = {
  floats: (length) => new Float32Array(length),
  ints: (length) => new Int32Array(length),
  bytes: (length) => new Int8Array(length),

  gatherSum(rows, at, width, offsets, from, to, out) {
    for (let i = from; i < to; i++) {
      let row = offsets[i]! + at;
      for (let d = 0; d < width; d++, row++) out[d] = out[d]! + rows[row]!;
    }
  },

  gatherDot(rows, at, width, offsets, from, to, worth, out) {
    for (let i = from; i < to; i++) {
      let row = offsets[i]! + at;
      // Two sums, so that one addition need not wait for the other.
      let [even, odd] = [0, 0];
      for (let d = 0; d < width; d += 2, row += 2) {
        even += rows[row]! * worth[d]!;
        odd += rows[row + 1]! * worth[d + 1]!;
      }
      out[i] = out[i]! + even + odd;
    }
  },

  gatherSumInt8({ width, bytes, scales }, ids, from, to, out) {
    for (let i = from; i < to; i++) {
      let at = ids[i]! * packedStride(width);
      const scale = scales[at >> 2]!;
      at += 4;
      for (let d = 0; d < width; d++, at++) out[d] = out[d]! + scale * bytes[at]!;
    }
  },

  gatherDotInt8({ width, bytes, scales }, ids, count, worth, out) {
    for (let i = 0; i < count; i++) {
      let from = ids[i]! * packedStride(width);
      const scale = scales[from >> 2]!;
      from += 4;
      let sum = 0;
      for (let d = 0; d < width; d++, from++) sum += bytes[from]! * worth[d]!;
      out[i] = scale * sum;
    }
  },

  addTokenFeatures(rows, at, offsets, placed, tokens, signals, weights, columns, spare) {
    const perToken = weights.length / columns;
    let free = spare;
    for (let t = 0; t < tokens; t++) {
      let from = offsets[t]!;
      for (let e = 0; e < perToken; e++) {
        const signal = signals[t * perToken + e]!;
        if (signal === 0) continue;
        for (let c = 0, weight = e * columns; c < columns; c++, weight++)
          rows[free + at + c] = rows[from + at + c]! + signal * weights[weight]!;
        from = free;
      }
      if (from === free) free += columns;
      placed[t] = from;
    }
  },

  maxOverTime(rows, at, offsets, tokens, width, bias, values, middles) {
    const filters = values.length;
    const half = (width - 1) / 2;
    for (let t = 0; t < tokens; t++) {
      const first = Math.max(0, t - half);
      const last = Math.min(tokens - 1, t + half);
      for (let f = 0; f < filters; f++) {
        let sum = bias[f]!;
        for (let i = first, place = at + (first - t + half) * filters + f; i <= last; i++, place += filters)
          sum += rows[offsets[i]! + place]!;
        if (sum <= values[f]!) continue;
        values[f] = sum;
        middles[f] = t;
      }
    }
  },

  gemv(x, count, factor, weights, first, outputs, out) {
    for (let i = 0, weight = first * outputs; i < count; i++, weight += outputs) {
      const value = factor * x[i]!;
      if (value === 0) continue;
      for (let o = 0; o < outputs; o++) out[o] = out[o]! + value * weights[weight + o]!;
    }
  },

  gemvT(weights, first, count, outputs, factor, gradient, out) {
    for (let i = 0, weight = first * outputs; i < count; i++) {
      let [even, odd] = [0, 0];
      for (let o = 0; o < outputs; o += 2, weight += 2) {
        even += weights[weight]! * gradient[o]!;
        odd += weights[weight + 1]! * gradient[o + 1]!;
      }
      out[i] = factor * (even + odd);
    }
  },
};
