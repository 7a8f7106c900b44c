import type { Example } from '../../dataset/rows/examples.ts';
import { encode } from '../../lexical/features/encode.ts';
import { convolutionSizes, readHead } from '../../lexical/head.ts';
import type { Model } from '../../lexical/model.ts';
import { createForward } from '../../lexical/network/reference/forward.ts';
import { sigmoid } from '../../scoring/calibration.ts';
import { TASK_LABELS, type Task } from '../../tasks.ts';
import type { Backend } from '../backend.ts';
import { rateOffsets } from '../retrain/offsets.ts';
import { between, shareOfNew } from '../retrain/prior.ts';
import { encodeSet } from './encoded.ts';
import { type FitHooks, type Fitted, fitHead } from './fit.ts';
import { obfuscatedCopies } from './obfuscate.ts';
import type { CompleteRecipe } from './recipe.ts';
import { balance } from './weights.ts';
import { weightsOf, withHead } from './with-head.ts';

/** What a head is learnt on with. */
export interface LearnOnOptions extends Pick<FitHooks, 'signal'> {
  readonly recipe: CompleteRecipe;
  readonly version: string;
  readonly seed: number;
}

/**
 * Returns what learns a head of a model on from what it is: on new rows, at the rate at which their labels come, and as far as
 * there are rows to go by. Probabilities and thresholds stay; attributes that no row knows are held to what the model says of
 * the rows.
 */
export function learnOn(backend: Backend, task: Task, base: Model, options: LearnOnOptions) {
  const { recipe, version, seed, signal } = options;
  const head = readHead(base, task);
  const start = weightsOf(head);
  const loss = task === 'toxicity' ? ('sigmoid' as const) : ('softmax' as const);
  const labels = TASK_LABELS[task].length;
  const forward = createForward(head.network);
  const logitsOf = (rows: readonly Example[]) => rows.map((row) => forward(encode(task, row, base.vocabulary)).logits);

  return async (rows: readonly Example[], onProgress?: FitHooks['onProgress']): Promise<Model> => {
    const weighed = balance(task, rows, recipe.balance);
    const learnt = [...weighed, ...(task === 'toxicity' ? obfuscatedCopies(weighed, recipe.disguised, seed) : [])];
    const said = logitsOf(learnt);
    const filled = learnt.map((row, i) => ({
      ...row,
      labels: row.labels.map((x, k) => (Number.isNaN(x) ? sigmoid(said[i]![k]!) : x)),
    }));
    const sources = [...new Set(learnt.map(({ source }) => source))].sort();
    const offsets = sources.flatMap((source) => {
      const own = filled.flatMap((row, i) => (row.source === source ? [i] : []));
      return [...rateOffsets(loss, { logits: own.map((i) => said[i]!), labels: own.map((i) => filled[i]!.labels) })];
    });
    const set = encodeSet(task, filled, base.vocabulary, recipe.ngrams, sources);
    const settings = {
      ...{ ...recipe, loss, labels, seed, buckets: recipe.ngrams.buckets, sources: sources.length },
      convolution: convolutionSizes(task, recipe),
    };
    const from = { ...start, offsets: Float32Array.from(offsets) };
    const fitted = await fitHead(backend, set, base.vocabulary, settings, from, { signal, onProgress });
    const { training, ...described } = head.manifest;
    return withHead(base, task, weightsBetween(start, fitted, shareOfNew(rows.length)), version, {
      ...described,
      training: { ...training, seed, backend: backend.name, epochs: recipe.epochs },
    });
  };
}

function weightsBetween(before: Fitted, after: Fitted, share: number): Fitted {
  return {
    table: between(before.table, after.table, share),
    filters: {
      weights: between(before.filters.weights, after.filters.weights, share),
      bias: between(before.filters.bias, after.filters.bias, share),
    },
    layers: before.layers.map((layer, k) => ({
      ...layer,
      weights: between(layer.weights, after.layers[k]!.weights, share),
      bias: between(layer.bias, after.layers[k]!.bias, share),
    })),
  };
}
