import { type ConvolutionSizes, windowGroups, wordInputLength } from '../../lexical/network/network.ts';
import {
  addTokenFeatures,
  eachInWindow,
  maxOverTime,
  type Windows,
  windowFeatures,
  windowGradient,
} from '../../lexical/network/reference/windows.ts';
import { writeWordInput } from '../../lexical/network/word-input.ts';
import type { Vocabulary } from '../../text/lexicon.ts';
import type { Tensor, Tensor2D, Tf } from '../backend.ts';
import type { EncodedSequence, EncodedSet } from './encoded.ts';
import { adagradStep, type SparseTable } from './sparse.ts';

/** Weights of a convolution, as the model holds them. */
export interface FilterWeights {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

export interface FilterOptions extends ConvolutionSizes {
  /** Step size of Adam, and weight decay. */
  readonly rate: number;
  readonly decay: number;
  /** Share of tokens left out at random while training. */
  readonly dropout: number;
}

export interface Filters {
  /** Numbers that the filters give of an example. */
  readonly outputs: number;
  /** What the filters find in some examples, row by row. */
  run(examples: Uint32Array): Float32Array;
  /** Learns from the gradient with respect to what `run` gave last; `factor` scales both step sizes. */
  learn(gradient: Float32Array, tableRate: number, factor: number): void;
  export(): FilterWeights;
  dispose(): void;
}

/** One text of a batch: where its tokens' rows stand, and its strongest windows. */
interface Found {
  readonly tokens: number;
  /** Index among the batch's words, by token; that of the row of zeros for tokens left out. */
  readonly words: Int32Array;
  /** Index of the token among all of its sequence. */
  readonly first: number;
  readonly windows: Windows;
}

/**
 * A convolution under training. What the filters make of a word does not depend on where it stands, so that a batch
 * costs one product of matrices over its distinct words. Only the strongest window of each filter has a gradient: it is
 * carried back by hand, and through the words' inputs into the rows of the table.
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
  const { width, filters, signals } = options;
  const { dimensions } = sparse.table;
  const inputs = wordInputLength(dimensions, vocabulary);
  const learnt = 2 * dimensions;
  const columns = width * filters;
  const bound = Math.sqrt(6 / (inputs * width));
  const initial =
    start?.weights ?? Float32Array.from({ length: (inputs + signals) * columns }, () => (random() * 2 - 1) * bound);
  const weights = tf.variable(tf.tensor2d(initial, [inputs + signals, columns]));
  const bias = tf.variable(tf.tensor1d(start?.bias ?? new Float32Array(filters)));
  const optimizer = tf.train.adam(options.rate);
  const outputs = windowGroups(set.sequences.length) * filters;
  const slots = new Int32Array(set.distinct.length).fill(-1);
  let words: number[] = [];
  let x = new Float32Array(0);
  let found: Found[][] = [];

  function run(examples: Uint32Array): Float32Array {
    for (const word of words) slots[word] = -1;
    words = distinctWords(set.sequences, examples, slots);
    const zero = words.length;
    x = new Float32Array((zero + 1) * inputs);
    for (const [u, word] of words.entries()) {
      writeWordInput(sparse.table, vocabulary, set.distinct[word]!, x, u * inputs);
    }
    const made = taken(
      tf.tidy(() => {
        const ofWords = tf.slice(weights as unknown as Tensor2D, [0, 0], [inputs, columns]);
        return tf.matMul(tf.tensor2d(x, [zero + 1, inputs]), ofWords);
      }),
    );
    const ofSignals = weights.dataSync().subarray(inputs * columns) as Float32Array;
    const rows = signals === 0 ? made : withRoom(made, longest(set.sequences, examples) * columns);
    const filterBias = bias.dataSync() as Float32Array;
    const features = new Float32Array(examples.length * outputs);
    found = Array.from(examples, (example, b) => {
      const texts = set.sequences.map((sequence) => {
        const from = sequence.starts[example]!;
        const tokens = sequence.starts[example + 1]! - from;
        const chosen = Int32Array.from({ length: tokens }, (_, t) =>
          options.dropout > 0 && random() < options.dropout ? zero : slots[sequence.words[from + t]!]!,
        );
        const offsets = chosen.map((word) => word * columns);
        if (signals > 0)
          addTokenFeatures(rows, offsets, signalsOf(sequence, from, chosen, zero), ofSignals, signals, made.length);
        const windows = maxOverTime({ width, filters, bias: filterBias }, rows, offsets);
        return { tokens, words: chosen, first: from, windows };
      });
      features.set(windowFeatures(texts.map(({ windows }) => windows)), b * outputs);
      return texts;
    });
    return features;
  }

  /** The signals of an example's tokens, none of those left out. */
  function signalsOf(sequence: EncodedSequence, from: number, chosen: Int32Array, zero: number): Float32Array {
    const own = sequence.signals.slice(from * signals, (from + chosen.length) * signals);
    for (const [t, word] of chosen.entries()) if (word === zero) own.fill(0, t * signals, (t + 1) * signals);
    return own;
  }

