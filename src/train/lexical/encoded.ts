import type { Example } from '../../dataset/rows/examples.ts';
import { encode, INPUT_SHAPES } from '../../lexical/features/encode.ts';
import { inLabelOrder } from '../../lexical/features/input.ts';
import { concatenate } from '../../lexical/features/numbers.ts';
import { denseLength } from '../../lexical/features/shape.ts';
import { addMeanVector } from '../../lexical/network/reference/forward.ts';
import { poolFeatures } from '../../lexical/network/reference/pooling.ts';
import { type WordInput, wordInput } from '../../lexical/network/word-input.ts';
import type { Task } from '../../tasks.ts';
import type { Vocabulary } from '../../text/lexicon.ts';
import type { NgramConfig } from '../../text/ngrams.ts';
import { type Terms, vectorRows } from '../../text/terms.ts';

/** Examples as numbers, encoded once before the first epoch. */
export interface EncodedSet {
  readonly size: number;
  /** Ids of example i in pool p: `ids[p].subarray(starts[p][i], starts[p][i + 1])`. */
  readonly ids: readonly Int32Array[];
  readonly starts: readonly Uint32Array[];
  readonly sequences: readonly EncodedSequence[];
  /** Every word of the sequences, once. */
  readonly distinct: readonly WordInput[];
  /** The part of the network's input that is not trained: mean word vector, then dense features; row by row. */
  readonly fixed: Float32Array;
  readonly fixedWidth: number;
  /** Training targets: (size, labels), in the order of the network's outputs; NaN where unknown. */
  readonly targets: Float32Array;
  readonly weights: Float32Array;
  readonly sources: Int32Array;
}

/** The tokens of a text of each example: `words[starts[i]]` to `words[starts[i + 1]]` index the distinct words. */
export interface EncodedSequence {
  readonly words: Int32Array;
  readonly starts: Uint32Array;
  /** Token by token, as many numbers as the head has signals. */
  readonly signals: Float32Array;
}

/**
 * Returns the examples of a head as numbers.
 * @param sourceNames the sources, which examples name by index; 0 for one that is not among them
 */
export function encodeSet(
  head: Task,
  examples: readonly Example[],
  vocabulary: Vocabulary,
  config: NgramConfig,
  sourceNames: readonly string[],
): EncodedSet {
  const shape = INPUT_SHAPES[head];
  const fixedWidth = vocabulary.dimensions + denseLength(shape, vocabulary.dimensions);
  const labels = examples[0]?.labels.length ?? 0;
  const fixed = new Float32Array(examples.length * fixedWidth);
  const targets = new Float32Array(examples.length * labels);
  const lists = shape.pools.map(() => new IdList(examples.length));
  const words = shape.sequences.map(() => new IdList(examples.length));
  const signals: Float32Array[][] = shape.sequences.map(() => []);
  const distinct = new DistinctWords(config);
  for (const [i, example] of examples.entries()) {
    const input = encode(head, example, vocabulary);
    for (const [p, pool] of input.pools.entries()) lists[p]?.append(i, poolFeatures(pool, config).ids);
    for (const [s, sequence] of input.sequences.entries()) {
      words[s]?.append(i, distinct.indicesOf(sequence.terms));
      signals[s]?.push(sequence.signals);
    }
    addMeanVector(vocabulary, vectorRows(input.vectors).ids, fixed, i * fixedWidth);
    fixed.set(input.dense, i * fixedWidth + vocabulary.dimensions);
    targets.set(inLabelOrder(Float32Array.from(example.labels), input), i * labels);
  }
  return {
    size: examples.length,
    ids: lists.map((list) => list.ids),
    starts: lists.map((list) => list.starts),
    sequences: words.map((list, s) => ({
      words: list.ids,
      starts: list.starts,
      signals: concatenate(signals[s]!),
    })),
    distinct: distinct.inputs,
    fixed,
    fixedWidth,
    targets,
    weights: Float32Array.from(examples, (example) => example.weight),
    sources: Int32Array.from(examples, (example) => Math.max(0, sourceNames.indexOf(example.source))),
  };
}

/** Words that bring the same to a head, numbered as they come. */
class DistinctWords {
  readonly inputs: WordInput[] = [];
  readonly #indices = new Map<string, number>();
  readonly #config: NgramConfig;

  constructor(config: NgramConfig) {
    this.#config = config;
  }

  indicesOf({ words }: Terms): Int32Array {
    return Int32Array.from(words, (word) => {
      const key = `${word.form} ${word.isWord} ${word.isShortened}`;
      let index = this.#indices.get(key);
      if (index === undefined) {
        index = this.inputs.length;
        this.#indices.set(key, index);
        this.inputs.push(wordInput(word, this.#config));
      }
      return index;
    });
  }
}

/** Id lists of unequal length, end to end in one typed array. */
class IdList {
  ids: Int32Array = new Int32Array(1024);
  readonly starts: Uint32Array;

  constructor(examples: number) {
    this.starts = new Uint32Array(examples + 1);
  }

  append(example: number, ids: Int32Array): void {
    const start = this.starts[example]!;
    if (start + ids.length > this.ids.length) {
      const larger = new Int32Array(Math.max(this.ids.length * 2, start + ids.length));
      larger.set(this.ids);
      this.ids = larger;
    }
    this.ids.set(ids, start);
    this.starts[example + 1] = start + ids.length;
  }
}
