import { seededRandom, shuffle } from '../../dataset/random.ts';
import type { LinearHead } from '../../encoder/heads.ts';
import { logitsOf } from '../../encoder/heads.ts';
import { BelowTheLineError } from '../../errors.ts';
import type { Backend } from '../backend.ts';
import { crossEntropy } from '../lexical/dense.ts';
import { logLoss } from './temperature.ts';

/** Features with the label that they should lead to, and how much that counts. */
export interface FeatureRow {
  readonly features: Float32Array;
  readonly label: number;
  readonly weight: number;
}

/** Settings of training a linear head. */
export interface FitLinearOptions {
  readonly seed: number;
  /** At most this many passes. */
  readonly epochs: number;
  readonly signal?: AbortSignal | undefined;
}

/** A trained linear head. */
export interface FittedLinear {
  readonly head: LinearHead;
  /** The pass that was best; 0 where no pass was better than the start. */
  readonly epoch: number;
}

const BATCH = 64;
const RATE = 0.001;
/** Pull of the weights towards those they start from: few rows should move them little. */
const PULL = 0.001;
/** Passes without a lower loss on the rows kept apart, after which it stops. */
const PATIENCE = 4;

/**
 * Learns a linear head on from another, with TensorFlow.js and Adam (Kingma and Ba 2015), and returns it as it was when
 * its loss on `validation` was lowest. The same rows, seed and backend give the same numbers.
 * @throws BelowTheLineError `aborted` when the signal fires.
 */
export async function fitLinear(
  { tf }: Backend,
  start: LinearHead,
  rows: readonly FeatureRow[],
  validation: readonly FeatureRow[],
  { seed, epochs, signal }: FitLinearOptions,
): Promise<FittedLinear> {
  const labels = start.bias.length;
  const width = start.weights.length / labels;
  const first = tf.tensor2d(start.weights, [labels, width]);
  const weights = tf.variable(first);
  const bias = tf.variable(tf.tensor1d(start.bias));
  const optimizer = tf.train.adam(RATE);
  const random = seededRandom(seed);
  const lossOf = (head: LinearHead) =>
    logLoss(
      validation.map(({ features }) => logitsOf(head, features)),
      validation.map(({ label }) => label),
    );

  const step = (batch: readonly FeatureRow[]) => {
    const features = new Float32Array(batch.length * width);
    for (const [b, row] of batch.entries()) features.set(row.features, b * width);
    const wanted = batch.flatMap(({ label, weight }) =>
      Array.from({ length: labels }, (_, k) => (k === label ? weight : 0)),
    );
    optimizer.minimize(
      () => {
        const logits = tf.add(tf.matMul(tf.tensor2d(features, [batch.length, width]), weights, false, true), bias);
        const losses = crossEntropy(tf, logits as typeof first, tf.tensor2d(wanted, [batch.length, labels]));
        const pull = tf.mul(tf.sum(tf.square(tf.sub(weights, first))), PULL);
        return tf.add(tf.div(tf.sum(losses), batch.length), pull).asScalar();
      },
      false,
      [weights, bias],
    );
  };

  try {
    let best: FittedLinear = { head: start, epoch: 0 };
    let lowest = lossOf(start);
    for (let epoch = 1; epoch <= epochs && epoch - best.epoch <= PATIENCE; epoch++) {
      const order = shuffle(
        Uint32Array.from(rows, (_, i) => i),
        random,
      );
      for (let at = 0; at < order.length; at += BATCH) {
        if (signal?.aborted) throw new BelowTheLineError('aborted', 'training was stopped; nothing was written');
        tf.tidy(() => step([...order.subarray(at, at + BATCH)].map((i) => rows[i]!)));
        // Lets a signal in.
        if (at % (16 * BATCH) === 0) await new Promise((go) => setImmediate(go));
      }
      const head = { weights: await weights.data<'float32'>(), bias: await bias.data<'float32'>() };
      const loss = lossOf(head);
      if (loss < lowest) [best, lowest] = [{ head, epoch }, loss];
    }
    return best;
  } finally {
    optimizer.dispose();
    for (const tensor of [first, weights, bias]) tensor.dispose();
  }
}
