import { addRuns, createRunList, type NgramConfig, ngrams, pushWord } from '../../../text/ngrams.ts';
import type { Features } from '../../../text/terms.ts';
import type { Pool, PoolPart } from '../../features/input.ts';
import { addRow, type Table } from '../table.ts';
import { createWordCache, type WordCache } from '../word-cache.ts';
import { ngramsOf } from '../word-input.ts';

/** Returns the ids of a pool, each with the token that it was read from: what training works on. */
export function poolFeatures({ terms, ranges, part, salt }: Pool, config: NgramConfig): Features {
  const lists = ranges.map(([from, to]) => ngrams(terms, ngramsOf(part, config), from, to, salt));
  const [only] = lists;
  if (lists.length === 1 && only !== undefined) return only;
  return {
    ids: Int32Array.from(lists.flatMap(({ ids }) => [...ids])),
    owners: Int32Array.from(lists.flatMap(({ owners }) => [...owners])),
  };
}

/** Adds the mean row of a pool to `out` from `offset` on; a pool without rows adds nothing. */
export type AddPool = (pool: Pool, out: Float32Array, offset: number) => void;

/**
 * Makes a function that adds mean rows of pools, which are those of `poolFeatures` but for rounding: a word's own rows are
 * summed once and kept, and only runs of words are looked up anew.
 */
export function createPooling(table: Table, config: NgramConfig): AddPool {
  const { dimensions } = table;
  const caches = new Map<string, WordCache>();
  const sum = new Float64Array(dimensions);

  /** Rows of the number of a word's ids, then the sum of their rows. */
  function cacheOf(part: PoolPart, salt: number): WordCache {
    const key = `${part} ${salt}`;
    const cache =
      caches.get(key) ??
      createWordCache(1 + dimensions, (word, rows, at) => {
        const wordSum = rows.subarray(at + 1, at + 1 + dimensions);
        const push = (id: number) => {
          addRow(table, id, wordSum);
          rows[at] = rows[at]! + 1;
        };
        pushWord(word, ngramsOf(part, config), push, salt);
      });
    caches.set(key, cache);
    return cache;
  }

  return ({ terms, ranges, part, salt }, out, offset) => {
    const { rows, locate } = cacheOf(part, salt);
    const offsets = new Int32Array(terms.length);
    locate(terms, offsets);
    sum.fill(0);
    let count = 0;
    for (const [from, to] of ranges) {
      const runs = createRunList(to - from, config);
      if (part === 'words') addRuns(terms, from, to, config, salt, runs);
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
  };
}
