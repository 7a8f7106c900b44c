import type { Span } from '../schemas.ts';
import type { Token } from '../text/tokenize.ts';
import {
  eachInWindow,
  featuresWidth,
  filteredTokens,
  type Sequence,
  type Windows,
  windowGradient,
} from './convolution.ts';
import { type Activations, type HeadInput, inputGradient, type Network } from './forward.ts';
import type { Head, Prediction } from './head.ts';

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
  direction[label] = manifest.calibration.scale[label] as number;
  const gradient = inputGradient(network, activations, direction);
  const { terms } = input.sequences[0] as Sequence;
  const result = new Float32Array(terms.tokens.length);
  const { dimensions } = network.table;
  for (const [p, pool] of input.pools.entries()) {
    if (pool.terms !== terms) continue;
    network.pooling.credit(pool, gradient.subarray(p * dimensions, (p + 1) * dimensions), result);
  }
  creditVectors(network, input, gradient, result);
  creditWindows(network, input, activations, gradient, result);
  return result;
}

/** Credits each filter's strongest window in the first sequence to its words, each for what it brings at its place. */
function creditWindows(
  { convolution, memory }: Network,
  { sequences }: HeadInput,
  { windows }: Activations,
  gradient: Float32Array,
  result: Float32Array,
) {
  const { rows, offsets } = filteredTokens(convolution, memory, sequences[0] as Sequence);
  const features = gradient.subarray(gradient.length - featuresWidth(windows.length, convolution.filters));
  const worth = windowGradient(windows, 0, features);
  for (const [f, middle] of (windows[0] as Windows).at.entries()) {
    if (middle < 0) continue;
    eachInWindow(convolution, middle, result.length, (token, place) => {
      const brought = rows[(offsets[token] as number) + place * convolution.filters + f] as number;
      result[token] = (result[token] as number) + (worth[f] as number) * brought;
    });
  }
}

function creditVectors({ table, vocabulary }: Network, input: HeadInput, gradient: Float32Array, result: Float32Array) {
  const { ids, owners } = input.vectors;
  const { dimensions, values, scales, idf } = vocabulary;
  const offset = input.pools.length * table.dimensions;
  const total = ids.reduce((sum, id) => sum + (idf[id] as number), 0);
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] as number;
    let sum = 0;
    for (let d = 0; d < dimensions; d++)
      sum += (gradient[offset + d] as number) * (values[id * dimensions + d] as number);
    const owner = owners[i] as number;
    result[owner] = (result[owner] as number) + (sum * (scales[id] as number) * (idf[id] as number)) / total;
  }
}

/**
 * The stretches of text that speak most for a label, neighbouring tokens merged.
 * @param least logits that a token has to add at the least
 */
export function toSpans(tokens: readonly Token[], added: Float32Array, attribute: string, least: number): Span[] {
  const floor = Math.max(least, SHARE * added.reduce((highest, x) => Math.max(highest, x), 0));
  const spans: Span[] = [];
  let open = false;
  for (const [i, { start, end, kind }] of tokens.entries()) {
    const score = added[i] as number;
    if (score < floor || kind === 'punctuation') {
      open = false;
      continue;
    }
    const last = open ? (spans.pop() as Span) : null;
    spans.push({ start: last?.start ?? start, end, attribute, score: (last?.score ?? 0) + score });
    open = true;
  }
  return spans;
}
