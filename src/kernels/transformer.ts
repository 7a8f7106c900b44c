/**
 * The loops of a transformer encoder. All arrays are views of the kernels' own memory, from `floats` and `bytes`. Whatever
 * runs them gives the same bits: products are of whole numbers, and floats are rounded to 32 bits at every step and added
 * in one order, four sums a row. Shapes: T tokens, K inputs, N outputs.
 */
export interface TransformerKernels {
  /** What runs them. */
  readonly runtime: 'relaxed' | 'simd' | 'plain';
  /** Returns room for numbers, zeroed; it stays taken. */
  floats(length: number): Float32Array;
  /** Returns room for whole numbers, zeroed; it stays taken. */
  ints(length: number): Int32Array;
  /** Returns room for levels of rows, zeroed; it stays taken. */
  levels(length: number): Int8Array | Int16Array;
  /** Returns room for bytes, zeroed; it stays taken. */
  bytes(length: number): Int8Array;
  /**
   * Unpacks a matrix of weights in 4 bits into levels of -63 to 63 with one scale for each column, laid out as `product` reads
   * them. A weight is (code - 8) · scale / 127 · top, with a scale for each `SHARING` inputs and a top for each column.
   *
   * codes: (N, K / 2) u8, two in a byte, the earlier one in the lower half; scales: (N, K / SHARING) i8; tops: (N) f32;
   * room: (PANEL, K) f32, to work in; panels: (K, N) i8; columnScales: (N) f32. K is a multiple of SHARING, N of 8. Codes and
   * scales may be any arrays of bytes.
   */
  unpack(
    codes: Uint8Array,
    scales: Int8Array,
    tops: Float32Array,
    K: number,
    N: number,
    room: Float32Array,
    panels: Int8Array,
    columnScales: Float32Array,
  ): void;
  /**
   * Rounds rows to levels of -127 to 127, with a scale for each row, its largest number / 127, and the sum of its levels,
   * which products with weights that have no sign take off again.
   *
   * x: (T, K) f32; levels: (T, K), in an order that `product` of as many rows reads; scales: (T) f32; sums: (T) i32. T is
   * even, K a multiple of 16.
   */
  quantize(
    x: Float32Array,
    T: number,
    K: number,
    levels: Int8Array | Int16Array,
    scales: Float32Array,
    sums: Int32Array,
  ): void;
  /**
   * Matrix product with a bias: out = rowScales · columnScales · (x · weights) + bias.
   *
   * x: (T, K) levels, as `quantize` wrote T rows; panels: (K, N) packed; columnScales, bias: (N) f32; out: (T, N) f32, rows `stride` numbers apart. T is
   * even. Columns that follow one another are a product of their own: from column n on, panels begin at n · K.
   */
  product(
    x: Int8Array | Int16Array,
    rowScales: Float32Array,
    rowSums: Int32Array,
    T: number,
    K: number,
    panels: Int8Array,
    columnScales: Float32Array,
    bias: Float32Array,
    N: number,
    stride: number,
    out: Float32Array,
  ): void;
  /**
   * Layer norm of a sum (Ba et al. 2016): x = (s - mean(s)) / sqrt(variance(s) + epsilon) · gain + bias, s = x + residual.
   *
   * x, residual: (T, K) f32; gain, bias: (K). Reads residual, writes x.
   */
  norm(
    x: Float32Array,
    residual: Float32Array,
    T: number,
    K: number,
    gain: Float32Array,
    bias: Float32Array,
    epsilon: number,
  ): void;
  /**
   * One head of attention of `HEAD_WIDTH` of the first `queries` tokens over `count` of at most 512: out = softmax(q · kᵀ /
   * √width) · v (Vaswani et al. 2017). Products are of levels: 4095 on either side for queries and keys, 2047 for shares, and
   * for values with a scale for each of their numbers.
   *
   * qkv: (count, 3 · stride) f32, queries, keys and values, the head's from `first` on; room: to work in, `ATTENTION_ROOM` for
   * each token; out: (queries, stride), written from `first` on. Counts are made multiples of 4 for qkv and out, where rows
   * behind mean nothing, and of 8 for the room.
   */
  attend(
    qkv: Float32Array,
    queries: number,
    count: number,
    stride: number,
    first: number,
    room: Int32Array,
    out: Float32Array,
  ): void;
  /** x · Φ(x) (Hendrycks and Gimpel 2016) of the first `count` numbers, in place, right to 2e-4. `count` is a multiple of 4. */
  gelu(x: Float32Array, count: number): void;
}

/** Weights of a column that share a scale. */
export const SHARING = 32;

/** Columns that are unpacked together, and stand together in a panel. */
export const PANEL = 8;

/** Numbers of a query, a key or a value of one head. */
export const HEAD_WIDTH = 32;

/** Whole numbers of room that attention takes for each token: a key and a value in 16 bits, and four scores. */
export const ATTENTION_ROOM = HEAD_WIDTH + 4;
