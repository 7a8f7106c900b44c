import type { PoolPart } from './input.ts';

/** Which of the texts: the comment, or what it is compared with, its target or the comment that it answers. */
export type TextRole = 'comment' | 'target';

/** What a head reads, known before there is a text: every input that its encoder makes has this shape. */
export interface InputShape {
  readonly pools: readonly PoolShape[];
  /** Returns the numbers of each part of `dense` in order, by the dimensions of the word vectors. */
  readonly dense: (dimensions: number) => Readonly<Record<string, number>>;
  /** The texts that the filters read. */
  readonly sequences: readonly TextRole[];
  /** Numbers of each token that the filters read beside its word. */
  readonly signals: number;
}

/** A pool of a head: which n-grams of which text it holds. */
export interface PoolShape {
  readonly text: TextRole;
  readonly part: PoolPart;
  /** The salts that it may have. */
  readonly salts: readonly number[];
}

/** Words have the rows of the table that the filters read too. */
export const UNSALTED: PoolShape['salts'] = [0];

/** Returns the length of `dense`. */
export const denseLength = ({ dense }: Pick<InputShape, 'dense'>, dimensions: number): number =>
  Object.values(dense(dimensions)).reduce((sum, length) => sum + length, 0);
