import { apart } from '../artifact/tensors.ts';
import { createTransformer } from '../kernels/transformer.compiled.ts';
import { ATTENTION_ROOM, HEAD_WIDTH, PANEL, SHARING, type TransformerKernels } from '../kernels/transformer.ts';
import type { EncodedInput } from './input.ts';
import type { Norm, PackedLinear, PackedMatrix, TransformerWeights } from './transformer-weights.ts';

/** An encoder that is ready to read. */
export interface Transformer {
  /** What its kernels run on. */
  readonly runtime: TransformerKernels['runtime'];
  /**
   * Returns the features of an input of at least one token and at most as many as there are positions: those of the first
   * token, (width) f32. A fresh array.
   */
  embed(input: EncodedInput): Float32Array;
}

/** A linear layer whose weights the kernels multiply with. */
interface Linear {
  readonly inputs: number;
  readonly outputs: number;
  readonly panels: Int8Array;
  readonly scales: Float32Array;
  readonly bias: Float32Array;
}

/** A transformer layer whose weights the kernels multiply with. */
interface Layer {
  readonly attention: Linear;
  readonly mix: Linear;
  readonly mixNorm: Norm;
  readonly widen: Linear;
  readonly narrow: Linear;
  readonly narrowNorm: Norm;
}

/** As in BERT (Devlin et al. 2019). */
const EPSILON = 1e-12;
/** Rows that kernels take together. */
const ROWS = 2;

/** Makes an encoder of its weights: those of its layers are unpacked into the kernels' memory, those of words stay packed. */
export function createEncoder(
  weights: TransformerWeights,
  createKernels: (bytes: number) => TransformerKernels = createTransformer,
): Transformer {
  const { width, positions } = weights;
  const longest = Math.ceil(positions.length / width / 8) * 8;
  const kernels = createKernels(memoryOf(weights, longest));
  const { norm, layers } = unpack(kernels, weights);
  const lookup = lookupOf(weights);
  const work = workOf(kernels, weights, longest);

  function embed(input: EncodedInput): Float32Array {
    const count = input.ids.length;
    // The last row may be what was there before, and counts for nothing.
    const T = Math.ceil(count / ROWS) * ROWS;
    look(lookup, input, work.rows);
    work.changed.fill(0, 0, T * width);
    kernels.norm(work.rows, work.changed, T, width, norm.gain, norm.bias, EPSILON);
    for (const layer of layers) {
      // Of the last layer the first token is all that is read.
      const kept = layer === layers.at(-1) ? ROWS : T;
      pass(kernels, layer, work, count, kept);
    }
    return work.rows.slice(0, width);
  }

  return { runtime: kernels.runtime, embed };
}

/** Unpacks the weights of an encoder into the kernels' memory. */
function unpack(kernels: TransformerKernels, weights: TransformerWeights) {
  const copied = (numbers: Float32Array) => {
    const copy = kernels.floats(numbers.length);
    copy.set(numbers);
    return copy;
  };
  const room = kernels.floats(PANEL * widestOf(weights));
  const linear = ({ codes, scales, tops, inputs, outputs, bias }: PackedLinear): Linear => {
    const unpacked = { inputs, outputs, panels: kernels.bytes(inputs * outputs), scales: kernels.floats(outputs) };
    kernels.unpack(codes, scales, tops, inputs, outputs, room, unpacked.panels, unpacked.scales);
    return { ...unpacked, bias: copied(bias) };
  };
  const norm = ({ gain, bias }: Norm): Norm => ({ gain: copied(gain), bias: copied(bias) });
  const layers = weights.layers.map(
    (layer): Layer => ({
      ...{ attention: linear(layer.attention), mix: linear(layer.mix), mixNorm: norm(layer.mixNorm) },
      ...{ widen: linear(layer.widen), narrow: linear(layer.narrow), narrowNorm: norm(layer.narrowNorm) },
    }),
  );
  return { norm: norm(weights.norm), layers };
}

/** Room for the rows of the tokens, (T, width), and for what becomes of them on the way. */
interface Work {
  readonly rows: Float32Array;
  readonly changed: Float32Array;
  readonly wide: Float32Array;
  readonly attention: Int32Array;
  readonly levels: Int8Array | Int16Array;
  readonly scales: Float32Array;
  readonly sums: Int32Array;
}

function workOf(kernels: TransformerKernels, weights: TransformerWeights, longest: number): Work {
  const widest = widestOf(weights);
  return {
    rows: kernels.floats(longest * weights.width),
    changed: kernels.floats(longest * weights.width),
    wide: kernels.floats(longest * widest),
    attention: kernels.ints(longest * ATTENTION_ROOM),
    levels: kernels.levels(longest * widest),
    scales: kernels.floats(longest),
    sums: kernels.ints(longest),
  };
}

