import type { Tensors } from '../../artifact/tensors.ts';
import { readEmotions } from '../../dataset/rows/emotions.ts';
import { type Dataset, type Example, labelIndex, readDataset } from '../../dataset/rows/examples.ts';
import { splitByGroup } from '../../dataset/split.ts';
import { BelowTheLineError } from '../../errors.ts';
import { type Evaluation, evaluate } from '../../evaluate/evaluate.ts';
import { figuresOf, groupsOf } from '../../evaluate/figure-table.ts';
import { macroF1, rocAuc } from '../../evaluate/metrics.ts';
import { createPredictor } from '../../evaluate/predictor.ts';
import { encode } from '../../lexical/features/encode.ts';
import { convolutionSizes, type Head, readHead } from '../../lexical/head.ts';
import type { HeadManifest } from '../../lexical/manifest.ts';
import { type Model, parseModel, serializeModel } from '../../lexical/model.ts';
import { createForward } from '../../lexical/network/reference/forward.ts';
import { createLexicalScorer } from '../../lexical/scorer.ts';
import { TASK_LABELS, type Task } from '../../tasks.ts';
import type { Backend } from '../backend.ts';
import { refuseWorse } from '../refuse-worse.ts';
import { calibrateHead } from './calibrate.ts';
import { encodeSet } from './encoded.ts';
import { type FitHooks, type Fitted, fitHead } from './fit.ts';
import { withImpliedLabels } from './imply-labels.ts';
import { obfuscatedCopies } from './obfuscate.ts';
import { quantizeRows } from './quantize.ts';
import { type CompleteRecipe, completeRecipe, type HeadRecipe } from './recipe.ts';
import { balance, weigh } from './weights.ts';

/** Recipe, base and version of a head to train. */
export interface TrainOptions extends FitHooks {
  /** The model whose vocabulary is used and whose other heads are kept. */
  readonly base: Model;
  readonly recipe: HeadRecipe;
  /** Version of the resulting model. */
  readonly version: string;
  readonly seed: number;
  /** Give the model even where it is worse than the base on the held-out rows. */
  readonly force?: boolean | undefined;
}

/** A trained model, the data it learnt from, and figures of the new head and the one it replaces. */
export interface Trained {
  readonly model: Model;
  readonly data: Dataset;
  /** Figures on the rows held out from training. */
  readonly evaluation: Evaluation;
  /** The base's figures on the same rows; null when it has no such head. */
  readonly before: Evaluation | null;
}

/** Rows held out when no files are given to measure on. */
const HELD_OUT = 0.1;

/**
 * Trains one head on labelled rows, calibrates it, and returns a model that has the new head and the base's others. The
 * same files, recipe, seed and backend give the same bytes.
 * @throws BelowTheLineError `file` or `invalid-input` for data that cannot be read, `worse-model` when the held-out
 * figure falls below the base's and `force` is not set, `aborted` when the signal fires.
 */
export async function train(backend: Backend, head: Task, options: TrainOptions): Promise<Trained> {
  const { base, seed } = options;
  const replaced = base.manifest.heads[head];
  const resumes = options.recipe.from === 'base' && replaced !== undefined;
  const recipe = { ...completeRecipe(head, options.recipe), ...(resumes ? sizesOf(replaced) : {}) };
  const data = await readRows(head, recipe);
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
  const start = resumes ? weightsOf(readHead(base, head)) : null;
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
  const fitted = await fitHead(backend, set, base.vocabulary, settings, start, { ...options, validate });

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
  const measure = (model: Model) => evaluate(createPredictor(createLexicalScorer(model)), head, dev);
  const evaluation = await measure(calibrated);
  const before = replaced === undefined ? null : await measure(base);
  refuseWorse(head, evaluation, before, options.force ?? false);
  const { training } = calibrated.manifest.heads[head]!;
  const measured = { figures: figuresOf(evaluation), groups: groupsOf(evaluation) };
  const model = await withManifest(calibrated, head, { training: { ...training, ...measured } });
  return { model, data, evaluation, before };
}

/** Reads the rows that a recipe names, those that a model labelled and remarks with emotions among them. */
async function readRows(head: Task, { data, taught, emotions }: CompleteRecipe): Promise<Dataset> {
  const rows = await readDataset(head, [...data, ...taught]);
  if (head === 'toxicity' || emotions.length === 0) return rows;
  const remarks = await readEmotions(head, emotions);
  return {
    examples: [...rows.examples, ...remarks.examples],
    files: [...rows.files, ...remarks.files],
    badRows: [...rows.badRows, ...remarks.badRows],
  };
}

/** Returns the sizes of a head that is learnt on from: its weights fit no others. */
function sizesOf({
  ngrams,
  dimensions,
  hidden,
  convolution,
}: HeadManifest): Pick<CompleteRecipe, 'ngrams' | 'dimensions' | 'hidden' | 'convolution'> {
  return { ngrams, dimensions, hidden, convolution };
}

/** Returns the weights of a head in float32, to learn on from. */
function weightsOf({ network: { table, layers, convolution } }: Head): Fitted {
  const { dimensions, values, scales } = table;
  return {
    table: Float32Array.from(values, (value, i) => value * (scales?.[Math.floor(i / dimensions)] ?? 1)),
    filters: convolution,
    layers,
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

async function withHead(
  base: Model,
  head: Task,
  fitted: Fitted,
  version: string,
  manifest: HeadManifest,
): Promise<Model> {
  const others = Object.entries(base.tensors).filter(([name]) => !name.startsWith(`${head}.`));
  const { values, scales } = quantizeRows(fitted.table, manifest.dimensions);
  const tensors: Tensors = {
    ...Object.fromEntries(others),
    [`${head}.ngrams.values`]: values,
    [`${head}.ngrams.scales`]: scales,
    [`${head}.filters.weights`]: fitted.filters.weights,
    [`${head}.filters.bias`]: fitted.filters.bias,
    ...Object.fromEntries(
      fitted.layers.flatMap(({ weights, bias }, k) => [
        [`${head}.layer${k}.weights`, weights],
        [`${head}.layer${k}.bias`, bias],
      ]),
    ),
  };
  return assemble(base, version, { ...base.manifest.heads, [head]: manifest }, tensors);
}

async function withManifest(model: Model, head: Task, change: Partial<HeadManifest>): Promise<Model> {
  const heads = { ...model.manifest.heads, [head]: { ...model.manifest.heads[head]!, ...change } };
  return assemble(model, model.manifest.version, heads, model.tensors);
}

/** Writes the model to bytes and reads it back: what is measured is what is served. */
async function assemble(
  { manifest }: Model,
  version: string,
  heads: Model['manifest']['heads'],
  tensors: Tensors,
): Promise<Model> {
  const metadata = { version, language: manifest.language, heads, vectorSource: manifest.vectors.source };
  return parseModel(await serializeModel(metadata, tensors));
}
