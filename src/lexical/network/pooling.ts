import { addRuns, type NgramConfig, ngrams, pushWord, roomForRuns } from '../../text/ngrams.ts';
import type { Features } from '../../text/terms.ts';
import type { Pool } from '../features/input.ts';
import { subwordConfig, wordConfig } from './convolution.ts';
import { addRow, rowDot, type Table } from './table.ts';
import { createWordMemory, type WordMemory } from './word-cache.ts';

export const configOf = (part: Pool['part'], config: NgramConfig) =>
  part === 'words' ? wordConfig(config) : subwordConfig(config);

/** The ids of a pool, each with the token that it was read from: what training works on. */
export function poolFeatures({ terms, ranges, part, salt }: Pool, config: NgramConfig): Features {
  const found = ranges.map(([from, to]) => ngrams(terms, configOf(part, config), from, to, salt));
  const [only] = found;
  if (found.length === 1 && only !== undefined) return only;
  return {
    ids: Int32Array.from(found.flatMap(({ ids }) => [...ids])),
    owners: Int32Array.from(found.flatMap(({ owners }) => [...owners])),
  };
}

export interface Pooling {
  /** Adds the mean row of a pool to `out` from `offset`; a pool without rows adds nothing. */
  add(pool: Pool, out: Float32Array, offset: number): void;
  /** Adds to each token of the text what it brings to the mean row times `worth`; a run counts for its first word. */
  credit(pool: Pool, worth: Float32Array, result: Float32Array): void;
}

/**
 * Means of pools by remembered sums: what a word's own rows come to is summed once, and only runs of words are looked
 * up anew. Gives the mean of the rows of `poolFeatures`, but for rounding.
 */
export function createPooling(table: Table, config: NgramConfig): Pooling {
  const { dimensions } = table;
  const memories = new Map<string, WordMemory>();
  const sum = new Float64Array(dimensions);

  /** Rows of the number of a word's ids, then their sum. */
  function memoryOf(part: Pool['part'], salt: number): WordMemory {
    const key = `${part} ${salt}`;
    let memory = memories.get(key);
    if (memory === undefined) {
      memory = createWordMemory(1 + dimensions, (word, rows, at) => {
        const own = rows.subarray(at + 1, at + 1 + dimensions);
        const push = (id: number) => {
          addRow(table, id, own);
          rows[at] = rows[at]! + 1;
        };
        pushWord(word, configOf(part, config), push, salt);
      });
      memories.set(key, memory);
    }
    return memory;
  }

  function runsOf({ terms, part, salt }: Pool, from: number, to: number) {
    const runs = createRunList(to - from, config);
    if (part === 'words') addRuns(terms, from, to, config, salt, runs);
    return runs;
  }

  function add(pool: Pool, out: Float32Array, offset: number): void {
    const { rows, offsets } = memoryOf(pool.part, pool.salt).find(pool.terms);
    sum.fill(0);
    let count = 0;
    for (const [from, to] of pool.ranges) {
      const runs = runsOf(pool, from, to);
      for (let i = from, run = 0; i < to; i++) {
        let at = offsets[i]!;
        count += rows[at++]!;
        for (let d = 0; d < dimensions; d++, at++) sum[d] = sum[d]! + rows[at]!;
        for (; runs.owners[run] === i && run < runs.count; run++) addRow(table, runs.ids[run]!, sum);
      }
      count += runs.count;
    }
    if (count === 0) return;
    for (let d = 0; d < dimensions; d++) out[offset + d] = out[offset + d]! + sum[d]! / count;
  }

  function credit(pool: Pool, worth: Float32Array, result: Float32Array): void {
    const { rows, offsets } = memoryOf(pool.part, pool.salt).find(pool.terms);
    let count = 0;
    const added = new Float64Array(pool.terms.length);
    for (const [from, to] of pool.ranges) {
      const runs = runsOf(pool, from, to);
      for (let i = from, run = 0; i < to; i++) {
        let at = offsets[i]!;
        count += rows[at++]!;
        let own = 0;
        for (let d = 0; d < dimensions; d++, at++) own += rows[at]! * worth[d]!;
        for (; runs.owners[run] === i && run < runs.count; run++) own += rowDot(table, runs.ids[run]!, worth);
        added[i] = added[i]! + own;
      }
      count += runs.count;
    }
    if (count === 0) return;
    for (let i = 0; i < result.length; i++) result[i] = result[i]! + added[i]! / count;
  }

  return { add, credit };
}
