import { type Dataset, readDataset } from '../../dataset/rows/examples.ts';
import type { EncoderFile } from '../../encoder/source.ts';
import { BelowTheLineError } from '../../errors.ts';
import { type Evaluation, measureAttributes, measureLabels } from '../../evaluate/evaluate.ts';
import { figuresOf, groupsOf } from '../../evaluate/figure-table.ts';
import type { HeadManifest } from '../../lexical/manifest.ts';
import type { Model } from '../../lexical/model.ts';
import type { Task } from '../../tasks.ts';
import type { Backend } from '../backend.ts';
import { type Candidate, createMeasure } from '../retrain/candidate.ts';
import { readGuard } from '../retrain/guard.ts';
import { type RetrainReport, retrain } from '../retrain/retrain.ts';
import { verdictOf } from '../retrain/verdict.ts';
import type { Progress } from './fit.ts';
import { readRows, trainFromScratch } from './from-scratch.ts';
import { learnOn } from './learn-on.ts';
import type { TrainOptions } from './options.ts';
import { completeRecipe } from './recipe.ts';
import { weigh } from './weights.ts';
import { withManifest } from './with-head.ts';

export type { TrainOptions } from './options.ts';

/** A trained model, the data it learnt from, and figures of the new head and the one it replaces. */
export interface Trained {
  readonly model: Model;
  /** The encoder that was given, calibrated anew where that was asked for; null where none was given. */
  readonly encoder: EncoderFile | null;
  readonly data: Dataset;
  /** Figures on rows by models that have not learnt from them. */
  readonly evaluation: Evaluation;
  /** The base's figures on the same rows; null when it has no such head. */
  readonly before: Evaluation | null;
  /** How it was measured, and what that gave; null for a head from random weights. */
  readonly report: RetrainReport | null;
}

/**
 * Trains one head on labelled rows, and returns a model that has the new head and the base's others: on from the base's head,
 * whose probabilities and thresholds stay unless the recipe names rows to calibrate on; or, where the recipe says so or the
 * base has none, from random weights. The same files, recipe, seed and backend give the same bytes.
 * @throws BelowTheLineError `file` or `invalid-input` for data that cannot be read or says too little, `worse-model` when
 * the new head is worse on rows of its own or on those of the package, neither where `force` is set, `aborted` when the
 * signal fires.
 */
export async function train(backend: Backend, task: Task, options: TrainOptions): Promise<Trained> {
  const replaced = options.base.manifest.heads[task];
  return options.recipe.from !== 'scratch' && replaced !== undefined
    ? retrainHead(backend, task, replaced, options)
    : trainAnew(backend, task, options);
}

async function retrainHead(
  backend: Backend,
  task: Task,
  replaced: HeadManifest,
  options: TrainOptions,
): Promise<Trained> {
  const { base, encoder = null, version, seed, guard, force = false, onProgress, signal } = options;
  const { ngrams, dimensions, hidden, convolution } = replaced;
  // Weights that are learnt on from fit no other sizes.
  const recipe = {
    ...completeRecipe(task, { ...options.recipe, from: 'base' }),
    ngrams,
    dimensions,
    hidden,
    convolution,
  };
  const data = await readRows(task, recipe);
  options.onData?.(data);
  const rowsOf = async (files: readonly string[]) =>
    files.length === 0 ? null : (await readDataset(task, files)).examples;
  const retrained = await retrain(
    task,
    () => {
      const learn = learnOn(backend, task, base, { recipe, version, seed, signal });
      return async (rows, step) => {
        const told = onProgress && ((progress: Progress) => onProgress({ ...progress, ...step }));
        return { model: await learn(rows, told), encoder };
      };
    },
    {
      base: { model: base, encoder },
      data: { ...data, examples: weigh(data.examples, recipe) },
      dev: await rowsOf(recipe.dev),
      calibrate: await rowsOf(recipe.calibrate),
      guard: await readGuard(task, guard),
      ...{ seed, force },
    },
  );
  const { candidate, evaluation, before, report } = retrained;
  const { training } = candidate.model.manifest.heads[task]!;
  const model = await withManifest(candidate.model, task, {
    training: {
      ...training,
      files: [...training.files, ...data.files],
      figures: figuresOf(evaluation),
      groups: groupsOf(evaluation),
      retrained: {
        from: base.manifest.version,
        files: [...data.files],
        measuredBy: report.measuredBy,
        overruled: [...report.overruled],
      },
    },
  });
  return { model, encoder: candidate.encoder, data, evaluation, before, report };
}

async function trainAnew(backend: Backend, task: Task, options: TrainOptions): Promise<Trained> {
  const { base, encoder = null, guard, force = false } = options;
  const { model, data, held, evaluation } = await trainFromScratch(backend, task, options);
  if (base.manifest.heads[task] === undefined) return { model, encoder, data, evaluation, before: null, report: null };
  const [old, made]: Candidate[] = [
    { model: base, encoder },
    { model, encoder },
  ] as const;
  const measure = createMeasure(old!);
  const sides = (rows: typeof held) => ({
    task,
    before: { decision: measure.decision(old!, task), rows: measure.predict(old!, task, rows) },
    after: { decision: measure.decision(made!, task), rows: measure.predict(made!, task, rows) },
  });
  const own = sides(held);
  const before =
    task === 'toxicity'
      ? measureAttributes(own.before.decision, own.before.rows)
      : measureLabels(task, own.before.decision, { all: own.before.rows, controls: {} });
  if (!force) {
    const { against } = verdictOf({
      own,
      guard: sides(await readGuard(task, guard)),
      learnt: [0],
      isCalibrated: false,
    });
    if (against.length > 0)
      throw new BelowTheLineError(
        'worse-model',
        `${against.join('; ')}; nothing was written (--force writes it all the same)`,
      );
  }
  return { model, encoder, data, evaluation, before, report: null };
}
