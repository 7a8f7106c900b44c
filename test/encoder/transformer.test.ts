import { describe, expect, it } from 'vitest';
import { readTensors, serializeTensors, type Tensors } from '../../src/artifact/tensors.ts';
import { seededRandom } from '../../src/dataset/random.ts';
import type { EncodedInput } from '../../src/encoder/input.ts';
import { createEncoder, type Transformer } from '../../src/encoder/transformer.ts';
import {
  type Norm,
  type PackedLinear,
  type PackedMatrix,
  readTransformer,
  type TransformerShape,
  type TransformerWeights,
} from '../../src/encoder/transformer-weights.ts';
import { compiledTransformer, createTransformer } from '../../src/kernels/transformer.compiled.ts';
import { plainTransformer } from '../../src/kernels/transformer.plain.ts';
import { HEAD_WIDTH, SHARING } from '../../src/kernels/transformer.ts';
import { tinyEncoder } from '../fixtures/encoder/index.ts';

const SHAPE: TransformerShape = { layers: 2, width: 64, inner: 160, words: 40, positions: 24 };

/** An encoder of random weights, out of a file. */
function randomWeights(shape: TransformerShape = SHAPE): TransformerWeights {
  const { layers, width, inner, words, positions } = shape;
  const random = seededRandom(11);
  const floats = (length: number, most: number, about = 0) =>
    Float32Array.from({ length }, () => about + most * (2 * random() - 1));
  const matrix = (name: string, inputs: number, outputs: number): Tensors => ({
    [`${name}.codes`]: Uint8Array.from({ length: (inputs * outputs) / 2 }, () => 256 * random()),
    [`${name}.scales`]: Int8Array.from({ length: (inputs * outputs) / SHARING }, () => 255 * random() - 127),
    [`${name}.tops`]: floats(outputs, 0.2 / Math.sqrt(inputs), 0.5 / Math.sqrt(inputs)),
    [`${name}.bias`]: floats(outputs, 0.2),
  });
  const norm = (name: string): Tensors => ({
    [`${name}.weight`]: floats(width, 0.3, 1),
    [`${name}.bias`]: floats(width, 0.3),
  });
  const tensors = [
    { positions: floats(positions * width, 0.2), types: floats(4 * width, 0.2) },
    ...[matrix('words', width, words), norm('norm')],
    ...Array.from({ length: layers }, (_, i) => `layer${i}`).flatMap((layer) => [
      ...[matrix(`${layer}.qkv`, width, 3 * width), matrix(`${layer}.mix`, width, width), norm(`${layer}.mix_norm`)],
      ...[matrix(`${layer}.widen`, width, inner), matrix(`${layer}.narrow`, inner, width)],
      norm(`${layer}.narrow_norm`),
    ]),
  ];
  const { file, entries } = serializeTensors(Object.assign({}, ...tensors), 1);
  return readTransformer(readTensors(entries, file), shape);
}

const { manifest, bytes } = tinyEncoder();
const tinyWeights = readTransformer(readTensors(manifest.tensors, bytes), manifest.shape);
const random = randomWeights();

/** A pair of so many tokens, the same for the same seed. */
function pairOf(count: number, { words }: Pick<TransformerWeights, 'words'>, seed = count): EncodedInput {
  const draw = seededRandom(seed);
  return {
    ids: Array.from({ length: count }, () => Math.floor(words * draw())),
    types: Array.from({ length: count }, (_, t) => Number(t > count / 3)),
  };
}

const bits = (features: Float32Array) => [...new Int32Array(features.buffer)];
const counts = Array.from({ length: 24 }, (_, i) => i + 1);

/** An encoder over the compiled kernels, or null where this engine has not these vectors. */
function compiled(runtime: 'simd' | 'relaxed', weights: TransformerWeights): Transformer | null {
  try {
    return createEncoder(weights, (bytes) => compiledTransformer(runtime, bytes));
  } catch {
    return null;
  }
}

describe.each(['simd', 'relaxed'] as const)('an encoder with %s vectors', (runtime) => {
  const lacking = compiled(runtime, random) === null;
  const meta = lacking ? { lacks: `Node ${process.versions.node} has no ${runtime} vectors` } : {};

  it.each([
    ['the tiny one', tinyWeights],
    ['of two layers', random],
    ['of other sizes', randomWeights({ layers: 1, width: 96, inner: 32, words: 9, positions: 21 })],
  ])('gives the same bits as with the plain kernels, %s', { skip: lacking, meta }, (_, weights) => {
    const [ours, plain] = [compiled(runtime, weights)!, createEncoder(weights, () => plainTransformer)];
    expect([ours.runtime, plain.runtime]).toEqual([runtime, 'plain']);
    for (const count of counts.filter((count) => count * weights.width <= weights.positions.length)) {
      const pair = pairOf(count, weights);
      expect(bits(ours.embed(pair)), `${count} tokens`).toEqual(bits(plain.embed(pair)));
    }
  });
});