/** Passes the rows of `count` tokens through a layer; only the first `kept` come out of it. */
function pass(kernels: TransformerKernels, layer: Layer, work: Work, count: number, kept: number): void {
  const { attention, mix, mixNorm, widen, narrow, narrowNorm } = layer;
  const { rows, changed, wide } = work;
  const [width, T] = [mix.outputs, Math.ceil(count / ROWS) * ROWS];
  // Queries are asked of the rows that come out, keys and values of all.
  round(kernels, work, rows, kept, width);
  multiply(kernels, work, kept, columnsOf(attention, 0, width), wide, 3 * width);
  if (kept < T) round(kernels, work, rows, T, width);
  multiply(kernels, work, T, columnsOf(attention, width, 3 * width), wide.subarray(width), 3 * width);
  for (let first = 0; first < width; first += HEAD_WIDTH)
    kernels.attend(wide, kept, count, width, first, work.attention, changed);
  round(kernels, work, changed, kept, width);
  multiply(kernels, work, kept, mix, wide);
  kernels.norm(rows, wide, kept, width, mixNorm.gain, mixNorm.bias, EPSILON);
  round(kernels, work, rows, kept, width);
  multiply(kernels, work, kept, widen, wide);
  kernels.gelu(wide, kept * widen.outputs);
  round(kernels, work, wide, kept, narrow.inputs);
  multiply(kernels, work, kept, narrow, changed);
  kernels.norm(rows, changed, kept, width, narrowNorm.gain, narrowNorm.bias, EPSILON);
}

/** Rounds rows (T, K) to the levels that are multiplied next. */
const round = (kernels: TransformerKernels, { levels, scales, sums }: Work, x: Float32Array, T: number, K: number) =>
  kernels.quantize(x, T, K, levels, scales, sums);

/** Multiplies the first T rows that were rounded last; writes (T, outputs), rows `stride` numbers apart. */
function multiply(
  kernels: TransformerKernels,
  work: Work,
  T: number,
  { inputs, outputs, panels, scales, bias }: Linear,
  out: Float32Array,
  stride = outputs,
): void {
  const rows = [work.levels, work.scales, work.sums, T, inputs] as const;
  kernels.product(...rows, panels, scales, bias, outputs, stride, out);
}

/** The columns `from` to `to` of a linear layer as a layer of their own. */
const columnsOf = ({ inputs, panels, scales, bias }: Linear, from: number, to: number): Linear => ({
  ...{ inputs, outputs: to - from, panels: panels.subarray(from * inputs, to * inputs) },
  ...{ scales: scales.subarray(from, to), bias: bias.subarray(from, to) },
});

/** What tokens are looked up in. */
type Lookup = Pick<TransformerWeights, 'width' | 'table' | 'positions' | 'types'>;

function lookupOf({ width, table, positions, types }: Lookup): Lookup {
  const { codes, scales, tops } = table;
  const own: PackedMatrix = { codes: apart(codes), scales: apart(scales), tops: apart(tops) };
  return { width, table: own, positions: apart(positions), types: apart(types) };
}

/** Writes the embeddings of words, positions and types into rows. */
function look(
  { width, table, positions, types }: Lookup,
  { ids, types: segments }: EncodedInput,
  rows: Float32Array,
): void {
  const shared = width / SHARING;
  for (const [t, id] of ids.entries()) {
    const [top, position, segment] = [table.tops[id]!, t * width, segments[t]! * width];
    for (let group = 0; group < shared; group++) {
      const scale = Math.fround(top * Math.fround(table.scales[id * shared + group]! / 127));
      for (let i = group * SHARING; i < (group + 1) * SHARING; i++) {
        const byte = table.codes[(id * width + i) >> 1]!;
        const word = Math.fround((((i & 1) === 0 ? byte & 15 : byte >> 4) - 8) * scale);
        rows[position + i] = Math.fround(word + positions[position + i]!) + types[segment + i]!;
      }
    }
  }
}

/** Numbers of the widest row on the way through a layer. */
const widestOf = ({ inner, width }: TransformerWeights) => Math.max(inner, 3 * width);

/** Returns the bytes that an encoder takes of its kernels' memory. */
function memoryOf(weights: TransformerWeights, longest: number): number {
  const { width, layers } = weights;
  const widest = widestOf(weights);
  const linears = layers.flatMap(({ attention, mix, widen, narrow }) => [attention, mix, widen, narrow]);
  const matrices = linears.reduce((sum, { inputs, outputs }) => sum + inputs * outputs + 8 * outputs, 0);
  const norms = (1 + 2 * layers.length) * 8 * width;
  const work = 4 * PANEL * widest + longest * (8 * width + 6 * widest + 4 * ATTENTION_ROOM + 8);
  return matrices + norms + work + 16 * (linears.length * 3 + layers.length * 4 + 32);
}
