import type { ConvolutionSizes } from '../../lexical/network/network.ts';
import { eachInWindow, windowGradient } from '../../lexical/network/reference/windows.ts';
import type { EncodedSequence } from './encoded.ts';
import type { BatchText } from './filter-windows.ts';

/** Gradients of the loss with respect to the parts of a convolution. */
export interface FilterGradients {
  /** With respect to the products of the words' inputs with the weights, (words + 1, width · filters). */
  readonly products: Float32Array;
  /** With respect to the weights of the signals, (signals, width · filters). */
  readonly signalWeights: Float32Array;
  /** (filters) */
  readonly bias: Float32Array;
}

/**
 * Returns the gradients of a batch. Max over time has a gradient in the strongest window of each filter alone: in the
 * tokens that it covers and that were not left out.
 * @param texts by example and sequence
 * @param gradient with respect to what the filters gave, row by row
 * @param words distinct words of the batch
 */
export function filterGradients(
  texts: readonly (readonly BatchText[])[],
  sequences: readonly EncodedSequence[],
  sizes: ConvolutionSizes,
  gradient: Float32Array,
  words: number,
): FilterGradients {
  const columns = sizes.width * sizes.filters;
  const gradients = {
    products: new Float32Array((words + 1) * columns),
    signalWeights: new Float32Array(sizes.signals * columns),
    bias: new Float32Array(sizes.filters),
  };
  const outputs = gradient.length / texts.length;
  for (const [b, ofExample] of texts.entries()) {
    const own = gradient.subarray(b * outputs, (b + 1) * outputs);
    const windows = ofExample.map((text) => text.windows);
    for (const [s, text] of ofExample.entries())
      addTextGradient(gradients, text, sequences[s]!, sizes, windowGradient(windows, s, own), words);
  }
  return gradients;
}

/** Adds the gradients of one text, given those with respect to the values of its strongest windows. */
function addTextGradient(
  { products, signalWeights, bias }: FilterGradients,
  { words, first, windows: { middles } }: BatchText,
  sequence: EncodedSequence,
  { width, filters, signals }: ConvolutionSizes,
  ofValues: Float32Array,
  leftOut: number,
): void {
  const columns = width * filters;
  for (let f = 0; f < filters; f++) {
    const middle = middles[f]!;
    const g = ofValues[f]!;
    if (middle < 0 || g === 0) continue;
    bias[f] = bias[f]! + g;
    eachInWindow({ width }, middle, words.length, (t, place) => {
      const word = words[t]!;
      if (word === leftOut) return;
      const column = place * filters + f;
      products[word * columns + column] = products[word * columns + column]! + g;
      for (let e = 0; e < signals; e++) {
        const signal = sequence.signals[(first + t) * signals + e]!;
        signalWeights[e * columns + column] = signalWeights[e * columns + column]! + g * signal;
      }
    });
  }
}