describe.each([
  ['as the engine runs them', createTransformer],
  ['in TypeScript', () => plainTransformer],
])('an encoder over kernels %s', (_, createKernels) => {
  it('gives the same bits for a pair, whatever was read before', () => {
    const encoder = createEncoder(random, createKernels);
    for (const count of counts) {
      const fresh = bits(createEncoder(random, createKernels).embed(pairOf(count, random)));
      encoder.embed(pairOf(24, random, 100 + count));
      expect(bits(encoder.embed(pairOf(count, random))), `${count} tokens`).toEqual(fresh);
    }
  });

  it('reads four types of tokens', () => {
    const { embed } = createEncoder(random, createKernels);
    const pair = { ids: [1, 2, 3, 4, 5], types: [0, 1, 2, 3, 1] };
    const errors = unrounded(random, pair).map((value, i) => Math.abs(value - embed(pair)[i]!));
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.05);
  });

  it('gives features of their own to who asks', () => {
    const { embed } = createEncoder(random, createKernels);
    const first = embed(pairOf(5, random));
    const kept = bits(first);
    embed(pairOf(7, random));
    expect(bits(first)).toEqual(kept);
  });

  it.each([1, 2, 7, 24])('gives nearly what a transformer gives that rounds nothing, %d tokens', (count) => {
    const [pair, { embed }] = [pairOf(count, random), createEncoder(random, createKernels)];
    const [expected, features] = [unrounded(random, pair), embed(pair)];
    expect(features).toHaveLength(expected.length);
    const errors = expected.map((value, i) => Math.abs(value - features[i]!));
    // Features are about 1 in size: of two that have nothing in common the difference is about 1, too.
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.05);
  });
});

/** Features of the first token as BERT has them (Devlin et al. 2019), in 64 bits. */
function unrounded(weights: TransformerWeights, { ids, types }: EncodedInput): number[] {
  const { width, inner, words } = weights;
  const table = unpacked(weights.table, width, words);
  const embedded = ids.map((id, t) =>
    table[id]!.map((word, i) => word + weights.positions[t * width + i]! + weights.types[types[t]! * width + i]!),
  );
  let rows = embedded.map((row) => normed(row, weights.norm));
  for (const { attention, mix, mixNorm, widen, narrow, narrowNorm } of weights.layers) {
    const mixed = attended(linear(rows, attention), width);
    rows = sums(rows, linear(mixed, mix)).map((row) => normed(row, mixNorm));
    const wide = linear(rows, widen).map((row) => Float32Array.from(row));
    for (const row of wide) plainTransformer.gelu(row, inner);
    const narrowed = linear(
      wide.map((row) => [...row]),
      narrow,
    );
    rows = sums(rows, narrowed).map((row) => normed(row, narrowNorm));
  }
  return rows[0]!;
}

/** The columns of a matrix. */
const unpacked = ({ codes, scales, tops }: PackedMatrix, inputs: number, outputs: number): number[][] =>
  Array.from({ length: outputs }, (_, n) =>
    Array.from({ length: inputs }, (_, k) => {
      const [at, byte] = [n * inputs + k, codes[(n * inputs + k) >> 1]!];
      return (((k & 1) === 0 ? byte & 15 : byte >> 4) - 8) * (scales[Math.floor(at / SHARING)]! / 127) * tops[n]!;
    }),
  );

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

function linear(rows: readonly number[][], packed: PackedLinear): number[][] {
  const columns = unpacked(packed, packed.inputs, packed.outputs);
  return rows.map((row) => columns.map((column, n) => dot(row, column) + packed.bias[n]!));
}

const sums = (rows: readonly number[][], others: readonly number[][]) =>
  rows.map((row, t) => row.map((x, i) => x + others[t]![i]!));

function normed(row: readonly number[], { gain, bias }: Norm): number[] {
  const mean = row.reduce((sum, x) => sum + x, 0) / row.length;
  const deviation = Math.sqrt(row.reduce((sum, x) => sum + (x - mean) ** 2, 0) / row.length);
  return row.map((x, i) => ((x - mean) / deviation) * gain[i]! + bias[i]!);
}

/** Every head's values, weighed by the softmax of queries and keys. */
function attended(rows: readonly number[][], width: number): number[][] {
  const part = (row: readonly number[], which: number, head: number) =>
    row.slice(which * width + head * HEAD_WIDTH, which * width + (head + 1) * HEAD_WIDTH);
  const heads = Array.from({ length: width / HEAD_WIDTH }, (_, head) => head);
  return rows.map((row) =>
    heads.flatMap((head) => {
      const scores = rows.map((other) =>
        Math.exp(dot(part(row, 0, head), part(other, 1, head)) / Math.sqrt(HEAD_WIDTH)),
      );
      const total = scores.reduce((sum, score) => sum + score, 0);
      const values = rows.map((other) => part(other, 2, head));
      return values[0]!.map((_, i) => scores.reduce((sum, score, t) => sum + (score / total) * values[t]![i]!, 0));
    }),
  );
}
