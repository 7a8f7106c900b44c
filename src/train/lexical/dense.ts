import type { DenseLayer } from '../../lexical/network/network.ts';
import type { Tensor, Tensor2D, Tf, Variable } from '../backend.ts';
import type { EncodedSet } from './encoded.ts';

/** Loss, sizes and regularisation of the dense network. */
export interface DenseOptions {
  /** `sigmoid` for labels that go together, `softmax` for labels that exclude each other. */
  readonly loss: 'sigmoid' | 'softmax';
  readonly labels: number;
  readonly sources: number;
  /** Share of hidden units that are left out at random while training. */
  readonly hiddenDropout: number;
  /** Weight decay. */
  readonly decay: number;
  readonly seed: number;
}

/** Some examples with their pooled rows. */
export interface Batch {
  readonly size: number;
  readonly examples: Uint32Array;
  /** The ids that were kept, by example and pool. */
  readonly kept: readonly (readonly Int32Array[])[];
  readonly pooled: Float32Array;
  /** Features of the filters, row by row. */
  readonly found: Float32Array;
}

/**
 * Makes the weights and biases by layer, the bias of each source last: small random weights (He et al. 2015), zero
 * biases.
 */
export function createVariables(
  tf: Tf,
  widths: readonly number[],
  sources: number,
  start: { readonly layers: readonly DenseLayer[]; readonly offsets: Float32Array } | null,
  random: () => number,
): Variable[] {
  const variables: Variable[] = [];
  for (let k = 0; k + 1 < widths.length; k++) {
    const [inputs, outputs] = [widths[k]!, widths[k + 1]!];
    const bound = Math.sqrt(6 / inputs);
    const values =
      start?.layers[k]?.weights ?? Float32Array.from({ length: inputs * outputs }, () => (random() * 2 - 1) * bound);
    const bias = start?.layers[k]?.bias ?? new Float32Array(outputs);
    variables.push(tf.variable(tf.tensor2d(values, [inputs, outputs])), tf.variable(tf.tensor1d(bias)));
  }
  const offsets = start?.offsets ?? new Float32Array(sources * widths.at(-1)!);
  variables.push(tf.variable(tf.tensor2d(offsets, [sources, widths.at(-1)!])));
  return variables;
}

/**
 * Takes a step of the dense network; returns the loss and its gradients with respect to the pooled rows and to the
 * features of the filters.
 */
export function denseStep(
  tf: Tf,
  optimizer: ReturnType<Tf['train']['adam']>,
  variables: readonly Variable[],
  set: EncodedSet,
  { size, examples, pooled, found }: Batch,
  options: DenseOptions,
  step: number,
): { loss: number; ofPooled: Float32Array; ofFound: Float32Array } {
  const rows = (from: Float32Array, width: number) => {
    const out = new Float32Array(size * width);
    for (const [b, example] of examples.entries())
      out.set(from.subarray(example * width, (example + 1) * width), b * width);
    return out;
  };
  const targets = rows(set.targets, options.labels);
  const weights = rows(set.weights, 1);
  const known = targets.map((target, i) => (Number.isNaN(target) ? 0 : weights[Math.floor(i / options.labels)]!));
  // TensorFlow.js has no one-hot rows of width 1, and one source is the usual case.
  const sources = new Float32Array(size * options.sources);
  for (const [b, example] of examples.entries()) sources[b * options.sources + set.sources[example]!] = 1;

  const results = tf.tidy(() => {
    const fixed = tf.tensor2d(rows(set.fixed, set.fixedWidth), [size, set.fixedWidth]);
    const labels = tf.tensor2d(
      targets.map((target) => (Number.isNaN(target) ? 0 : target)),
      [size, options.labels],
    );
    const mask = tf.tensor2d(known, [size, options.labels]);
    const oneHot = tf.tensor2d(sources, [size, options.sources]);
    const objective = (rows: Tensor, windows: Tensor, ...parameters: Tensor[]) => {
      let seen = windows as Tensor2D;
      if (options.hiddenDropout > 0)
        seen = tf.dropout(seen, options.hiddenDropout, undefined, -options.seed - step) as Tensor2D;
      let x = tf.concat([rows as Tensor2D, fixed, seen], 1);
      const layers = (parameters.length - 1) / 2;
      for (let k = 0; k < layers; k++) {
        x = tf.add(tf.matMul(x, parameters[2 * k]!), parameters[2 * k + 1]!);
        if (k === layers - 1) break;
        x = tf.relu(x);
        if (options.hiddenDropout > 0)
          x = tf.dropout(x, options.hiddenDropout, undefined, options.seed + step) as Tensor2D;
      }
      const logits = tf.add(x, tf.matMul(oneHot, parameters.at(-1)!)) as Tensor2D;
      const losses =
        options.loss === 'sigmoid' ? binaryCrossEntropy(tf, logits, labels) : crossEntropy(tf, logits, labels);
      return tf.div(tf.sum(tf.mul(losses, mask)), size).asScalar();
    };
    const { value, grads } = tf.valueAndGrads(objective)([
      tf.tensor2d(pooled, [size, pooled.length / size]),
      tf.tensor2d(found, [size, found.length / size]),
      ...variables,
    ]);
    const named = variables.map((variable, v) => {
      const gradient = grads[v + 2]!;
      return {
        name: variable.name,
        tensor: options.decay > 0 ? tf.add(gradient, tf.mul(variable, options.decay)) : gradient,
      };
    });
    optimizer.applyGradients(named);
    return { loss: value, ofPooled: grads[0]!, ofFound: grads[1]! };
  });
  const loss = results.loss.dataSync()[0]!;
  const ofPooled = results.ofPooled.dataSync() as Float32Array;
  const ofFound = results.ofFound.dataSync() as Float32Array;
  for (const result of Object.values(results)) result.dispose();
  return { loss, ofPooled, ofFound };
}

/** Returns max(x, 0) - x·y + log(1 + e^-|x|), element by element: the form that does not overflow. */
export function binaryCrossEntropy(tf: Tf, logits: Tensor2D, labels: Tensor2D): Tensor {
  const softplus = tf.log(tf.add(tf.exp(tf.neg(tf.abs(logits))), 1));
  return tf.add(tf.sub(tf.relu(logits), tf.mul(logits, labels)), softplus);
}

/** Returns -y · log softmax(x), element by element. */
export function crossEntropy(tf: Tf, logits: Tensor2D, labels: Tensor2D): Tensor {
  const shifted = tf.sub(logits, tf.max(logits, 1, true));
  return tf.neg(tf.mul(labels, tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), 1, true)))));
}

/** Returns the dense layers; the mean bias of the sources that are named is added to the bias of the last one. */
export function exportLayers(
  variables: readonly Variable[],
  widths: readonly number[],
  sources: Int32Array,
): DenseLayer[] {
  const layers = widths.slice(1).map((outputs, k) => ({
    inputs: widths[k]!,
    outputs,
    weights: variables[2 * k]?.dataSync().slice() as Float32Array,
    bias: variables[2 * k + 1]?.dataSync().slice() as Float32Array,
  }));
  const bySource = variables.at(-1)?.dataSync() as Float32Array;
  const { bias, outputs } = layers.at(-1)!;
  for (const source of sources) {
    for (let k = 0; k < outputs; k++) bias[k] = bias[k]! + bySource[source * outputs + k]! / sources.length;
  }
  return layers;
}
