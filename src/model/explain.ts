import type { Span } from '../schemas.ts';
import type { Token } from '../text/tokenize.ts';
import { type HeadInput, inputGradient, type Network } from './forward.ts';
import type { Head, Prediction } from './head.ts';

/** A token is part of the reason when it adds at least this share of what the strongest token adds. */
const SHARE = 0.5;

/**
 * What each token adds to a label's calibrated logit: gradient times input (Shrikumar et al. 2016), each row of a pool
 * credited to the token that it was read from. `pools` names the pools that were read from these tokens.
 * @returns one number per token, in logits.
 */
export function contributions(
  { network, manifest }: Head,
  input: HeadInput,
  { activations }: Prediction,
  label: number,
  tokens: number,
  pools: readonly number[],
): Float32Array {
  const direction = new Float32Array(manifest.labels.length);
  direction[label] = manifest.calibration.scale[label] as number;
  const gradient = inputGradient(network, activations, direction);
  const result = new Float32Array(tokens);
  for (const p of pools) creditPool(network, input, p, gradient, result);
  creditVectors(network, input, gradient, result);
  return result;
}

function creditPool({ table }: Network, input: HeadInput, pool: number, gradient: Float32Array, result: Float32Array) {
  const { ids, owners } = input.pools[pool] as HeadInput['vectors'];
  const { dimensions, values, scales } = table;
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] as number;
    const factor = (scales === null ? 1 : (scales[id] as number)) / ids.length;
    let sum = 0;
    for (let d = 0; d < dimensions; d++) {
      sum += (gradient[pool * dimensions + d] as number) * (values[id * dimensions + d] as number);
    }
    const owner = owners[i] as number;
    result[owner] = (result[owner] as number) + factor * sum;
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
