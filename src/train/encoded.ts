import type { Example } from '../dataset/read.ts';
import type { HeadName } from '../model/format.ts';
import { addVectorMean } from '../model/forward.ts';
import { encode } from '../model/head.ts';
import type { NgramConfig } from '../text/ngrams.ts';
import type { Vocabulary } from '../text/terms.ts';

/** Examples as numbers, read once before the first epoch. */
export interface EncodedSet {
  readonly size: number;
  /** Ids of example i in pool p: `ids[p].subarray(starts[p][i], starts[p][i + 1])`. */
  readonly ids: readonly Int32Array[];
  readonly starts: readonly Uint32Array[];
  /** The part of the network's input that is not trained: mean word vector, then dense features; row by row. */
  readonly fixed: Float32Array;
  readonly fixedWidth: number;
  /** Labels, row by row; NaN where unknown. */
  readonly targets: Float32Array;
  readonly weights: Float32Array;
  readonly sources: Int32Array;
}

export function encodeSet(
  head: HeadName,
  examples: readonly Example[],
  vocabulary: Vocabulary,
  config: NgramConfig,
  sourceNames: readonly string[],
): EncodedSet {
  const sample = encode(head, { text: '', against: '' }, vocabulary, config);
  const fixedWidth = vocabulary.dimensions + sample.dense.length;
  const labels = examples[0]?.targets.length ?? 0;
  const fixed = new Float32Array(examples.length * fixedWidth);
  const targets = new Float32Array(examples.length * labels);
  const lists = sample.pools.map(() => new IdList(examples.length));
  for (const [i, example] of examples.entries()) {
    const input = encode(head, example, vocabulary, config);
    for (const [p, { ids }] of input.pools.entries()) lists[p]?.append(i, ids);
    addVectorMean(vocabulary, input.vectors.ids, fixed, i * fixedWidth);
    fixed.set(input.dense, i * fixedWidth + vocabulary.dimensions);
    targets.set(example.targets, i * labels);
  }
  return {
    size: examples.length,
    ids: lists.map((list) => list.ids),
    starts: lists.map((list) => list.starts),
    fixed,
    fixedWidth,
    targets,
    weights: Float32Array.from(examples, (example) => example.weight),
    sources: Int32Array.from(examples, (example) => Math.max(0, sourceNames.indexOf(example.source))),
  };
}

/** Id lists of unequal length, end to end in one typed array. */
class IdList {
  ids: Int32Array = new Int32Array(1024);
  readonly starts: Uint32Array;

  constructor(examples: number) {
    this.starts = new Uint32Array(examples + 1);
  }

  append(example: number, ids: Int32Array): void {
    const start = this.starts[example] as number;
    if (start + ids.length > this.ids.length) {
      const larger = new Int32Array(Math.max(this.ids.length * 2, start + ids.length));
      larger.set(this.ids);
      this.ids = larger;
    }
    this.ids.set(ids, start);
    this.starts[example + 1] = start + ids.length;
  }
}
