import type { Vocabulary } from '../../text/lexicon.ts';
import type { NgramConfig } from '../../text/ngrams.ts';
import { denseLength, type InputShape } from '../features/shape.ts';
import type { Table } from './table.ts';

/** The one network of every head: pooled inputs and windows, hidden layers with ReLU, a linear layer to the logits. */
export interface Network {
  readonly vocabulary: Vocabulary;
  readonly table: Table;
  readonly convolution: Convolution;
  readonly layers: readonly DenseLayer[];
  readonly ngrams: NgramConfig;
}

/** y = x · weights + bias; weights: (inputs, outputs), row by row. */
export interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** Sizes of a convolution over the tokens of a text. */
export interface ConvolutionSizes {
  /** Words in a window, an odd number. */
  readonly width: number;
  readonly filters: number;
  /** Numbers of a token beside its word's. */
  readonly signals: number;
}

/**
 * Filters over windows of words (Kim 2014). weights: (inputs, width, filters), row by row, where the inputs are those of a
 * word and then the signals of its token; bias: (filters).
 */
export interface Convolution extends ConvolutionSizes {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** The sizes of a head that do not follow from what it reads. */
export interface HeadSizes {
  /** Width of the table's rows. */
  readonly dimensions: number;
  readonly hidden: readonly number[];
  readonly labels: readonly string[];
  readonly convolution: Omit<ConvolutionSizes, 'signals'>;
}

/** How many numbers each part of a network's input has. */
export interface InputLengths {
  /** By pool, its mean row. */
  readonly pools: readonly number[];
  /** The mean word vector. */
  readonly vector: number;
  readonly dense: number;
  /** By sequence the strongest window of each filter, and of two the product. */
  readonly windows: readonly number[];
}

/** Returns the lengths of the parts of a network's input, in their order. */
export function inputLengths(
  shape: InputShape,
  { dimensions, convolution: { filters } }: Pick<HeadSizes, 'dimensions' | 'convolution'>,
  vocabulary: Pick<Vocabulary, 'dimensions'>,
): InputLengths {
  return {
    pools: shape.pools.map(() => dimensions),
    vector: vocabulary.dimensions,
    dense: denseLength(shape, vocabulary.dimensions),
    windows: new Array<number>(windowGroups(shape.sequences.length)).fill(filters),
  };
}

/** Returns how many numbers of each filter the network reads: one a sequence, and the product of two. */
export const windowGroups = (sequences: number): number => (sequences === 2 ? 3 : sequences);

/** Returns the widths between a network's layers: its input, each hidden layer, its logits. */
export function networkWidths(shape: InputShape, sizes: HeadSizes, vocabulary: Pick<Vocabulary, 'dimensions'>) {
  const { pools, vector, dense, windows } = inputLengths(shape, sizes, vocabulary);
  const input = [...pools, vector, dense, ...windows].reduce((sum, length) => sum + length, 0);
  return [input, ...sizes.hidden, sizes.labels.length];
}

/** Returns how many numbers of a word the filters read: the means of two kinds of rows of the table, and its vector. */
export const wordInputLength = (dimensions: number, vocabulary: Pick<Vocabulary, 'dimensions'>): number =>
  2 * dimensions + vocabulary.dimensions;
