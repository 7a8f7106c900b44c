import { seededRandom, shuffle } from '../../dataset/random.ts';
import { BelowTheLineError } from '../../errors.ts';
import type { ConvolutionSizes, DenseLayer } from '../../lexical/network/network.ts';
import { addMean } from '../../lexical/network/table.ts';
import type { Vocabulary } from '../../text/lexicon.ts';
import type { Backend } from '../backend.ts';
import { type Batch, createVariables, type DenseOptions, denseStep, exportLayers } from './dense.ts';
import type { EncodedSet } from './encoded.ts';
import { createFilters, type FilterWeights } from './filters.ts';
import { adagradStep, createTable, resumeTable, type SparseTable } from './sparse.ts';

/** Sizes of a head, and settings of training it. */
export interface FitOptions extends DenseOptions {
  readonly buckets: number;
  readonly dimensions: number;
  readonly hidden: readonly number[];
  readonly epochs: number;
  /** Examples per step. */
  readonly batch: number;
  /** Step sizes: of the n-gram table (Adagrad) and of the dense layers (Adam); both fall to a tenth along a cosine. */
  readonly tableRate: number;
  readonly denseRate: number;
  /** Share of n-grams left out at random while training. */
  readonly ngramDropout: number;
  readonly convolution: ConvolutionSizes;
  /** Share of words that the filters do not see, at random, while training. */
  readonly wordDropout: number;
  /** Epochs without a better score after which training stops and returns its best; 0 for all epochs. */
  readonly patience: number;
}

