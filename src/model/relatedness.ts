import type { Terms, Vocabulary, Word } from '../text/terms.ts';

/** The topic words of a text with their unit vectors, read once and compared with many targets. */
export interface Topic {
  /** Token index of each topic word. */
  readonly owners: Int32Array;
  readonly stems: readonly string[];
  readonly idf: Float32Array;
  /** Unit vectors, row by row. */
  readonly vectors: Float32Array;
  /** idf-weighted mean of the vectors, of unit length (zero without topic words). */
  readonly mean: Float32Array;
  /** Topic words that have no vector. */
  readonly unknown: readonly string[];
}

/** A word that names the target: the same stem, or a vector at least this near (cosine). */
const NEAR = 0.6;
/** Of a long target only the words that say most are compared. */
const MOST_KEYS = 12;

export function readTopic(terms: Terms, { dimensions, values, scales, idf }: Vocabulary): Topic {
  const { indices, lexicon } = terms;
  const known: number[] = [];
  const unknown: string[] = [];
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] as number;
    if (lexicon.contents[index] === 0) continue;
    if ((lexicon.rows[index] as number) >= 0) known.push(i);
    else unknown.push((lexicon.words[index] as Word).stem);
  }
  const vectors = new Float32Array(known.length * dimensions);
  const weights = new Float32Array(known.length);
  const mean = new Float32Array(dimensions);
  for (const [k, owner] of known.entries()) {
    const row = lexicon.rows[indices[owner] as number] as number;
    const scale = scales[row] as number;
    const weight = idf[row] as number;
    weights[k] = weight;
    for (let d = 0; d < dimensions; d++) {
      const value = scale * (values[row * dimensions + d] as number);
      vectors[k * dimensions + d] = value;
      mean[d] = (mean[d] as number) + weight * value;
    }
  }
  const stems = known.map((owner) => (lexicon.words[indices[owner] as number] as Word).stem);
  return { owners: Int32Array.from(known), stems, idf: weights, vectors, mean: unit(mean), unknown };
}

/** The words of a topic that say most, in reading order: at most twelve, by idf. */
export function keyWords(topic: Topic): readonly number[] {
  const all = Array.from(topic.stems, (_, k) => k);
  if (all.length <= MOST_KEYS) return all;
  const byIdf = all.toSorted((a, b) => (topic.idf[b] as number) - (topic.idf[a] as number) || a - b);
  return byIdf.slice(0, MOST_KEYS).toSorted((a, b) => a - b);
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
  const keys = keyWords(target);
  const words = text.stems.length;
  const nearest = new Float32Array(keys.length);
  const touched: number[] = [];
  const nearness = new Float32Array(words);
  for (let w = 0; w < words; w++) {
    let best = 0;
    for (const [k, key] of keys.entries()) {
      const near =
        text.stems[w] === target.stems[key] ? 1 : dot(text.vectors, w, target.vectors, key, text.mean.length);
      if (near > (nearest[k] as number)) nearest[k] = near;
      if (near > best) best = near;
    }
    nearness[w] = best;
    if (best >= NEAR) touched.push(text.owners[w] as number);
  }
  const toMean = Float32Array.from({ length: words }, (_, w) => dot(text.vectors, w, target.mean, 0, text.mean.length));
  const closest = [...toMean].sort((a, b) => b - a);
  const weights = keys.map((key) => target.idf[key] as number);
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
      dot(text.mean, 0, target.mean, 0, text.mean.length),
      mean(closest.slice(0, 5)),
      words === 0 ? 0 : closest.filter((near) => near > 0.45).length / words,
      target.unknown.length === 0 ? 0 : unknownShared / target.unknown.length,
    ],
    touched,
    nearness,
    toMean,
  };
}

/** Numbers that `signalsOf` gives of each token. */
export const SIGNALS = 2;

/** What each token of a text has to do with the target: its two cosines, 0 for words without a vector. */
export function signalsOf(tokens: number, { owners }: Topic, { nearness, toMean }: Relatedness): Float32Array {
  const signals = new Float32Array(tokens * SIGNALS);
  for (const [w, owner] of owners.entries()) {
    signals[owner * SIGNALS] = nearness[w] as number;
    signals[owner * SIGNALS + 1] = toMean[w] as number;
  }
  return signals;
}

function dot(a: Float32Array, rowA: number, b: Float32Array, rowB: number, dimensions: number): number {
  let sum = 0;
  const fromA = rowA * dimensions;
  const fromB = rowB * dimensions;
  for (let d = 0; d < dimensions; d++) sum += (a[fromA + d] as number) * (b[fromB + d] as number);
  return sum;
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((x) => x / length);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, x) => sum + x, 0) / values.length;
}

function weightedMean(values: Float32Array, weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return total === 0 ? 0 : values.reduce((sum, x, i) => sum + x * (weights[i] as number), 0) / total;
}