  function learn(gradient: Float32Array, tableRate: number, factor: number): void {
    const zero = words.length;
    const ofMade = new Float32Array((zero + 1) * columns);
    const ofSignals = new Float32Array(signals * columns);
    const ofBias = new Float32Array(filters);
    for (const [b, texts] of found.entries()) {
      const own = gradient.subarray(b * outputs, (b + 1) * outputs);
      const windows = texts.map((text) => text.windows);
      for (const [s, text] of texts.entries()) {
        const sequence = set.sequences[s]!;
        const ofValues = windowGradient(windows, s, own);
        for (let f = 0; f < filters; f++) {
          const middle = text.windows.middles[f]!;
          const g = ofValues[f]!;
          if (middle < 0 || g === 0) continue;
          ofBias[f] = ofBias[f]! + g;
          eachInWindow(options, middle, text.tokens, (t, place) => {
            const word = text.words[t]!;
            if (word === zero) return;
            const column = place * filters + f;
            ofMade[word * columns + column] = ofMade[word * columns + column]! + g;
            for (let e = 0; e < signals; e++) {
              const signal = sequence.signals[(text.first + t) * signals + e]!;
              ofSignals[e * columns + column] = ofSignals[e * columns + column]! + g * signal;
            }
          });
        }
      }
    }
    const back = tf.tidy(() => {
      const made = tf.tensor2d(ofMade, [zero + 1, columns]);
      const ofWords = tf.matMul(tf.tensor2d(x, [zero + 1, inputs]), made, true, false);
      // Vectors are not learnt: only what the table's rows bring needs a gradient.
      const ofRows = tf.slice(weights as unknown as Tensor2D, [0, 0], [learnt, columns]);
      const all = signals === 0 ? ofWords : tf.concat([ofWords, tf.tensor2d(ofSignals, [signals, columns])], 0);
      (optimizer as unknown as { learningRate: number }).learningRate = options.rate * factor;
      optimizer.applyGradients([
        { name: weights.name, tensor: options.decay > 0 ? tf.add(all, tf.mul(weights, options.decay)) : all },
        { name: bias.name, tensor: tf.tensor1d(ofBias) },
      ]);
      return tf.matMul(made, ofRows, false, true);
    });
    const ofInputs = taken(back);
    for (const [u, word] of words.entries()) {
      const { words: ids, subwords } = set.distinct[word]!;
      if (ids.length > 0) adagradStep(sparse, ids, ofInputs, u * learnt, tableRate * factor);
      if (subwords.length > 0) adagradStep(sparse, subwords, ofInputs, u * learnt + dimensions, tableRate * factor);
    }
  }

  return {
    outputs,
    run,
    learn,
    export: () => ({
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

/** The numbers of a tensor, which is let go: `tidy` would walk over every number that it is given back. */
function taken(tensor: Tensor): Float32Array {
  const values = tensor.dataSync() as Float32Array;
  tensor.dispose();
  return values;
}

function withRoom(values: Float32Array, room: number): Float32Array {
  const larger = new Float32Array(values.length + room);
  larger.set(values);
  return larger;
}

/** Tokens of the longest text of some examples. */
function longest(sequences: readonly EncodedSequence[], examples: Uint32Array): number {
  let most = 0;
  for (const { starts } of sequences) {
    for (const example of examples) {
      most = Math.max(most, starts[example + 1]! - starts[example]!);
    }
  }
  return most;
}

/** The distinct words of some examples; `slots` holds each one's index among them. */
function distinctWords(sequences: readonly EncodedSequence[], examples: Uint32Array, slots: Int32Array): number[] {
  const words: number[] = [];
  for (const { words: all, starts } of sequences) {
    for (const example of examples) {
      for (let t = starts[example]!; t < starts[example + 1]!; t++) {
        const word = all[t]!;
        if (slots[word] !== -1) continue;
        slots[word] = words.length;
        words.push(word);
      }
    }
  }
  return words;
}
