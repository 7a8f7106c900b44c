import type { Tensor, Tensor2D, Variable } from '@tensorflow/tfjs';
import { seededRandom, shuffle } from '../dataset/random.ts';
import { BelowTheLineError } from '../errors.ts';
import { addMean, type DenseLayer } from '../model/forward.ts';
import type { Backend, Tf } from './backend.ts';
import type { EncodedSet } from './encoded.ts';
import { adagradStep, createTable, type SparseTable } from './sparse.ts';

export interface FitOptions {
  /** `sigmoid` for labels that go together, `softmax` for labels that exclude each other. */
  readonly loss: 'sigmoid' | 'softmax';
  readonly labels: number;
  readonly buckets: number;
  readonly dimensions: number;
  readonly hidden: readonly number[];
  readonly epochs: number;
  /** Examples per step. */
  readonly batch: number;
  /** Step sizes: of the n-gram table (Adagrad) and of the dense layers (Adam); both fall to a tenth along a cosine. */
  readonly tableRate: number;
  readonly denseRate: number;
  /** Share of n-grams, and of hidden units, left out at random while training. */
  readonly ngramDropout: number;
  readonly hiddenDropout: number;
  /** Weight decay of the dense layers. */
  readonly decay: number;
  readonly seed: number;
  readonly sources: number;
}

export interface Progress {
  readonly epoch: number;
  readonly epochs: number;
  /** Rows done and to do, over all epochs. */
  readonly rows: number;
  readonly totalRows: number;
  /** Mean loss of the last fifty steps. */
  readonly loss: number;
  readonly rowsPerSecond: number;
  readonly secondsLeft: number;
}

export interface Fitted {
  readonly table: Float32Array;
  readonly layers: readonly DenseLayer[];
}

export interface FitHooks {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains one head. Each step pools the rows of its examples' n-grams here, lets TensorFlow.js run and differentiate the
 * dense network, and scatters the gradient with respect to the pooled input back into the rows. A bias per source takes
 * up what sources disagree on (how much of what they hold is toxic) and is left behind afterwards.
 * @throws BelowTheLineError `aborted` when the signal fires.
 */
export async function fitHead(
  { tf }: Backend,
  set: EncodedSet,
  options: FitOptions,
  hooks: FitHooks = {},
): Promise<Fitted> {
  const random = seededRandom(options.seed);
  const sparse = createTable(options.buckets, options.dimensions, random);
  const pooledWidth = set.ids.length * options.dimensions;
  const widths = [pooledWidth + set.fixedWidth, ...options.hidden, options.labels];
  const variables = createVariables(tf, widths, options.sources, random);
  const optimizer = tf.train.adam(options.denseRate);
  const order = Uint32Array.from({ length: set.size }, (_, i) => i);
  const steps = options.epochs * Math.ceil(set.size / options.batch);
  const report = progressReporter(set.size, options.epochs, hooks.onProgress);
  let step = 0;
  try {
    for (let epoch = 1; epoch <= options.epochs; epoch++) {
      shuffle(order, random);
      for (let from = 0; from < set.size; from += options.batch) {
        if (hooks.signal?.aborted) throw new BelowTheLineError('aborted', 'training was stopped; nothing was written');
        const decay = 0.55 + 0.45 * Math.cos((Math.PI * step) / steps);
        (optimizer as unknown as { learningRate: number }).learningRate = options.denseRate * decay;
        const batch = gather(set, order.subarray(from, from + options.batch), sparse, options, random);
        const { loss, gradient } = denseStep(tf, optimizer, variables, set, batch, options, step);
        scatter(batch, gradient, sparse, options.tableRate * decay);
        report(epoch, batch.size, loss);
        step++;
        // Lets signals and timers through.
        if (step % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    }
    return { table: sparse.table.values, layers: exportLayers(variables, widths, set.sources) };
  } finally {
    for (const variable of variables) variable.dispose();
    optimizer.dispose();
  }
}

/** Weights and biases by layer, the bias of each source last. Small random weights (He et al. 2015), zero biases. */
function createVariables(tf: Tf, widths: readonly number[], sources: number, random: () => number): Variable[] {
  const variables: Variable[] = [];
  for (let k = 0; k + 1 < widths.length; k++) {
    const [inputs, outputs] = [widths[k] as number, widths[k + 1] as number];
    const bound = Math.sqrt(6 / inputs);
    const values = Float32Array.from({ length: inputs * outputs }, () => (random() * 2 - 1) * bound);
    variables.push(tf.variable(tf.tensor2d(values, [inputs, outputs])), tf.variable(tf.zeros([outputs])));
  }
  variables.push(tf.variable(tf.zeros([sources, widths.at(-1) as number])));
  return variables;
}

interface Batch {
  readonly size: number;
  readonly examples: Uint32Array;
  /** The ids that were kept, by example and pool. */
  readonly kept: readonly (readonly Int32Array[])[];
  readonly pooled: Float32Array;
}

function gather(
  set: EncodedSet,
  examples: Uint32Array,
  sparse: SparseTable,
  options: FitOptions,
  random: () => number,
): Batch {
  const pooledWidth = set.ids.length * options.dimensions;
  const pooled = new Float32Array(examples.length * pooledWidth);
  const kept = Array.from(examples, (example, b) =>
    set.ids.map((ids, p) => {
      const starts = set.starts[p] as Uint32Array;
      const all = ids.subarray(starts[example], starts[example + 1]);
      const some = options.ngramDropout > 0 ? all.filter(() => random() >= options.ngramDropout) : all;
      addMean(sparse.table, some, pooled, b * pooledWidth + p * options.dimensions);
      return some;
    }),
  );
  return { size: examples.length, examples, kept, pooled };
}

function denseStep(
  tf: Tf,
  optimizer: ReturnType<Tf['train']['adam']>,
  variables: readonly Variable[],
  set: EncodedSet,
  { size, examples, pooled }: Batch,
  options: FitOptions,
  step: number,
): { loss: number; gradient: Float32Array } {
  const rows = (from: Float32Array, width: number) => {
    const out = new Float32Array(size * width);
    for (const [b, example] of examples.entries())
      out.set(from.subarray(example * width, (example + 1) * width), b * width);
    return out;
  };
  const targets = rows(set.targets, options.labels);
  const weights = rows(set.weights, 1);
  const known = targets.map((target, i) =>
    Number.isNaN(target) ? 0 : (weights[Math.floor(i / options.labels)] as number),
  );
  // TensorFlow.js has no one-hot rows of width 1, and one source is the usual case.
  const sources = new Float32Array(size * options.sources);
  for (const [b, example] of examples.entries()) sources[b * options.sources + (set.sources[example] as number)] = 1;

  const results = tf.tidy(() => {
    const fixed = tf.tensor2d(rows(set.fixed, set.fixedWidth), [size, set.fixedWidth]);
    const labels = tf.tensor2d(
      targets.map((target) => (Number.isNaN(target) ? 0 : target)),
      [size, options.labels],
    );
    const mask = tf.tensor2d(known, [size, options.labels]);
    const oneHot = tf.tensor2d(sources, [size, options.sources]);
    const objective = (input: Tensor, ...parameters: Tensor[]) => {
      let x = tf.concat([input as Tensor2D, fixed], 1);
      const layers = (parameters.length - 1) / 2;
      for (let k = 0; k < layers; k++) {
        x = tf.add(tf.matMul(x, parameters[2 * k] as Tensor2D), parameters[2 * k + 1] as Tensor);
        if (k === layers - 1) break;
        x = tf.relu(x);
        if (options.hiddenDropout > 0)
          x = tf.dropout(x, options.hiddenDropout, undefined, options.seed + step) as Tensor2D;
      }
      const logits = tf.add(x, tf.matMul(oneHot, parameters.at(-1) as Tensor2D)) as Tensor2D;
      const losses =
        options.loss === 'sigmoid' ? binaryCrossEntropy(tf, logits, labels) : crossEntropy(tf, logits, labels);
      return tf.div(tf.sum(tf.mul(losses, mask)), size).asScalar();
    };
    const { value, grads } = tf.valueAndGrads(objective)([
      tf.tensor2d(pooled, [size, pooled.length / size]),
      ...variables,
    ]);
    const named = variables.map((variable, v) => {
      const gradient = grads[v + 1] as Tensor;
      return {
        name: variable.name,
        tensor: options.decay > 0 ? tf.add(gradient, tf.mul(variable, options.decay)) : gradient,
      };
    });
    optimizer.applyGradients(named);
    return { loss: value, gradient: grads[0] as Tensor };
  });
  const loss = results.loss.dataSync()[0] as number;
  const gradient = results.gradient.dataSync() as Float32Array;
  results.loss.dispose();
  results.gradient.dispose();
  return { loss, gradient };
}

/** max(x, 0) - x·y + log(1 + e^-|x|), element by element: the form that does not overflow. */
function binaryCrossEntropy(tf: Tf, logits: Tensor2D, labels: Tensor2D): Tensor {
  const softplus = tf.log(tf.add(tf.exp(tf.neg(tf.abs(logits))), 1));
  return tf.add(tf.sub(tf.relu(logits), tf.mul(logits, labels)), softplus);
}

/** -y · log softmax(x), element by element. */
function crossEntropy(tf: Tf, logits: Tensor2D, labels: Tensor2D): Tensor {
  const shifted = tf.sub(logits, tf.max(logits, 1, true));
  return tf.neg(tf.mul(labels, tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), 1, true)))));
}

