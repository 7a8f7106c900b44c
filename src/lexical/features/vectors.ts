import { padded } from '../../kernels/arena.ts';
import { gatherSumInt8InParts } from '../../kernels/gather.ts';
import { createKernels } from '../../kernels/kernels.ts';
import { packedStride, packTable } from '../../kernels/packed-table.ts';
import { MAX_TOKENS, type Vocabulary } from '../../text/lexicon.ts';
import { allocateFloats } from '../../text/short-arrays.ts';

/** A matrix that word vectors are multiplied by: `columns` vectors side by side, number by number. */
export interface Columns {
  readonly columns: number;
  readonly values: Float32Array;
}

/** The word vectors of a vocabulary, as comparing texts asks for them. */
export interface Vectors {
  /** The sum of the vectors of these rows, each times its idf. */
  sum(rows: Int32Array): Float32Array;
  /** What the vector of a row comes to with each column. It holds until the next. */
  times(row: number, columns: Columns): Float32Array;
}

/** Columns of the widest matrix. */
const MOST_COLUMNS = 16;

const known = new WeakMap<Vocabulary, Vectors>();

/** The vectors of a vocabulary, served once. */
export function vectorsOf(vocabulary: Vocabulary): Vectors {
  const found = known.get(vocabulary) ?? serveVectors(vocabulary);
  known.set(vocabulary, found);
  return found;
}

export function serveVectors(vocabulary: Vocabulary, create = createKernels): Vectors {
  const { dimensions, values, scales, idf } = vocabulary;
  const width = padded(dimensions);
  const words = values.length / dimensions;
  const kernels = create(
    words * packedStride(width) + 4 * (MAX_TOKENS + 2 * width + (width + 1) * MOST_COLUMNS) + 1024,
  );
  const table = packTable({ dimensions, values, scales: scales.map((scale, row) => scale * idf[row]!) }, kernels);
  const ids = kernels.ints(MAX_TOKENS);
  const part = kernels.floats(width);
  const x = kernels.floats(width);
  const matrix = kernels.floats(width * MOST_COLUMNS);
  const products = kernels.floats(MOST_COLUMNS);
  let loaded: Columns | null = null;

  return {
    sum(rows) {
      const total = allocateFloats(dimensions);
      ids.set(rows);
      gatherSumInt8InParts(kernels, table, ids, rows.length, part, total);
      return total;
    },

    times(row, columns) {
      if (columns !== loaded) {
        matrix.set(columns.values);
        loaded = columns;
      }
      const scale = scales[row]!;
      for (let d = 0, at = row * dimensions; d < dimensions; d++, at++) x[d] = scale * values[at]!;
      products.fill(0);
      kernels.gemv(x, dimensions, 1, matrix, 0, columns.columns, products);
      return products;
    },
  };
}
