import { type ConvolutionSizes, windowGroups, wordInputLength } from '../../lexical/network/network.ts';
import { windowFeatures } from '../../lexical/network/reference/windows.ts';
import type { Vocabulary } from '../../text/lexicon.ts';
import type { Tensor, Tensor2D, Tf, Variable } from '../backend.ts';
import type { EncodedSet } from './encoded.ts';
import { type FilterGradients, filterGradients } from './filter-gradients.ts';
import { type BatchText, batchTexts } from './filter-windows.ts';
import { type BatchWords, distinctWords, wordInputs } from './filter-words.ts';
import { adagradStep, type SparseTable } from './sparse.ts';

/** Weights of a convolution, (inputs of a word + signals, width · filters), and a bias for each filter. */
export interface FilterWeights {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** Sizes of a convolution, and how it is trained. */
export interface FilterOptions extends ConvolutionSizes {
  /** Step size of Adam. */
  readonly rate: number;
  /** Weight decay. */
  readonly decay: number;
  /** Share of tokens left out at random while training, 0 to 1. */
  readonly dropout: number;
}

/** A convolution under training. */
export interface Filters {
  /** Features of an example. */
  readonly outputs: number;
  /** Returns the features of some examples, (examples, outputs). */
  run(examples: Uint32Array): Float32Array;
  /**
   * Learns from the gradient with respect to the features that `run` returned last.
   * @param tableRate step size of the table's rows
   * @param factor scales both step sizes
   */
  learn(gradient: Float32Array, tableRate: number, factor: number): void;
  /** Returns a copy of the weights. */
  export(): FilterWeights;
  dispose(): void;
}

/**
 * Makes a convolution to train. What the filters make of a word does not depend on where it stands, so that a batch costs
 * one product of matrices over its distinct words. The gradient is carried back by hand, and through the words' inputs
 * into the rows of the table.
 * @param start weights to learn on from; null for random ones
 */
export function createFilters(
  tf: Tf,
  set: EncodedSet,
  sparse: SparseTable,
  vocabulary: Vocabulary,
  options: FilterOptions,
  start: FilterWeights | null,
  random: () => number,
): Filters {
  const inputs = wordInputLength(sparse.table.dimensions, vocabulary);
  const layer = createLayer(tf, options, inputs, start, random);
  const outputs = windowGroups(set.sequences.length) * options.filters;
  let words: BatchWords = new Map();
  let x: Float32Array = new Float32Array(0);
  let texts: BatchText[][] = [];
  return {
    outputs,
    run(examples) {
      words = distinctWords(set.sequences, examples);
      x = wordInputs(words, set, sparse, vocabulary, inputs);
      const products = layer.multiply(x);
      const { dropout } = options;
      texts = batchTexts(set.sequences, examples, options, { words, products, ...layer.read(), dropout, random });
      const features = new Float32Array(examples.length * outputs);
      for (const [b, ofExample] of texts.entries())
        features.set(windowFeatures(ofExample.map(({ windows }) => windows)), b * outputs);
      return features;
    },
    learn(gradient, tableRate, factor) {
      const gradients = filterGradients(texts, set.sequences, options, gradient, words.size);
      const ofInputs = layer.learn(x, gradients, 2 * sparse.table.dimensions, factor);
      stepRows(sparse, set, words, ofInputs, tableRate * factor);
    },
    export: layer.export,
    dispose: layer.dispose,
  };
}

/** Makes the weights of the filters as variables of TensorFlow.js. Random ones are uniform (He et al. 2015). */
function createLayer(
  tf: Tf,
  options: FilterOptions,
  inputs: number,
  start: FilterWeights | null,
  random: () => number,
) {
  const { width, filters, signals } = options;
  const columns = width * filters;
  const bound = Math.sqrt(6 / (inputs * width));
  const initial =
    start?.weights ?? Float32Array.from({ length: (inputs + signals) * columns }, () => (random() * 2 - 1) * bound);
  const weights: Variable = tf.variable(tf.tensor2d(initial, [inputs + signals, columns]));
  const bias = tf.variable(tf.tensor1d(start?.bias ?? new Float32Array(filters)));
  const optimizer = tf.train.adam(options.rate);
  const firstRows = (count: number) => tf.slice(weights as unknown as Tensor2D, [0, 0], [count, columns]);
  return {
    /** Returns the products of inputs, (rows, inputs), with the weights. */
    multiply: (x: Float32Array): Float32Array =>
      readAndDispose(tf.tidy(() => tf.matMul(tf.tensor2d(x, [x.length / inputs, inputs]), firstRows(inputs)))),
    /** Returns the weights of the signals and the bias as they are now. */
    read: () => ({
      signalWeights: weights.dataSync().subarray(inputs * columns) as Float32Array,
      bias: bias.dataSync() as Float32Array,
    }),
    /**
     * Takes a step of Adam; returns the gradient with respect to the first `learnt` numbers of each input, by the weights
     * before the step.
     */
    learn: (x: Float32Array, gradients: FilterGradients, learnt: number, factor: number): Float32Array =>
      readAndDispose(
        tf.tidy(() => {
          const rows = x.length / inputs;
          const products = tf.tensor2d(gradients.products, [rows, columns]);
          const ofWords = tf.matMul(tf.tensor2d(x, [rows, inputs]), products, true, false);
          const ofRows = firstRows(learnt);
          const all =
            signals === 0 ? ofWords : tf.concat([ofWords, tf.tensor2d(gradients.signalWeights, [signals, columns])], 0);
          (optimizer as unknown as { learningRate: number }).learningRate = options.rate * factor;
          optimizer.applyGradients([
            { name: weights.name, tensor: options.decay > 0 ? tf.add(all, tf.mul(weights, options.decay)) : all },
            { name: bias.name, tensor: tf.tensor1d(gradients.bias) },
          ]);
          return tf.matMul(products, ofRows, false, true);
        }),
      ),
    export: (): FilterWeights => ({
      weights: weights.dataSync().slice() as Float32Array,
      bias: bias.dataSync().slice() as Float32Array,
    }),
    dispose: () => {
      weights.dispose();
      bias.dispose();
      optimizer.dispose();
    },
  };
}

/** Moves the table's rows of each word against the gradient of its inputs. Vectors are not learnt: they have no rows. */
function stepRows(
  sparse: SparseTable,
  { distinct }: EncodedSet,
  batchWords: BatchWords,
  ofInputs: Float32Array,
  rate: number,
): void {
  const { dimensions } = sparse.table;
  for (const [word, index] of batchWords) {
    const { words, subwords } = distinct[word]!;
    const offset = index * 2 * dimensions;
    if (words.length > 0) adagradStep(sparse, words, ofInputs, offset, rate);
    if (subwords.length > 0) adagradStep(sparse, subwords, ofInputs, offset + dimensions, rate);
  }
}

/** Returns the numbers of a tensor and disposes of it: `tidy` would walk over every number that is returned through it. */
function readAndDispose(tensor: Tensor): Float32Array {
  const values = tensor.dataSync() as Float32Array;
  tensor.dispose();
  return values;
}
