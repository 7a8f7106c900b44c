import { padded } from '../../kernels/arena.ts';
import type { Vocabulary } from '../../text/lexicon.ts';
import { allocateFloats, allocateInts } from '../../text/short-arrays.ts';
import type { Terms } from '../../text/terms.ts';
import { lazily } from '../lazily.ts';
import { type Columns, vectorsOf } from './vectors.ts';

/** The topic words of a text, read once and compared with many targets. */
export interface Topic {
  readonly vocabulary: Vocabulary;
  /** Token index of each topic word. */
  readonly owners: Int32Array;
  /** Hash of the stem of each, and its row in the vocabulary. */
  readonly stems: Int32Array;
  readonly rows: Int32Array;
  readonly idf: Float32Array;
  /** idf-weighted mean of their vectors, of unit length (zero without topic words). */
  readonly mean: Float32Array;
  /** Hashes of the stems of topic words that have no vector. */
  readonly unknown: readonly number[];
  /** As a target: read when first asked for. */
  readonly keys: () => Keys;
}

/** A word that names the target: the same stem, or a vector at least this near (cosine). */
const NEAR = 0.6;
/** Of a long target only the words that say most are compared. */
const MOST_KEYS = 12;
/** Of what a text has to do with the mean of a target, this many words count by themselves, and those nearer than this. */
const CLOSEST = 5;
const CLOSE = 0.45;
/** From so many texts on what their words come to is remembered: a memory takes a hundred kilobytes. */
const MANY = 64;

export function readTopic({ indices, lexicon, stemHashes }: Terms, vocabulary: Vocabulary): Topic {
  const owners = allocateInts(indices.length);
  const unknown: number[] = [];
  let known = 0;
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i]!;
    if (lexicon.contents[index] === 0) continue;
    if (lexicon.rows[index]! >= 0) owners[known++] = i;
    else unknown.push(stemHashes[index]!);
  }
  const stems = allocateInts(known);
  const rows = allocateInts(known);
  const idf = allocateFloats(known);
  for (let k = 0; k < known; k++) {
    const index = indices[owners[k]!]!;
    const row = lexicon.rows[index]!;
    stems[k] = stemHashes[index]!;
    rows[k] = row;
    idf[k] = vocabulary.idf[row]!;
  }
  const topic: Topic = {
    vocabulary,
    owners: owners.subarray(0, known),
    stems,
    rows,
    idf,
    mean: meanOf(rows, vocabulary),
    unknown,
    keys: lazily(() => readKeys(topic)),
  };
  return topic;
}

function meanOf(rows: Int32Array, vocabulary: Vocabulary): Float32Array {
  // An empty text, as a head is measured by when it is read, asks for no vectors.
  const mean = rows.length === 0 ? allocateFloats(vocabulary.dimensions) : vectorsOf(vocabulary).sum(rows);
  const length = Math.sqrt(dot(mean, mean));
  for (let d = 0; d < mean.length && length > 0; d++) mean[d] = mean[d]! / length;
  return mean;
}

/** What the words of texts are compared with: the words of a target that say most, in reading order, and its mean. */
interface Keys {
  readonly stems: readonly number[];
  readonly idf: readonly number[];
  /** For words, by their rows in the vocabulary, where their cosines begin: with each key, and then with the mean. */
  readonly compare: (rows: Int32Array) => Int32Array;
  readonly cosines: readonly number[];
}

function readKeys({ vocabulary, stems, rows, idf, mean }: Topic): Keys {
  const all = Array.from(stems, (_, k) => k);
  const byIdf = all.toSorted((a, b) => idf[b]! - idf[a]! || a - b);
  const chosen = byIdf.slice(0, MOST_KEYS).sort((a, b) => a - b);
  const vectors = lazily(() => vectorsOf(vocabulary));
  const columns = sideBySide([...chosen.map((key) => vectorOf(rows[key]!, vocabulary)), mean]);
  const cosines: number[] = [];
  // Where many comments are compared with one target, what a word came to is remembered: 1 + where it begins, by row.
  let remembered: Int32Array | null = null;
  let texts = 0;

  function compare(all: Int32Array): Int32Array {
    if (++texts === MANY) remembered = new Int32Array(vocabulary.idf.length);
    if (remembered === null || texts === MANY) cosines.length = 0;
    const at = allocateInts(all.length);
    for (let w = 0; w < all.length; w++) {
      const row = all[w]!;
      const known = remembered === null ? 0 : remembered[row]!;
      at[w] = known > 0 ? known - 1 : cosines.length;
      if (known > 0) continue;
      const products = vectors().times(row, columns);
      for (let k = 0; k <= chosen.length; k++) cosines.push(products[k]!);
      if (remembered !== null) remembered[row] = at[w]! + 1;
    }
    return at;
  }

  return {
    stems: chosen.map((key) => stems[key]!),
    idf: chosen.map((key) => idf[key]!),
    compare,
    cosines,
  };
}

