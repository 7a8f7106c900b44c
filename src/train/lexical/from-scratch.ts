import { readEmotions } from '../../dataset/rows/emotions.ts';
import { type Dataset, type Example, labelIndex, readDataset } from '../../dataset/rows/examples.ts';
import { splitByGroup } from '../../dataset/split.ts';
import { BelowTheLineError } from '../../errors.ts';
import { type Evaluation, evaluate } from '../../evaluate/evaluate.ts';
import { figuresOf, groupsOf } from '../../evaluate/figure-table.ts';
import { macroF1, rocAuc } from '../../evaluate/metrics.ts';
import { createPredictor } from '../../evaluate/predictor.ts';
import { encode } from '../../lexical/features/encode.ts';
import { convolutionSizes, readHead } from '../../lexical/head.ts';
import type { Model } from '../../lexical/model.ts';
import { createForward } from '../../lexical/network/reference/forward.ts';
import { createLexicalScorer } from '../../lexical/scorer.ts';
import { TASK_LABELS, type Task } from '../../tasks.ts';
import type { Backend } from '../backend.ts';
import { calibrateHead } from './calibrate.ts';
import { encodeSet } from './encoded.ts';
import { type Fitted, fitHead } from './fit.ts';
import { withImpliedLabels } from './imply-labels.ts';
import { obfuscatedCopies } from './obfuscate.ts';
import type { TrainOptions } from './options.ts';
import { type CompleteRecipe, completeRecipe } from './recipe.ts';
import { balance, weigh } from './weights.ts';
import { withHead, withManifest } from './with-head.ts';

/** A head that was trained from random weights, in its model. */
export interface FromScratch {
  readonly model: Model;
  readonly data: Dataset;
  /** The rows that were held out from training. */
  readonly held: readonly Example[];
  /** Figures on these. */
  readonly evaluation: Evaluation;
}

/** Rows held out when no files are given to measure on. */
const HELD_OUT = 0.1;

/**
 * Trains one head from random weights on the rows of a recipe, calibrates and measures it.
 * @throws BelowTheLineError `file` or `invalid-input` for data that cannot be read, `aborted` when the signal fires.
 */
export async function trainFromScratch(backend: Backend, head: Task, options: TrainOptions): Promise<FromScratch> {
  const { base, seed } = options;
  const recipe = completeRecipe(head, { ...options.recipe, from: 'scratch' });
  const data = await readRows(head, recipe);
  options.onData?.(data);
  const weighted = balance(head, weigh(data.examples, recipe), recipe.balance);
  const [rows = [], dev = []] =
    recipe.dev.length > 0
      ? [weighted, (await readDataset(head, recipe.dev)).examples]
      : splitByGroup(weighted, [1 - HELD_OUT, HELD_OUT], seed);
  const calibration = recipe.calibrate.length > 0 ? (await readDataset(head, recipe.calibrate)).examples : dev;
  for (const [what, set] of Object.entries({ 'train on': rows, 'measure on': dev, 'calibrate on': calibration })) {
    if (set.length === 0)
      throw new BelowTheLineError('invalid-input', `no rows are left to ${what}, expected at least 1`);
  }

  const known = head === 'toxicity' ? withImpliedLabels(rows) : rows;
  const learnt = head === 'toxicity' ? [...known, ...obfuscatedCopies(known, recipe.disguised, seed)] : known;
  const sources = [...new Set(rows.map((example) => example.source))].sort();
  const set = encodeSet(head, learnt, base.vocabulary, recipe.ngrams, sources);
  const validate = validator(head, base, recipe, dev);
  const settings = {
    ...recipe,
    loss: head === 'toxicity' ? ('sigmoid' as const) : ('softmax' as const),
    labels: TASK_LABELS[head].length,
    buckets: recipe.ngrams.buckets,
    seed,
    sources: sources.length,
    convolution: convolutionSizes(head, recipe),
  };
  const fitted = await fitHead(backend, set, base.vocabulary, settings, null, { ...options, validate });

  const draft = await withHead(base, head, fitted, options.version, {
    labels: [...TASK_LABELS[head]],
    ngrams: recipe.ngrams,
    dimensions: recipe.dimensions,
    hidden: recipe.hidden,
    convolution: recipe.convolution,
    calibration: { scale: TASK_LABELS[head].map(() => 1), bias: TASK_LABELS[head].map(() => 0) },
    thresholds: null,
    uncertain: null,
    abstainBelow: null,
    training: { seed, backend: backend.name, epochs: recipe.epochs, files: [...data.files], figures: {}, groups: {} },
  });
  const calibrated = await withManifest(
    draft,
    head,
    calibrateHead(readHead(draft, head), balance(head, calibration, recipe.balance), recipe.calibrateSources),
  );
  const evaluation = await evaluate(createPredictor(createLexicalScorer(calibrated)), head, dev);
  const { training } = calibrated.manifest.heads[head]!;
  const measured = { figures: figuresOf(evaluation), groups: groupsOf(evaluation) };
  const model = await withManifest(calibrated, head, { training: { ...training, ...measured } });
  return { model, data, held: dev, evaluation };
}

/** Reads the rows that a recipe names, those that a model labelled and remarks with emotions among them. */
export async function readRows(head: Task, { data, taught, emotions }: CompleteRecipe): Promise<Dataset> {
  const rows = await readDataset(head, [...data, ...taught]);
  if (head === 'toxicity' || emotions.length === 0) return rows;
  const remarks = await readEmotions(head, emotions);
  return {
    examples: [...rows.examples, ...remarks.examples],
    files: [...rows.files, ...remarks.files],
    badRows: [...rows.badRows, ...remarks.badRows],
  };
}

/**
 * Returns a function that scores weights in training by the main figure on the rows measured on, thresholds and
 * calibration left aside.
 */
function validator(head: Task, { vocabulary }: Model, recipe: CompleteRecipe, dev: readonly Example[]) {
  return ({ table, filters, layers }: Fitted): number => {
    const forward = createForward({
      vocabulary,
      table: { dimensions: recipe.dimensions, values: table, scales: null },
      convolution: { ...convolutionSizes(head, recipe), ...filters },
      layers,
      ngrams: recipe.ngrams,
    });
    const logits = dev.map((example) => forward(encode(head, example, vocabulary)).logits);
    if (head === 'toxicity') {
      const known = dev.flatMap(({ labels }, i) => (Number.isNaN(labels[0]) ? [] : [i]));
      const positives = known.map((i) => dev[i]!.labels[0]! >= 0.5);
      return rocAuc(
        known.map((i) => logits[i]![0]!),
        positives,
      );
    }
    const predicted = logits.map((row) => row.indexOf(Math.max(...row)));
    return macroF1(predicted, dev.map(labelIndex), TASK_LABELS[head].length);
  };
}
