import type { Vocabulary } from '../../text/lexicon.ts';
import { allocateInts } from '../../text/short-arrays.ts';
import type { Topic } from './topic.ts';
import { sideBySide, wordVectorsOf } from './word-vectors.ts';

/** Words that are compared: of a long target those that say most. */
const MAX_KEY_WORDS = 12;
/** From so many texts on the cosines of their words are remembered: that takes a hundred kilobytes. */
const MIN_TEXTS = 64;

/** What the words of texts are compared with: the words of a target that say most, in reading order, and its mean. */
export interface KeyWords {
  /** Hashes of their stems. */
  readonly stems: readonly number[];
  readonly idf: readonly number[];
  /** Returns the cosines of words, by their rows in the vocabulary. */
  readonly compare: (rows: Int32Array) => Cosines;
}

/** Of the w-th word `values` holds from `starts[w]` on the cosine with each key word in turn, and then with the mean. */
export interface Cosines {
  readonly values: readonly number[];
  readonly starts: Int32Array;
}

/** Returns the key words of a target's topic. */
export function readKeyWords({ stems, rows, idf, mean }: Topic, vocabulary: Vocabulary): KeyWords {
  const byIdf = Array.from(stems, (_, w) => w).toSorted((a, b) => idf[b]! - idf[a]! || a - b);
  const chosen = byIdf.slice(0, MAX_KEY_WORDS).sort((a, b) => a - b);
  const vectors = wordVectorsOf(vocabulary);
  const columns = sideBySide([...chosen.map((w) => vectors.of(rows[w]!)), mean]);
  /** By row 1 + the start of its cosines, or 0. What stands in `values` stays: nothing that was handed out changes. */
  let remembered: { readonly starts: Int32Array; readonly values: number[] } | null = null;
  let texts = 0;

  function compare(all: Int32Array): Cosines {
    if (++texts === MIN_TEXTS) remembered = { starts: new Int32Array(vocabulary.idf.length), values: [] };
    const known = remembered?.starts ?? null;
    const values = remembered?.values ?? [];
    const starts = allocateInts(all.length);
    for (let w = 0; w < all.length; w++) {
      const row = all[w]!;
      const start = known === null ? 0 : known[row]!;
      starts[w] = start > 0 ? start - 1 : values.length;
      if (start > 0) continue;
      vectors.pushProducts(row, columns, values);
      if (known !== null) known[row] = starts[w]! + 1;
    }
    return { values, starts };
  }

  return { stems: chosen.map((w) => stems[w]!), idf: chosen.map((w) => idf[w]!), compare };
}
