import type { Span } from '../schemas.ts';
import { KIND_CODES } from '../text/lexicon.ts';
import { type Terms, vectorRows } from '../text/terms.ts';
import { type HeadInput, outputOf, type Sequence } from './features/input.ts';
import type { Head, Prediction } from './head.ts';
import { type Convolution, eachInWindow, featuresWidth, windowGradient } from './network/convolution.ts';
import { type Activations, firstGradient, multiplyBack, type Network, rememberedBy } from './network/reference.ts';
import { rowDot } from './network/table.ts';

/** A token is part of the reason when it adds at least this share of what the strongest token adds. */
const SHARE = 0.5;

/**
 * What each token adds to a label's calibrated logit: gradient times input (Shrikumar et al. 2016), each row of a pool
 * credited to the token that it was read from, and each filter's strongest window to its words.
 * @returns one number per token, in logits.
 */
export function contributions(
  { network, manifest }: Head,
  input: HeadInput,
  { activations }: Prediction,
  label: number,
): Float32Array {
  const direction = new Float32Array(manifest.labels.length);
  direction[outputOf(label, input)] = manifest.calibration.scale[label]!;
  const first = network.layers[0]!;
  const gradient = firstGradient(network, activations, direction);
  // What the input is worth, number by number, of the parts that come from tokens.
  const worth = (from: number, length: number) => multiplyBack(first, gradient, from, from + length);
  const { terms } = input.sequences[0]!;
  const result = new Float32Array(terms.length);
  const { dimensions } = network.table;
  for (const [p, pool] of input.pools.entries()) {
    if (pool.terms === terms) rememberedBy(network).pooling.credit(pool, worth(p * dimensions, dimensions), result);
  }
  creditVectors(network, input, worth(input.pools.length * dimensions, network.vocabulary.dimensions), result);
  const features = featuresWidth(activations.windows.length, network.convolution.filters);
  creditWindows(network, input, activations, worth(first.inputs - features, features), result);
  return result;
}

/** Credits each filter's strongest window in the first sequence to its words, each for what it brings at its place. */
function creditWindows(
  network: Network,
  { sequences }: HeadInput,
  { windows }: Activations,
  ofFeatures: Float32Array,
  result: Float32Array,
) {
  const sequence = sequences[0]!;
  const { convolution } = network;
  const { rows, offsets } = rememberedBy(network).memory.find(sequence.terms);
  const worth = windowGradient(windows, 0, ofFeatures);
  for (const [f, middle] of windows[0]!.at.entries()) {
    if (middle < 0) continue;
    eachInWindow(convolution, middle, result.length, (token, place) => {
      const column = place * convolution.filters + f;
      const brought = rows[offsets[token]! + column]! + signalled(convolution, sequence, token, column);
      result[token] = result[token]! + worth[f]! * brought;
    });
  }
}

/** What the signals of a token bring to a column of the filters. */
function signalled(
  { width, filters, weights, signals: perToken }: Convolution,
  { signals }: Sequence,
  token: number,
  column: number,
): number {
  const columns = width * filters;
  const from = weights.length - perToken * columns + column;
  let sum = 0;
  for (let e = 0; e < perToken; e++) sum += signals[token * perToken + e]! * weights[from + e * columns]!;
  return sum;
}

function creditVectors({ vocabulary }: Network, { vectors }: HeadInput, worth: Float32Array, result: Float32Array) {
  const { ids, owners } = vectorRows(vectors);
  const { idf } = vocabulary;
  let total = 0;
  for (let i = 0; i < ids.length; i++) total += idf[ids[i]!]!;
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i]!;
    const owner = owners[i]!;
    const dot = rowDot(vocabulary, id, worth);
    result[owner] = result[owner]! + (dot * idf[id]!) / total;
  }
}

/**
 * The stretches of text that speak most for a label, neighbouring tokens merged.
 * @param least logits that a token has to add at the least
 */
export function toSpans(
  { length, indices, starts, ends, lexicon }: Terms,
  added: Float32Array,
  attribute: string,
  least: number,
): Span[] {
  let highest = 0;
  for (let i = 0; i < length; i++) highest = Math.max(highest, added[i]!);
  const floor = Math.max(least, SHARE * highest);
  const spans: Span[] = [];
  let open = false;
  for (let i = 0; i < length; i++) {
    const score = added[i]!;
    if (score < floor || lexicon.kinds[indices[i]!] === KIND_CODES.punctuation) {
      open = false;
      continue;
    }
    const last = open ? (spans.pop() as Span) : null;
    spans.push({
      start: last?.start ?? starts[i]!,
      end: ends[i]!,
      attribute,
      score: (last?.score ?? 0) + score,
    });
    open = true;
  }
  return spans;
}