/** Progress of training, after a step. */
export interface Progress {
  /** Which of several trainings this is, from 1, and how many there are: to measure one takes others. */
  readonly fit: number;
  readonly fits: number;
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

/** Weights of a trained head, in float32. */
export interface Fitted {
  readonly table: Float32Array;
  readonly filters: FilterWeights;
  readonly layers: readonly DenseLayer[];
}

/** Weights to learn on from. */
export interface Start extends Fitted {
  /**
   * By source, what is added to each logit at first, (sources, labels): it is learnt on, and not kept. How often a label comes
   * among new rows is not what the weights should learn.
   */
  readonly offsets: Float32Array;
}

/** Callbacks of training, and the signal that stops it. */
export interface FitHooks {
  /** Scores the weights after an epoch, higher for better; asked only where there is patience. */
  readonly validate?: ((fitted: Fitted) => number) | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains one head. Each step pools the rows of its examples' n-grams here, lets TensorFlow.js run and differentiate the
 * dense network, and scatters the gradient with respect to the pooled input back into the rows. A bias per source
 * absorbs what sources disagree on (how much of what they hold is toxic); of random weights the mean of it stays afterwards.
 * @param start weights to learn on from; null for random ones
 * @throws BelowTheLineError `aborted` when the signal fires, `invalid-input` when the weights run away.
 */
export async function fitHead(
  { tf }: Backend,
  set: EncodedSet,
  vocabulary: Vocabulary,
  options: FitOptions,
  start: Start | null = null,
  hooks: FitHooks = {},
): Promise<Fitted> {
  const random = seededRandom(options.seed);
  const sparse =
    start === null
      ? createTable(options.buckets, options.dimensions, random)
      : resumeTable(start.table, options.dimensions);
  const pooledWidth = set.ids.length * options.dimensions;
  const filters = createFilters(
    tf,
    set,
    sparse,
    vocabulary,
    { ...options.convolution, rate: options.denseRate, decay: options.decay, dropout: options.wordDropout },
    start?.filters ?? null,
    random,
  );
  const widths = [pooledWidth + set.fixedWidth + filters.outputs, ...options.hidden, options.labels];
  const variables = createVariables(tf, widths, options.sources, start, random);
  const optimizer = tf.train.adam(options.denseRate);
  const order = Uint32Array.from({ length: set.size }, (_, i) => i);
  const steps = options.epochs * Math.ceil(set.size / options.batch);
  const report = progressReporter(set.size, options.epochs, hooks.onProgress);
  const best = bestEpoch(options.patience, hooks.validate);
  const layers = () => exportLayers(variables, widths, start === null ? set.sources : new Int32Array(0));
  let step = 0;
  try {
    for (let epoch = 1; epoch <= options.epochs; epoch++) {
      shuffle(order, random);
      for (let from = 0; from < set.size; from += options.batch) {
        if (hooks.signal?.aborted) throw new BelowTheLineError('aborted', 'training was stopped; nothing was written');
        const decay = 0.55 + 0.45 * Math.cos((Math.PI * step) / steps);
        (optimizer as unknown as { learningRate: number }).learningRate = options.denseRate * decay;
        const examples = order.subarray(from, from + options.batch);
        const batch = { ...gather(set, examples, sparse, options, random), found: filters.run(examples) };
        const { loss, ofPooled, ofFound } = denseStep(tf, optimizer, variables, set, batch, options, step);
        if (!Number.isFinite(loss)) throw runaway(step, loss);
        scatter(batch, ofPooled, sparse, options.tableRate * decay);
        filters.learn(ofFound, options.tableRate, decay);
        report(epoch, batch.size, loss);
        step++;
        // Lets signals and timers through.
        if (step % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      const fitted = () => ({ table: sparse.table.values.slice(), filters: filters.export(), layers: layers() });
      if (best.isLast(epoch, fitted)) break;
    }
    return best.fitted ?? { table: sparse.table.values, filters: filters.export(), layers: layers() };
  } finally {
    filters.dispose();
    for (const variable of variables) variable.dispose();
    optimizer.dispose();
  }
}

const runaway = (step: number, loss: number) =>
  new BelowTheLineError(
    'invalid-input',
    `training runs away: the loss is ${loss} at step ${step + 1}, expected a finite number; smaller rates or weights of rows help`,
  );

/** Keeps the weights of the best epoch so far and says when to stop. */
function bestEpoch(patience: number, validate: FitHooks['validate']) {
  let [score, at] = [Number.NEGATIVE_INFINITY, 0];
  const best = {
    fitted: null as Fitted | null,
    isLast(epoch: number, fitted: () => Fitted): boolean {
      if (patience === 0 || validate === undefined) return false;
      const candidate = fitted();
      const reached = validate(candidate);
      if (reached > score) {
        [score, at] = [reached, epoch];
        best.fitted = candidate;
      }
      return epoch - at >= patience;
    },
  };
  return best;
}

function gather(
  set: EncodedSet,
  examples: Uint32Array,
  sparse: SparseTable,
  options: FitOptions,
  random: () => number,
): Omit<Batch, 'found'> {
  const pooledWidth = set.ids.length * options.dimensions;
  const pooled = new Float32Array(examples.length * pooledWidth);
  const kept = Array.from(examples, (example, b) =>
    set.ids.map((ids, p) => {
      const starts = set.starts[p]!;
      const all = ids.subarray(starts[example], starts[example + 1]);
      const some = options.ngramDropout > 0 ? all.filter(() => random() >= options.ngramDropout) : all;
      addMean(sparse.table, some, pooled, b * pooledWidth + p * options.dimensions);
      return some;
    }),
  );
  return { size: examples.length, examples, kept, pooled };
}

/**
 * Carries the gradient back into the rows of every pool of every example. Adagrad makes the step independent of the
 * loss's scale.
 */
function scatter({ kept, size }: Batch, gradient: Float32Array, sparse: SparseTable, rate: number): void {
  const { dimensions } = sparse.table;
  const width = gradient.length / size;
  for (const [b, pools] of kept.entries()) {
    for (const [p, ids] of pools.entries()) adagradStep(sparse, ids, gradient, b * width + p * dimensions, rate);
  }
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
      ...{ fit: 1, fits: 1 },
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