function vectorOf(row: number, { dimensions, values, scales }: Vocabulary): Float32Array {
  const scale = scales[row]!;
  return Float32Array.from(values.subarray(row * dimensions, (row + 1) * dimensions), (value) => scale * value);
}

function sideBySide(vectors: readonly Float32Array[]): Columns {
  const columns = padded(vectors.length);
  const values = new Float32Array(columns * (vectors[0]?.length ?? 0));
  for (const [v, vector] of vectors.entries())
    for (let d = 0, at = v; d < vector.length; d++, at += columns) values[at] = vector[d]!;
  return { columns, values };
}

/** How a text touches a target: what features say it, and which of its tokens name the target. */
export interface Relatedness {
  /** Eight numbers, each about 0 to 1. */
  readonly features: readonly number[];
  /** Token indices in reading order. */
  readonly touched: readonly number[];
  /** Cosine of each topic word of the text with the nearest key word of the target, and with the target's mean. */
  readonly nearness: Float32Array;
  readonly toMean: Float32Array;
}

/**
 * Compares the words of a text with the words of a target: for each key word of the target the nearest word of the
 * text (exact stems count as 1), and both means.
 */
export function relate(text: Topic, target: Topic): Relatedness {
  const { stems, idf: weights, compare, cosines } = target.keys();
  const words = text.rows.length;
  const offsets = compare(text.rows);
  const nearest = new Float32Array(stems.length);
  const touched: number[] = [];
  const nearness = allocateFloats(words);
  const toMean = allocateFloats(words);
  let close = 0;
  for (let w = 0; w < words; w++) {
    const at = offsets[w]!;
    const stem = text.stems[w];
    let best = 0;
    for (let k = 0; k < stems.length; k++) {
      const near = stem === stems[k] ? 1 : cosines[at + k]!;
      if (near > nearest[k]!) nearest[k] = near;
      if (near > best) best = near;
    }
    nearness[w] = best;
    if (best >= NEAR) touched.push(text.owners[w]!);
    toMean[w] = cosines[at + stems.length]!;
    if (toMean[w]! > CLOSE) close++;
  }
  const closest = largest(toMean, CLOSEST);
  const unknownShared = target.unknown.filter((stem) => text.unknown.includes(stem)).length;
  return {
    features: [
      weightedMean(nearest, weights),
      nearest.length === 0 ? 0 : Math.min(...nearest),
      nearest.length === 0 ? 0 : Math.max(...nearest),
      weightedMean(
        nearest.map((near) => (near >= 0.999 ? 1 : 0)),
        weights,
      ),
      dot(text.mean, target.mean),
      closest.length === 0 ? 0 : closest.reduce((sum, x) => sum + x, 0) / closest.length,
      words === 0 ? 0 : close / words,
      target.unknown.length === 0 ? 0 : unknownShared / target.unknown.length,
    ],
    touched,
    nearness,
    toMean,
  };
}

/** The `most` largest numbers, largest first. */
function largest(numbers: Float32Array, most: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < numbers.length; i++) {
    const x = numbers[i]!;
    if (found.length === most && x <= found[most - 1]!) continue;
    let at = found.length < most ? found.length : most - 1;
    for (; at > 0 && found[at - 1]! < x; at--) found[at] = found[at - 1]!;
    found[at] = x;
  }
  return found;
}

/** Numbers that `signalsOf` gives of each token. */
export const SIGNALS = 2;

/** What each token of a text has to do with the target: its two cosines, 0 for words without a vector. */
export function signalsOf(tokens: number, { owners }: Topic, { nearness, toMean }: Relatedness): Float32Array {
  const signals = allocateFloats(tokens * SIGNALS);
  for (let w = 0; w < owners.length; w++) {
    const at = owners[w]! * SIGNALS;
    signals[at] = nearness[w]!;
    signals[at + 1] = toMean[w]!;
  }
  return signals;
}

/** The products of two means, number by number: large where both texts are about the same. */
export function productOf(text: Topic, target: Topic): Float32Array {
  const product = allocateFloats(text.mean.length);
  for (let d = 0; d < product.length; d++) product[d] = text.mean[d]! * target.mean[d]! * 10;
  return product;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!;
  return sum;
}

function weightedMean(values: Float32Array, weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return total === 0 ? 0 : values.reduce((sum, x, i) => sum + x * weights[i]!, 0) / total;
}

/** Numbers end to end. */
export function joined(...parts: readonly ArrayLike<number>[]): Float32Array {
  const all = allocateFloats(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Numbers at one of several places, zeros at the others. */
export function placed(numbers: Float32Array, place: number, places: number): Float32Array {
  const all = allocateFloats(places * numbers.length);
  all.set(numbers, place * numbers.length);
  return all;
}
