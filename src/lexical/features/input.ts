import type { Terms } from '../../text/terms.ts';

/** Words with their runs, or the characters inside words. */
export type PoolPart = 'words' | 'subwords';

/** N-grams of some stretches of a text, of which the network reads the mean row. */
export interface Pool {
  readonly terms: Terms;
  /** Token ranges [from, to), in order; no run of words crosses their ends. */
  readonly ranges: readonly (readonly [number, number])[];
  readonly part: PoolPart;
  /** Another salt gives words other rows of the table; 0 for the rows that the filters read too. */
  readonly salt: number;
}

/** A text for the filters: its tokens, and of each as many signals as the head has, token by token. */
export interface Sequence {
  readonly terms: Terms;
  readonly signals: Float32Array;
}

/**
 * What a head reads of a comment, and of its target or parent where it has one. The network's input is the mean row of each
 * pool, then the idf-weighted mean word vector of a text, then `dense`, then what the filters find in `sequences`.
 */
export interface HeadInput {
  readonly pools: readonly Pool[];
  readonly vectors: Terms;
  readonly dense: Float32Array;
  readonly sequences: readonly Sequence[];
  /** Whether the network's first two outputs stand for each other's labels. */
  readonly mirrored: boolean;
}

/** Returns the one range that covers a text. */
export const wholeText = ({ length }: Terms): Pool['ranges'] => [[0, length]];

/** Returns the index of a label's output. */
export const outputOf = (label: number, { mirrored }: Pick<HeadInput, 'mirrored'>): number =>
  mirrored && label < 2 ? 1 - label : label;

/** Returns outputs of the network in label order; or, of numbers in label order, what the outputs should be. */
export function inLabelOrder(outputs: Float32Array, { mirrored }: Pick<HeadInput, 'mirrored'>): Float32Array {
  const ordered = outputs.slice();
  if (mirrored) ordered.subarray(0, 2).reverse();
  return ordered;
}
