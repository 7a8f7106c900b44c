import { padded } from '../../kernels/arena.ts';
import { gatherSumInt8InParts } from '../../kernels/gather.ts';
import { createKernels } from '../../kernels/kernels.ts';
import { packedStride, packTable } from '../../kernels/packed-table.ts';
import { MAX_TOKENS, type Vocabulary } from '../../text/lexicon.ts';
import { allocateFloats } from '../../text/short-arrays.ts';

/** The word vectors of a vocabulary, as comparing texts asks for them. */
export interface WordVectors {
  /** Returns the vector of a row. */
  of(row: number): Float32Array;
  /** Returns the sum of the vectors of rows, at most as many as a text has tokens, each times its idf. */
  sum(rows: Int32Array): Float32Array;
  /** Appends to `out` the scalar product of a row's vector with each column. */
  pushProducts(row: number, columns: Columns, out: number[]): void;
}

/** Vectors side by side: (dimensions, width) numbers row by row, of which the first `count` in a row are theirs. */
export interface Columns {
  readonly count: number;
  /** `count` as a multiple of four. */
  readonly width: number;
  readonly values: Float32Array;
}

const MAX_COLUMNS = 16;

const served = new WeakMap<Vocabulary, WordVectors>();

/** Returns the word vectors of a vocabulary, made ready once. */
export function wordVectorsOf(vocabulary: Vocabulary): WordVectors {
  const vectors = served.get(vocabulary) ?? serveWordVectors(vocabulary);
  served.set(vocabulary, vectors);
  return vectors;
}

/** Returns the word vectors of a vocabulary over kernels of their own. */
export function serveWordVectors(vocabulary: Vocabulary, create = createKernels): WordVectors {
  const { dimensions, values, scales, idf } = vocabulary;
  const width = padded(dimensions);
  const words = values.length / dimensions;
  const kernels = create(words * packedStride(width) + 4 * (MAX_TOKENS + 2 * width + (width + 1) * MAX_COLUMNS) + 1024);
  const table = packTable({ dimensions, values, scales: scales.map((scale, row) => scale * idf[row]!) }, kernels);
  const ids = kernels.ints(MAX_TOKENS);
  const part = kernels.floats(width);
  const x = kernels.floats(width);
  const matrix = kernels.floats(width * MAX_COLUMNS);
  const products = kernels.floats(MAX_COLUMNS);
  let loaded: Columns | null = null;

  function copy(row: number, out: Float32Array): void {
    const scale = scales[row]!;
    for (let d = 0, at = row * dimensions; d < dimensions; d++, at++) out[d] = scale * values[at]!;
  }

  return {
    of(row) {
      const vector = new Float32Array(dimensions);
      copy(row, vector);
      return vector;
    },

    sum(rows) {
      const total = allocateFloats(dimensions);
      ids.set(rows);
      gatherSumInt8InParts(kernels, table, ids, rows.length, part, total);
      return total;
    },

    pushProducts(row, columns, out) {
      if (columns !== loaded) {
        matrix.set(columns.values);
        loaded = columns;
      }
      copy(row, x);
      products.fill(0);
      kernels.gemv(x, dimensions, 1, matrix, 0, columns.width, products);
      for (let c = 0; c < columns.count; c++) out.push(products[c]!);
    },
  };
}

/** Returns vectors side by side. */
export function sideBySide(vectors: readonly Float32Array[]): Columns {
  const width = padded(vectors.length);
  const values = new Float32Array(width * (vectors[0]?.length ?? 0));
  for (const [c, vector] of vectors.entries())
    for (let d = 0, at = c; d < vector.length; d++, at += width) values[at] = vector[d]!;
  return { count: vectors.length, width, values };
}
