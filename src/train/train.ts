import { type Dataset, type Example, readDataset } from '../dataset/read.ts';
import { splitByGroup } from '../dataset/split.ts';
import { BelowTheLineError } from '../errors.ts';
import {
  HEAD_LABELS,
  type HeadManifest,
  type HeadName,
  type Model,
  parseModel,
  serializeModel,
  type Tensors,
} from '../model/format.ts';
import { forward, sigmoid } from '../model/forward.ts';
import { encode, type Head, predict, readHead } from '../model/head.ts';
import type { Backend } from './backend.ts';
import { abstentionCutoff, fitPlatt, fitVectorScaling } from './calibration.ts';
import { encodeSet } from './encoded.ts';
import { type Evaluation, evaluate, type Figures, MAIN_FIGURE } from './evaluate.ts';
import { type FitHooks, type Fitted, fitHead } from './fit.ts';
import { bestThreshold } from './metrics.ts';
import { quantizeRows } from './quantize.ts';
import { completeRecipe, type HeadRecipe } from './recipe.ts';

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
 * Trains one head on labelled rows, calibrates it, and gives a model that has the new head and the base's others. The
 * same files, recipe, seed and backend give the same bytes.
 * @throws BelowTheLineError `file` or `invalid-input` for data that cannot be read, `worse-model` when the held-out
 * figure falls below the base's and `force` is not set, `aborted` when the signal fires.
 */
export async function train(backend: Backend, head: HeadName, options: TrainOptions): Promise<Trained> {
  const { base, seed } = options;
  const recipe = completeRecipe(head, options.recipe);
  const data = await readDataset(head, recipe.data);
  const weighted = balance(weigh(data.examples, recipe), recipe.balance);
  const [rows = [], dev = []] =
    recipe.dev.length > 0
      ? [weighted, (await readDataset(head, recipe.dev)).examples]
      : splitByGroup(weighted, [1 - HELD_OUT, HELD_OUT], seed);
  const calibration = recipe.calibrate.length > 0 ? (await readDataset(head, recipe.calibrate)).examples : dev;
  for (const [what, set] of Object.entries({ 'train on': rows, 'measure on': dev, 'calibrate on': calibration })) {
    if (set.length === 0)
      throw new BelowTheLineError('invalid-input', `no rows are left to ${what}, expected at least 1`);
  }

  const sources = [...new Set(rows.map((example) => example.source))].sort();
  const set = encodeSet(head, rows, base.vocabulary, recipe.ngrams, sources);
  const fitted = await fitHead(
    backend,
    set,
    {
      ...recipe,
      loss: head === 'toxicity' ? 'sigmoid' : 'softmax',
      labels: HEAD_LABELS[head].length,
      buckets: recipe.ngrams.buckets,
      seed,
      sources: sources.length,
    },
    options,
  );

  const draft = await withHead(base, head, fitted, options.version, {
    labels: [...HEAD_LABELS[head]],
    ngrams: recipe.ngrams,
    dimensions: recipe.dimensions,
    hidden: recipe.hidden,
    calibration: { scale: HEAD_LABELS[head].map(() => 1), bias: HEAD_LABELS[head].map(() => 0) },
    thresholds: null,
    abstainBelow: null,
    training: { seed, backend: backend.name, epochs: recipe.epochs, files: [...data.files], figures: {} },
  });
  const calibrated = await withManifest(
    draft,
    head,
    calibrateHead(readHead(draft, head), balance(calibration, recipe.balance), recipe.calibrateSources),
  );
  const evaluation = evaluate(calibrated, head, dev);
  const before = base.manifest.heads[head] === undefined ? null : evaluate(base, head, dev);
  refuseWorse(head, evaluation, before, options.force ?? false);
  const { training } = calibrated.manifest.heads[head] as HeadManifest;
  const model = await withManifest(calibrated, head, { training: { ...training, figures: figuresOf(evaluation) } });
  return { model, data, evaluation, before };
}

function weigh(examples: readonly Example[], { sourceWeights, unclear }: ReturnType<typeof completeRecipe>): Example[] {
  return examples.flatMap((example) => {
    const weight = example.weight * (sourceWeights[example.source] ?? 1);
    const range = unclear[example.source];
    const first = example.targets[0] as number;
    if (weight === 0 || (range !== undefined && first >= range[0] && first <= range[1])) return [];
    return [{ ...example, weight }];
  });
}

