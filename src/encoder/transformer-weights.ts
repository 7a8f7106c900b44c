import { type Tensors, tensor } from '../artifact/tensors.ts';
import { BelowTheLineError } from '../errors.ts';
import { HEAD_WIDTH, SHARING } from '../kernels/transformer.ts';

/** A matrix of N columns of K weights in 4 bits, two to a byte, with a scale for each `SHARING` of a column, and a top for each column. */
export interface PackedMatrix {
  readonly codes: Uint8Array;
  readonly scales: Int8Array;
  readonly tops: Float32Array;
}

/** A linear layer: a matrix of `inputs` × `outputs`, and what is added. */
export interface PackedLinear extends PackedMatrix {
  readonly inputs: number;
  readonly outputs: number;
  readonly bias: Float32Array;
}

/** Gain and bias of a layer norm. */
export interface Norm {
  readonly gain: Float32Array;
  readonly bias: Float32Array;
}

/** A transformer layer: queries, keys and values in one, what mixes the heads, and the two halves of the dense part. */
export interface PackedLayer {
  readonly attention: PackedLinear;
  readonly mix: PackedLinear;
  readonly mixNorm: Norm;
  readonly widen: PackedLinear;
  readonly narrow: PackedLinear;
  readonly narrowNorm: Norm;
}

/** The weights of an encoder as its file holds them. */
export interface TransformerWeights {
  /** Numbers of a token's row. */
  readonly width: number;
  /** Numbers of a row between the halves of the dense part. */
  readonly inner: number;
  /** Word pieces. */
  readonly words: number;
  readonly table: PackedMatrix;
  /** (longest, width) */
  readonly positions: Float32Array;
  /** (4, width), by what a token is part of. */
  readonly types: Float32Array;
  readonly norm: Norm;
  readonly layers: readonly PackedLayer[];
}

/** Sizes of an encoder, as its manifest says. */
export interface TransformerShape {
  readonly layers: number;
  readonly width: number;
  readonly inner: number;
  readonly words: number;
  /** Tokens of the longest pair. */
  readonly positions: number;
}

/** What a token may be part of. */
const TYPES = 4;

/**
 * Returns the weights of an encoder among the tensors of its file.
 * @throws BelowTheLineError `invalid-model` when a tensor is missing or of another size, or no kernel fits the sizes.
 */
export function readTransformer(tensors: Tensors, shape: TransformerShape): TransformerWeights {
  const { layers, width, inner, words, positions } = shape;
  if (width % HEAD_WIDTH !== 0 || inner % SHARING !== 0) {
    throw new BelowTheLineError(
      'invalid-model',
      `the encoder is ${width} wide and ${inner} inside, expected multiples of ${HEAD_WIDTH}`,
    );
  }
  const floats = (name: string, length: number) => tensor(tensors, name, 'float32', length);
  const matrix = (name: string, inputs: number, outputs: number): PackedMatrix => ({
    codes: tensor(tensors, `${name}.codes`, 'uint8', (inputs * outputs) / 2),
    scales: tensor(tensors, `${name}.scales`, 'int8', (inputs * outputs) / SHARING),
    tops: floats(`${name}.tops`, outputs),
  });
  const linear = (name: string, inputs: number, outputs: number): PackedLinear => ({
    ...matrix(name, inputs, outputs),
    ...{ inputs, outputs, bias: floats(`${name}.bias`, outputs) },
  });
  const norm = (name: string): Norm => ({ gain: floats(`${name}.weight`, width), bias: floats(`${name}.bias`, width) });
  return {
    ...{ width, inner, words },
    table: matrix('words', width, words),
    positions: floats('positions', positions * width),
    types: floats('types', TYPES * width),
    norm: norm('norm'),
    layers: Array.from({ length: layers }, (_, i) => ({
      attention: linear(`layer${i}.qkv`, width, 3 * width),
      mix: linear(`layer${i}.mix`, width, width),
      mixNorm: norm(`layer${i}.mix_norm`),
      widen: linear(`layer${i}.widen`, width, inner),
      narrow: linear(`layer${i}.narrow`, inner, width),
      narrowNorm: norm(`layer${i}.narrow_norm`),
    })),
  };
}
