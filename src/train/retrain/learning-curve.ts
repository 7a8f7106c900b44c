import { type FigureOf, pairedDifference } from '../../evaluate/paired-difference.ts';

/** What a model that learnt from so many rows is worth. */
export interface CurvePoint {
  /** Rows that it learnt from; 0: the model before. */
  readonly rows: number;
  readonly figure: number;
}

/** How a figure grows with the rows, and what more of them would give. */
export interface LearningCurve {
  readonly figure: string;
  readonly points: readonly CurvePoint[];
  /** Rows more, and the gain that they would give by the curve, with its interval of 95%. */
  readonly more: number;
  readonly gain: number;
  readonly low: number;
  readonly high: number;
}

/** Rows that one labels in a day or two. */
export const MORE_ROWS = 500;

/** The rows measured on, as models of several sizes answer them. */
export interface MeasuredSizes {
  readonly figure: string;
  /** The figure of the model before. */
  readonly before: FigureOf;
  /** By rows that a model learnt from, from few to many. */
  readonly sizes: readonly { readonly rows: number; readonly of: FigureOf }[];
  readonly groups: readonly number[];
}

/**
 * Returns the curve of a figure, and what it promises: the line through the figures over the logarithm of the rows, by
 * least squares, drawn on. The interval is that of the rows measured on.
 */
export function learningCurve({ figure, before, sizes, groups }: MeasuredSizes): LearningCurve {
  const all = groups.map((_, i) => i);
  const largest = sizes.at(-1)!.rows;
  const xs = sizes.map(({ rows }) => Math.log2(rows));
  const ahead = Math.log2((largest + MORE_ROWS) / largest);
  const promise: FigureOf = (rows) =>
    ahead *
    slopeOf(
      xs,
      sizes.map(({ of }) => of(rows)),
    );
  const { change, low, high } = pairedDifference(groups, () => 0, promise);
  const points = [{ rows: 0, figure: before(all) }, ...sizes.map(({ rows, of }) => ({ rows, figure: of(all) }))];
  return { figure, points, more: MORE_ROWS, gain: change, low, high };
}

function slopeOf(xs: readonly number[], ys: readonly number[]): number {
  const [x, y] = [xs, ys].map((values) => values.reduce((sum, value) => sum + value, 0) / values.length) as [
    number,
    number,
  ];
  const covariance = xs.reduce((sum, value, i) => sum + (value - x) * (ys[i]! - y), 0);
  return covariance / xs.reduce((sum, value) => sum + (value - x) ** 2, 0);
}