/** Gives every pool of every example its part of the gradient. Adagrad makes the step independent of the loss's scale. */
function scatter({ kept, size }: Batch, gradient: Float32Array, sparse: SparseTable, rate: number): void {
  const { dimensions } = sparse.table;
  const width = gradient.length / size;
  for (const [b, pools] of kept.entries()) {
    for (const [p, ids] of pools.entries()) adagradStep(sparse, ids, gradient, b * width + p * dimensions, rate);
  }
}

/** The dense layers; the last one's bias takes the mean bias of the sources along. */
function exportLayers(variables: readonly Variable[], widths: readonly number[], sources: Int32Array): DenseLayer[] {
  const layers = widths.slice(1).map((outputs, k) => ({
    inputs: widths[k] as number,
    outputs,
    weights: variables[2 * k]?.dataSync().slice() as Float32Array,
    bias: variables[2 * k + 1]?.dataSync().slice() as Float32Array,
  }));
  const bySource = variables.at(-1)?.dataSync() as Float32Array;
  const { bias, outputs } = layers.at(-1) as DenseLayer;
  for (const source of sources) {
    for (let k = 0; k < outputs; k++)
      bias[k] = (bias[k] as number) + (bySource[source * outputs + k] as number) / sources.length;
  }
  return layers;
}

function progressReporter(size: number, epochs: number, onProgress: FitHooks['onProgress']) {
  const started = performance.now();
  const recent: number[] = [];
  let rows = 0;
  return (epoch: number, added: number, loss: number) => {
    rows += added;
    recent.push(loss);
    if (recent.length > 50) recent.shift();
    const rowsPerSecond = rows / Math.max(0.001, (performance.now() - started) / 1000);
    onProgress?.({
      epoch,
      epochs,
      rows,
      totalRows: size * epochs,
      loss: recent.reduce((sum, x) => sum + x, 0) / recent.length,
      rowsPerSecond,
      secondsLeft: (size * epochs - rows) / rowsPerSecond,
    });
  };
}
