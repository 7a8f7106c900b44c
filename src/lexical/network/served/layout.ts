import { padded } from '../../../kernels/arena.ts';
import type { PoolPart } from '../../features/input.ts';
import type { InputShape } from '../../features/shape.ts';
import type { Network } from '../network.ts';

/** Numbers in front of a sum: the weight that it is divided by, then padding to 16 bytes. */
export const HEADER = 4;

/**
 * How a word's row is laid out: what the word adds wherever it stands, side by side, for each walk to memory costs time.
 *
 *     [idf, 0, 0, 0 | idf · vector · first layer] [count, 0, 0, 0 | sum of the table's rows] … [width × filters]
 *
 * A sum stands for each part of words that pools without salt read. All lengths are multiples of four numbers.
 */
export interface WordRowLayout {
  /** Where the sum of each part stands, header first; undefined for parts that are only read under salts. */
  readonly sums: Readonly<Record<PoolPart, number | undefined>>;
  /** Length of such a sum. */
  readonly sumLength: number;
  /** Where the products with the filters stand; what stands before them is added up over a text. */
  readonly filters: number;
  readonly columns: number;
  readonly length: number;
}

/** Returns the layout of the rows of a network's words. */
export function wordRowLayout({ table, convolution, layers }: Network, { pools }: InputShape): WordRowLayout {
  const sumLength = HEADER + padded(table.dimensions);
  const sums: Record<PoolPart, number | undefined> = { words: undefined, subwords: undefined };
  let end = HEADER + padded(layers[0]!.outputs);
  for (const { part, salts } of pools) {
    if (sums[part] !== undefined || !salts.includes(0)) continue;
    sums[part] = end;
    end += sumLength;
  }
  const columns = convolution.width * padded(convolution.filters);
  return { sums, sumLength, filters: end, columns, length: end + columns };
}
