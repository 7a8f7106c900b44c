import { seededRandom, shuffle } from '../../dataset/random.ts';
import type { LinearHead } from '../../encoder/heads.ts';
import { logitsOf } from '../../encoder/heads.ts';
import { BelowTheLineError } from '../../errors.ts';
import { mean } from '../../evaluate/metrics.ts';
import { sigmoid, softmax } from '../../scoring/calibration.ts';
import type { Backend } from '../backend.ts';
import { binaryCrossEntropy, crossEntropy } from '../lexical/dense.ts';

/** Features with what they should lead to, and how much that counts. */
export interface FeatureRow {
  readonly features: Float32Array;
  /** One number (0 to 1) a label; NaN where it is not known. */
  readonly labels: readonly number[];
  readonly weight: number;
}

/** Settings of training a linear head. */
export interface FitLinearOptions {
  /** Whether labels exclude each other, or are independent. */
  readonly loss: 'softmax' | 'sigmoid';
  readonly seed: number;
  /** At most this many passes. */
  readonly epochs: number;
  readonly signal?: AbortSignal | undefined;
  /** By label, what is added to each logit while it learns, and not kept. Default: nothing. */
  readonly offsets?: Float32Array | undefined;
}

/** A trained linear head. */
export interface FittedLinear {
  readonly head: LinearHead;
  /** The pass that was best; 0 where no pass was better than the start. */
  readonly epoch: number;
}

/** The loss of one row. */
const LOSSES = {
  softmax: (logits: Float32Array, labels: readonly number[]) => {
    const probabilities = softmax(logits);
    return -Math.log(Math.max(LEAST, probabilities[labels.indexOf(Math.max(...labels))]!));
  },
  sigmoid: (logits: Float32Array, labels: readonly number[]) =>
    labels.reduce((sum, label, k) => sum + (Number.isNaN(label) ? 0 : surprise(sigmoid(logits[k]!), label)), 0),
};
const LEAST = 1e-9;

const surprise = (probability: number, label: number) =>
  -label * Math.log(Math.max(LEAST, probability)) - (1 - label) * Math.log(Math.max(LEAST, 1 - probability));

const BATCH = 64;
const RATE = 0.001;
/** Pull of the weights towards those they start from: few rows should move them little. */
const PULL = 0.001;
/** Passes without a lower loss on the rows kept apart, after which it stops. */
const PATIENCE = 20;

/**
 * Learns a linear head on from another, with TensorFlow.js and Adam (Kingma and Ba 2015), and returns it as it was when
 * its loss on `validation` was lowest. The same rows, seed and backend give the same numbers.
 * @throws BelowTheLineError `aborted` when the signal fires, `invalid-input` when the weights run away.
 */
export async function fitLinear(
  { tf }: Backend,
  start: LinearHead,
  rows: readonly FeatureRow[],
  validation: readonly FeatureRow[],
  { loss, seed, epochs, signal, offsets = new Float32Array(start.bias.length) }: FitLinearOptions,
): Promise<FittedLinear> {
  const labels = start.bias.length;
  const width = start.weights.length / labels;
  const first = tf.tensor2d(start.weights, [labels, width]);
  const weights = tf.variable(first);
  const bias = tf.variable(tf.tensor1d(start.bias));
  const optimizer = tf.train.adam(RATE);
  const random = seededRandom(seed);
  const moved = tf.tensor1d(offsets);
  const lossOf = (head: LinearHead) =>
    mean(
      validation.map(({ features, labels }) => {
        const logits = logitsOf(head, features).map((logit, k) => logit + offsets[k]!);
        return LOSSES[loss](logits, labels);
      }),
    );

  const step = (batch: readonly FeatureRow[]) => {
    const features = new Float32Array(batch.length * width);
    for (const [b, row] of batch.entries()) features.set(row.features, b * width);
    const [wanted, counted] = [new Float32Array(batch.length * labels), new Float32Array(batch.length * labels)];
    for (const [b, row] of batch.entries())
      for (const [k, label] of row.labels.entries()) {
        if (Number.isNaN(label)) continue;
        wanted[b * labels + k] = label;
        counted[b * labels + k] = row.weight;
      }
    const shape = [batch.length, labels] as [number, number];
    optimizer.minimize(
      () => {
        const products = tf.matMul(tf.tensor2d(features, [batch.length, width]), weights, false, true);
        const logits = tf.add(products, tf.add(bias, moved));
        const entropy = loss === 'softmax' ? crossEntropy : binaryCrossEntropy;
        const each = entropy(tf, logits as typeof first, tf.tensor2d(wanted, shape));
        const losses = tf.mul(each, tf.tensor2d(counted, shape));
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
      const reached = lossOf(head);
      if (!Number.isFinite(reached))
        throw new BelowTheLineError(
          'invalid-input',
          `training runs away: the loss is ${reached} after pass ${epoch}, expected a finite number; smaller weights of rows help`,
        );
      if (reached < lowest) [best, lowest] = [{ head, epoch }, reached];
    }
    return best;
  } finally {
    optimizer.dispose();
    for (const tensor of [first, moved, weights, bias]) tensor.dispose();
  }
}
