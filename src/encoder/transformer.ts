import { createTransformer } from '../kernels/transformer.compiled.ts';
import { HEAD_WIDTH, SHARING, type TransformerKernels } from '../kernels/transformer.ts';
import type { EncodedPair } from './pair.ts';
import type { Norm, PackedLinear, TransformerWeights } from './transformer-weights.ts';

/** An encoder that is ready to read. */
export interface Transformer {
  /** What its kernels run on. */
  readonly runtime: TransformerKernels['runtime'];
  /**
   * Returns the features of a pair of at least one token and at most as many as there are positions: those of the first token,
   * then the mean over all, (2 · width) f32. A fresh array.
   */
  embed(pair: EncodedPair): Float32Array;
}

/** A linear layer whose weights the kernels multiply with. */
interface Linear {
  readonly inputs: number;
  readonly outputs: number;
  readonly panels: Int8Array;
  readonly scales: Float32Array;
  readonly bias: Float32Array;
}

/** As in BERT (Devlin et al. 2019). */
const EPSILON = 1e-12;

/** Makes an encoder of its weights, which are unpacked into the kernels' memory; the word table stays as it is in the file. */
export function createEncoder(
  weights: TransformerWeights,
  createKernels: (bytes: number) => TransformerKernels = createTransformer,
): Transformer {
  const { width, inner, positions } = weights;
  const longest = Math.ceil(positions.length / width / 4) * 4;
  const kernels = createKernels(memoryOf(weights, longest));
  const widest = Math.max(inner, 3 * width);

  const room = kernels.floats(4 * widest);
  const unpack = ({ codes, scales, tops, inputs, outputs, bias }: PackedLinear): Linear => {
    const linear = { inputs, outputs, panels: kernels.bytes(inputs * outputs), scales: kernels.floats(outputs) };
    kernels.unpack(codes, scales, tops, inputs, outputs, room, linear.panels, linear.scales);
    return { ...linear, bias: copied(bias) };
  };
  const copied = (numbers: Float32Array) => {
    const copy = kernels.floats(numbers.length);
    copy.set(numbers);
    return copy;
  };
  const normOf = ({ gain, bias }: Norm): Norm => ({ gain: copied(gain), bias: copied(bias) });
  const norm = normOf(weights.norm);
  const layers = weights.layers.map(({ attention, mix, mixNorm, widen, narrow, narrowNorm }) => ({
    ...{ attention: unpack(attention), mix: unpack(mix), widen: unpack(widen), narrow: unpack(narrow) },
    ...{ mixNorm: normOf(mixNorm), narrowNorm: normOf(narrowNorm) },
  }));

  // Rows of the tokens, (T, width), and what becomes of them on the way.
  const rows = kernels.floats(longest * width);
  const changed = kernels.floats(longest * width);
  const wide = kernels.floats(longest * widest);
  const [keys, scores] = [kernels.floats(HEAD_WIDTH * longest), kernels.floats(4 * longest)];
  const levels = kernels.levels(longest * widest);
  const [scales, sums] = [kernels.floats(longest), kernels.ints(longest)];

  const multiply = (
    x: Float32Array,
    T: number,
    { inputs, outputs, panels, scales: columns, bias }: Linear,
    out: Float32Array,
  ) => {
    kernels.quantize(x, T, inputs, levels, scales, sums);
    kernels.product(levels, scales, sums, T, inputs, panels, columns, bias, outputs, out);
  };

  function embed(pair: EncodedPair): Float32Array {
    const count = pair.ids.length;
    // Kernels take pairs of rows, and keys in fours: the last ones are what was there before, and count for nothing.
    const T = count + (count % 2);
    const padded = Math.ceil(count / 4) * 4;
    look(weights, pair, rows);
    changed.fill(0, 0, T * width);
    kernels.norm(rows, changed, T, width, norm.gain, norm.bias, EPSILON);
    for (const layer of layers) {
      multiply(rows, T, layer.attention, wide);
      for (let first = 0; first < width; first += HEAD_WIDTH)
        kernels.attend(wide, count, padded, width, first, keys, scores, changed);
      multiply(changed, T, layer.mix, wide);
      kernels.norm(rows, wide, T, width, layer.mixNorm.gain, layer.mixNorm.bias, EPSILON);
      multiply(rows, T, layer.widen, wide);
      kernels.gelu(wide, T * inner);
      multiply(wide, T, layer.narrow, changed);
      kernels.norm(rows, changed, T, width, layer.narrowNorm.gain, layer.narrowNorm.bias, EPSILON);
    }
    return pooled(rows, count, width);
  }

  return { runtime: kernels.runtime, embed };
}

/** Writes the embeddings of words, positions and types into rows. */
function look(
  { width, table, positions, types }: TransformerWeights,
  { ids, types: segments }: EncodedPair,
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

/** Returns the first row beside the mean of all. */
function pooled(rows: Float32Array, count: number, width: number): Float32Array {
  const features = new Float32Array(2 * width);
  features.set(rows.subarray(0, width));
  for (let i = 0; i < width; i++) {
    let sum = 0;
    for (let t = 0; t < count; t++) sum += rows[t * width + i]!;
    features[width + i] = sum / count;
  }
  return features;
}

/** Returns the bytes that an encoder takes of its kernels' memory. */
function memoryOf({ width, inner, layers }: TransformerWeights, longest: number): number {
  const widest = Math.max(inner, 3 * width);
  const linears = layers.flatMap(({ attention, mix, widen, narrow }) => [attention, mix, widen, narrow]);
  const matrices = linears.reduce((sum, { inputs, outputs }) => sum + inputs * outputs + 8 * outputs, 0);
  const norms = (1 + 2 * layers.length) * 8 * width;
  const work = 4 * 4 * widest + longest * (8 * width + 6 * widest + 4 * HEAD_WIDTH + 24);
  return matrices + norms + work + 16 * (linears.length * 3 + layers.length * 4 + 32);
}
