import * as z from 'zod/mini';
import { parseJson } from '../artifact/json.ts';
import { checkLabels } from '../artifact/manifest.ts';
import { BelowTheLineError } from '../errors.ts';
import { softmax } from '../model/forward.ts';
import { PAIR_TASKS, type PairTask } from '../tasks.ts';

const numbers = z.array(z.number());

/** `heads.json`: a row of weights and a bias for each label. */
export const LinearHeads = z.record(
  z.enum(PAIR_TASKS),
  z.object({ labels: z.array(z.string()), weights: z.array(numbers), bias: numbers }),
);
export type LinearHeads = z.infer<typeof LinearHeads>;
export type LinearHead = LinearHeads[PairTask];

/** @throws BelowTheLineError `invalid-model` when a head has other labels, or rows of another width than the rest. */
export function parseHeads(bytes: Uint8Array): LinearHeads {
  const parsed = LinearHeads.safeParse(parseJson('heads.json', bytes));
  if (!parsed.success) throw invalid(`heads.json holds no heads: ${z.prettifyError(parsed.error)}`);
  const width = widthOf(parsed.data);
  for (const name of PAIR_TASKS) {
    const { labels, weights, bias } = parsed.data[name];
    checkLabels(name, labels);
    const sizes = [weights.length, bias.length, ...weights.map((row) => row.length)];
    const expected = [labels.length, labels.length, ...labels.map(() => width)];
    if (width === 0 || sizes.join() !== expected.join())
      throw invalid(`head ${name} has the sizes [${sizes.join(' ')}], expected [${expected.join(' ')}]`);
  }
  return parsed.data;
}

/** Features that the heads take. */
export const widthOf = ({ stance }: LinearHeads): number => stance.weights[0]?.length ?? 0;

export function logitsOf({ weights, bias }: LinearHead, features: Float32Array): Float32Array {
  return Float32Array.from(weights, (row, k) => {
    let sum = bias[k]!;
    for (let i = 0; i < row.length; i++) sum += row[i]! * features[i]!;
    return sum;
  });
}

/** Probabilities in label order; they add up to 1. */
export const temper = (logits: Float32Array, temperature: number): Float32Array =>
  softmax(logits.map((logit) => logit / temperature));

/** No probability is taken for less than this. */
const LEAST = 1e-6;

/**
 * Probabilities in label order: the geometric mean of two opinions (Genest and Zidek 1986), of which one is given as
 * logits and one as probabilities, with a temperature.
 */
export const pool = (
  logits: Float32Array,
  probabilities: readonly number[],
  { weight, temperature }: { readonly weight: number; readonly temperature: number },
): Float32Array => temper(pooledLogits(logits, probabilities, weight), temperature);

export const pooledLogits = (logits: Float32Array, probabilities: readonly number[], weight: number): Float32Array =>
  logits.map((logit, k) => weight * logit + (1 - weight) * Math.log(Math.max(LEAST, probabilities[k]!)));

const invalid = (message: string) => new BelowTheLineError('invalid-model', message);
