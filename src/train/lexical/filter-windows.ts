import type { ConvolutionSizes } from '../../lexical/network/network.ts';
import { addTokenFeatures, maxOverTime, type Windows } from '../../lexical/network/reference/windows.ts';
import type { EncodedSequence } from './encoded.ts';
import type { BatchWords } from './filter-words.ts';

/** A text of a batch: its tokens, and the strongest window of each filter. */
export interface BatchText {
  /** Index among the batch's words, by token; `words.size` for a token that is left out. */
  readonly words: Int32Array;
  /** Index of the first token among all tokens of its sequence. */
  readonly first: number;
  readonly windows: Windows;
}

/** What the filters compute a batch's texts from. */
export interface WindowInputs {
  readonly words: BatchWords;
  /** Products of the words' inputs with the weights, (words + 1, width · filters). */
  readonly products: Float32Array;
  /** Weights of the signals, (signals, width · filters). */
  readonly signalWeights: Float32Array;
  readonly bias: Float32Array;
  /** Share of tokens to leave out at random. */
  readonly dropout: number;
  readonly random: () => number;
}

/** Returns the texts of some examples, by example and sequence, with the strongest window of each filter. */
export function batchTexts(
  sequences: readonly EncodedSequence[],
  examples: Uint32Array,
  { width, filters, signals }: ConvolutionSizes,
  { words, products, signalWeights, bias, dropout, random }: WindowInputs,
): BatchText[][] {
  const columns = width * filters;
  // Tokens with signals have rows of their own, behind the words'.
  const rows = signals === 0 ? products : withRoom(products, longestText(sequences, examples) * columns);
  const textOf = (sequence: EncodedSequence, example: number): BatchText => {
    const first = sequence.starts[example]!;
    const tokens = Int32Array.from(sequence.words.subarray(first, sequence.starts[example + 1]), (word) =>
      dropout > 0 && random() < dropout ? words.size : words.get(word)!,
    );
    const offsets = tokens.map((word) => word * columns);
    if (signals > 0) {
      const own = keptSignals(sequence, first, tokens, signals, words.size);
      addTokenFeatures(rows, offsets, own, signalWeights, signals, products.length);
    }
    return { words: tokens, first, windows: maxOverTime({ width, filters, bias }, rows, offsets) };
  };
  return Array.from(examples, (example) => sequences.map((sequence) => textOf(sequence, example)));
}

/** Returns the signals of a text's tokens, (tokens, signals): zeros for those left out. */
function keptSignals(
  sequence: EncodedSequence,
  first: number,
  words: Int32Array,
  signals: number,
  leftOut: number,
): Float32Array {
  const kept = sequence.signals.slice(first * signals, (first + words.length) * signals);
  for (const [t, word] of words.entries()) if (word === leftOut) kept.fill(0, t * signals, (t + 1) * signals);
  return kept;
}

/** Returns the number of tokens of the longest text of some examples. */
function longestText(sequences: readonly EncodedSequence[], examples: Uint32Array): number {
  let most = 0;
  for (const { starts } of sequences) {
    for (const example of examples) most = Math.max(most, starts[example + 1]! - starts[example]!);
  }
  return most;
}

/** Returns a copy of the values with `room` more behind them. */
function withRoom(values: Float32Array, room: number): Float32Array {
  const larger = new Float32Array(values.length + room);
  larger.set(values);
  return larger;
}
