import * as z from 'zod/mini';
import { parseJson } from '../artifact/json.ts';
import { checkLabels } from '../artifact/manifest.ts';
import { BelowTheLineError } from '../errors.ts';
import { PAIR_TASKS, type PairTask } from '../tasks.ts';

const numbers = z.array(z.number());

/** `heads.json`: a row of weights and a bias for each label. */
export const LinearHeads = z.record(
  z.enum(PAIR_TASKS),
  z.object({ labels: z.array(z.string()), weights: z.array(numbers), bias: numbers }),
);
export type LinearHeads = z.infer<typeof LinearHeads>;
/** One linear head: weights by label and feature, (labels, features), and a bias for each label. */
export type LinearHead = LinearHeads[PairTask];

/**
 * Parses the bytes of `heads.json`.
 * @throws BelowTheLineError `invalid-model` when a head has other labels, or rows of another width than the rest.
 */
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

/** Returns the length of the embeddings that the heads read. */
export const widthOf = ({ stance }: LinearHeads): number => stance.weights[0]?.length ?? 0;

/** Returns one logit a label, in label order: weights · features + bias. */
export function logitsOf({ weights, bias }: LinearHead, features: Float32Array): Float32Array {
  return Float32Array.from(weights, (row, k) => {
    let sum = bias[k]!;
    for (let i = 0; i < row.length; i++) sum += row[i]! * features[i]!;
    return sum;
  });
}

const invalid = (message: string) => new BelowTheLineError('invalid-model', message);
