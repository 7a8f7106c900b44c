import { allocateFloats } from '../../text/short-arrays.ts';
import { dot, largest, weightedMean } from './numbers.ts';
import type { ReadText } from './read-text.ts';

/** How a text touches a target. */
export interface Relatedness {
  /** `RELATEDNESS_FEATURES` numbers, each about 0 to 1. */
  readonly features: readonly number[];
  /** Token indices of the words that name the target, in reading order. */
  readonly naming: readonly number[];
  /** Cosine of each topic word of the text with the nearest key word of the target, 0 at least, and with its mean. */
  readonly nearness: Float32Array;
  readonly toMean: Float32Array;
}

/** Length of the features of relatedness. */
export const RELATEDNESS_FEATURES = 8;

/** A word names the target by the same stem, or by a vector at least this near to a key word's (cosine). */
const MIN_NAMING = 0.6;
/** A word is close to the mean of a target from this cosine on. */
const MIN_CLOSE = 0.45;
/** Of the words that are closest to the mean of a target, as many count by themselves. */
const CLOSEST = 5;
/** A key word stands in the text itself from this cosine on. */
const MIN_SAME = 0.999;

/**
 * Compares the topic words of a text with the key words of a target, of which each takes its nearest word in the text
 * (the same stem counts as 1), and with the target's mean.
 */
export function relate(text: ReadText, target: ReadText): Relatedness {
  const { owners, rows, stems, mean, unknown } = text.topic;
  const { mean: targetMean, unknown: targetUnknown } = target.topic;
  const { stems: keyStems, idf, compare } = target.keyWords;
  const { values, starts } = compare(rows);
  const words = rows.length;
  const keys = keyStems.length;
  const nearest = new Float32Array(keys);
  const naming: number[] = [];
  const nearness = allocateFloats(words);
  const toMean = allocateFloats(words);
  let close = 0;
  for (let w = 0; w < words; w++) {
    const start = starts[w]!;
    const stem = stems[w];
    let best = 0;
    for (let k = 0; k < keys; k++) {
      const near = stem === keyStems[k] ? 1 : values[start + k]!;
      if (near > nearest[k]!) nearest[k] = near;
      if (near > best) best = near;
    }
    nearness[w] = best;
    if (best >= MIN_NAMING) naming.push(owners[w]!);
    toMean[w] = values[start + keys]!;
    if (toMean[w]! > MIN_CLOSE) close++;
  }
  const closest = largest(toMean, CLOSEST);
  const sharedUnknown = targetUnknown.filter((stem) => unknown.includes(stem)).length;
  const same = nearest.map((near) => Number(near >= MIN_SAME));
  const features = [
    weightedMean(nearest, idf),
    keys === 0 ? 0 : Math.min(...nearest),
    keys === 0 ? 0 : Math.max(...nearest),
    weightedMean(same, idf),
    dot(mean, targetMean),
    closest.length === 0 ? 0 : closest.reduce((sum, x) => sum + x, 0) / closest.length,
    words === 0 ? 0 : close / words,
    targetUnknown.length === 0 ? 0 : sharedUnknown / targetUnknown.length,
  ];
  return { features, naming, nearness, toMean };
}

/** Returns the products of two texts' means, number by number, times ten: large where both are about the same. */
export function productOf(text: ReadText, target: ReadText): Float32Array {
  const { mean } = text.topic;
  const { mean: targetMean } = target.topic;
  const product = allocateFloats(mean.length);
  for (let d = 0; d < product.length; d++) product[d] = mean[d]! * targetMean[d]! * 10;
  return product;
}