/** Weighs labels that exclude each other by q^-exponent, keeping the mean weight. */
function balance(examples: readonly Example[], exponent: number): readonly Example[] {
  if (exponent === 0) return examples;
  const totals = new Map<number, number>();
  const labelOf = (example: Example) => example.targets.indexOf(1);
  for (const example of examples) totals.set(labelOf(example), (totals.get(labelOf(example)) ?? 0) + example.weight);
  const all = [...totals.values()].reduce((sum, total) => sum + total, 0);
  const factor = (example: Example) => ((totals.get(labelOf(example)) as number) / all) ** -exponent;
  const mean = examples.reduce((sum, example) => sum + example.weight * factor(example), 0) / all;
  return examples.map((example) => ({ ...example, weight: (example.weight * factor(example)) / mean }));
}

async function withHead(
  base: Model,
  head: HeadName,
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
    ...Object.fromEntries(
      fitted.layers.flatMap(({ weights, bias }, k) => [
        [`${head}.layer${k}.weights`, weights],
        [`${head}.layer${k}.bias`, bias],
      ]),
    ),
  };
  return assemble(base, version, { ...base.manifest.heads, [head]: manifest }, tensors);
}

async function withManifest(model: Model, head: HeadName, change: Partial<HeadManifest>): Promise<Model> {
  const heads = { ...model.manifest.heads, [head]: { ...(model.manifest.heads[head] as HeadManifest), ...change } };
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

function calibrateHead(head: Head, examples: readonly Example[], sources: readonly string[]): Partial<HeadManifest> {
  const { name, network, manifest } = head;
  const logits = examples.map(
    (example) => forward(network, encode(name, example, network.vocabulary, manifest.ngrams)).at(-1) as Float32Array,
  );
  if (name === 'toxicity') return calibrateAttributes(head, examples, logits, sources);
  const actual = examples.map((example) => example.targets.indexOf(1));
  const calibration = fitVectorScaling(
    logits,
    actual,
    examples.map((example) => example.weight),
  );
  const calibrated: Head = {
    ...head,
    manifest: { ...manifest, calibration: { scale: [...calibration.scale], bias: [...calibration.bias] } },
  };
  const answers = examples.map(
    (example) => predict(calibrated, encode(name, example, network.vocabulary, manifest.ngrams)).probabilities,
  );
  const confidences = answers.map((p) => Math.max(...p));
  const right = answers.map((p, i) => p.indexOf(confidences[i] as number) === actual[i]);
  return { calibration: calibrated.manifest.calibration, abstainBelow: abstentionCutoff(confidences, right) };
}

/** Fewer positives than this say too little about where the threshold of an attribute lies. */
const FEWEST_POSITIVES = 30;

/** Calibrates each attribute on the preferred sources, or on all where those hold too few positives. */
function calibrateAttributes(
  { manifest }: Head,
  examples: readonly Example[],
  logits: readonly Float32Array[],
  sources: readonly string[],
): Partial<HeadManifest> {
  const fits = manifest.labels.map((_, k) => {
    const known = examples.flatMap((example, i) => (Number.isNaN(example.targets[k]) ? [] : [i]));
    const preferred = known.filter((i) => sources.includes((examples[i] as Example).source));
    const isPositive = (i: number) => (examples[i]?.targets[k] as number) >= 0.5;
    const rows = preferred.filter(isPositive).length >= FEWEST_POSITIVES ? preferred : known;
    const raw = rows.map((i) => logits[i]?.[k] as number);
    const positives = rows.map(isPositive);
    const { scale, bias } = fitPlatt(raw, positives);
    const probabilities = raw.map((x) => sigmoid(scale * x + bias));
    const threshold = positives.includes(true) ? bestThreshold(probabilities, positives) : 0.5;
    return { scale, bias, threshold };
  });
  return {
    calibration: { scale: fits.map((f) => f.scale), bias: fits.map((f) => f.bias) },
    thresholds: fits.map((f) => f.threshold),
  };
}

/** Every figure that is defined, to four decimals: for the manifest and the model card. */
function figuresOf({ overall, bySource, controls }: Evaluation): HeadManifest['training']['figures'] {
  const sets = Object.entries({ all: overall, ...bySource, ...controls });
  const defined = (figures: Figures) =>
    Object.entries(figures).flatMap(([name, value]) =>
      Number.isFinite(value) ? [[name, Number(value.toFixed(4))]] : [],
    );
  return Object.fromEntries(sets.map(([set, figures]) => [set, Object.fromEntries(defined(figures))]));
}

function refuseWorse(head: HeadName, { overall }: Evaluation, before: Evaluation | null, force: boolean): void {
  const figure = MAIN_FIGURE[head];
  const [now, then] = [overall[figure], before?.overall[figure]];
  if (force || now === undefined || then === undefined || !(now < then)) return;
  throw new BelowTheLineError(
    'worse-model',
    `the new ${head} head has ${figure} ${now.toFixed(4)} on the held-out rows, the model it would replace ${then.toFixed(4)}; nothing was written (--force writes it all the same)`,
  );
}
