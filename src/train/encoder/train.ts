import { hashOf } from '../../artifact/files.ts';
import { type Dataset, type Example, readDataset } from '../../dataset/rows/examples.ts';
import { splitByGroup } from '../../dataset/split.ts';
import { type LinearHead, logitsOf } from '../../encoder/heads.ts';
import type { EncoderHead, EncoderToxicity } from '../../encoder/manifest.ts';
import { parseEncoder } from '../../encoder/model.ts';
import type { EncoderFile } from '../../encoder/source.ts';
import { BelowTheLineError } from '../../errors.ts';
import { type Evaluation, measureAttributes, measureLabels } from '../../evaluate/evaluate.ts';
import { figuresOf } from '../../evaluate/figure-table.ts';
import type { OnRow } from '../../evaluate/predictions.ts';
import type { LexicalScorer } from '../../lexical/scorer.ts';
import { attributeProbabilities } from '../../scoring/calibration.ts';
import { mixLogits } from '../../scoring/pool.ts';
import type { PairTask, Task } from '../../tasks.ts';
import type { Backend } from '../backend.ts';
import { refuseWorse } from '../refuse-worse.ts';
import { calibratePool } from './calibrate.ts';
import { featuresOf, lexicalOpinions, pooled } from './example-scores.ts';
import { type FeatureRow, fitLinear } from './fit.ts';

/** Settings of training a head of the encoder. */
export interface EncoderTrainOptions {
  /** Labelled rows to learn from. */
  readonly data: readonly string[];
  /** Rows to measure on. Default: a tenth of the data, by group. */
  readonly dev?: readonly string[] | undefined;
  readonly seed: number;
  readonly epochs?: number | undefined;
  /** Give the head even where it is worse than the one it would replace. */
  readonly force?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onRow?: OnRow | undefined;
}

/** A trained head in the encoder that it belongs to, and its figures before and after. */
export interface TrainedEncoderHead {
  readonly encoder: EncoderFile;
  readonly data: Dataset;
  /** Figures on the rows held out from training. */
  readonly evaluation: Evaluation;
  readonly before: Evaluation;
}

/** Shares of the data that stop and calibrate the training, and that it is measured on. */
const KEPT_APART = 0.1;
const MAX_EPOCHS = 40;

/**
 * Learns one head on from the model's own on labelled rows; the encoder stays as it is and reads every row once. The same
 * files, seed and backend give the same bytes.
 * @throws BelowTheLineError `file` or `invalid-input` for data that cannot be read, `worse-model` when the held-out
 * macro-F1 falls below the present head's and `force` is not set, `aborted` when the signal fires.
 */
export async function trainEncoderHead(
  backend: Backend,
  file: EncoderFile,
  lexical: LexicalScorer,
  name: Task,
  options: EncoderTrainOptions,
): Promise<TrainedEncoderHead> {
  const { seed, epochs = MAX_EPOCHS, force = false, signal, onRow } = options;
  const model = parseEncoder(file.manifest, file.bytes);
  const data = await readDataset(name, options.data);
  const { rows, validation, held } = await split(name, data.examples, options);
  const onFeatures = () => {
    if (signal?.aborted) throw new BelowTheLineError('aborted', 'training was stopped; nothing was written');
    onRow?.();
  };
  const read = (examples: readonly Example[]) => featuresOf(model, name, examples, onFeatures);
  const [learnt, kept, measured] = [await read(rows), await read(validation), await read(held)];
  const fitted = await fitLinear(backend, model.heads[name], toRows(rows, learnt), toRows(validation, kept), {
    loss: name === 'toxicity' ? 'sigmoid' : 'softmax',
    ...{ seed, epochs, signal },
  });
  const measuredRows = { examples: held, features: measured, lexical: lexicalOpinions(lexical, name, held) };
  const retrained = { seed, epochs: fitted.epoch, files: [...data.files] };
  const { evaluation, before, changed } =
    name === 'toxicity'
      ? measureToxicity(file.manifest.heads.toxicity, model.heads.toxicity, fitted.head, measuredRows)
      : measurePair(name, file.manifest.heads[name], model.heads[name], fitted.head, measuredRows, {
          examples: validation,
          features: kept,
          lexical: lexicalOpinions(lexical, name, validation),
        });
  refuseWorse(name, evaluation, before, force);
  const described = { ...changed, figures: figuresOf(evaluation), retrained };
  return { encoder: await withHead(file, name, fitted.head, described), data, evaluation, before };
}

/** Rows with the encoder's features and the lexical scorer's probabilities. */
interface ReadRows {
  readonly examples: readonly Example[];
  readonly features: readonly Float32Array[];
  readonly lexical: readonly Float32Array[];
}

/** Measures a head of stance or reply before and after, each pooled as rows that it has not learnt from say. */
function measurePair(
  name: PairTask,
  old: EncoderHead,
  before: LinearHead,
  after: LinearHead,
  { examples, features, lexical }: ReadRows,
  apart: ReadRows,
) {
  const logits = apart.features.map((row) => logitsOf(after, row));
  const changed = { ...old, ...calibratePool({ ...apart, logits }), cascade: [] };
  const measure = (head: LinearHead, pooling: EncoderHead) => {
    const scored = features.map((row) => logitsOf(head, row));
    const decision = { ...pooling, thresholds: null };
    return measureLabels(name, decision, { all: pooled(examples, lexical, scored, pooling), controls: {} });
  };
  return { evaluation: measure(after, changed), before: measure(before, old), changed };
}

/** Measures a head of toxicity before and after: how it is pooled, calibrated and decided stays as it was. */
function measureToxicity(
  described: EncoderToxicity,
  before: LinearHead,
  after: LinearHead,
  { examples, features, lexical }: ReadRows,
) {
  const measure = (head: LinearHead) =>
    measureAttributes(
      { ...described, abstainBelow: null },
      features.map((row, i) => {
        const mixed = mixLogits(lexical[i]!, logitsOf(head, row), described.weight);
        return { example: examples[i]!, probabilities: attributeProbabilities(mixed, described.calibration) };
      }),
    );
  return { evaluation: measure(after), before: measure(before), changed: described };
}

/** Returns an encoder's file with another head in the place of one: all else of it stays as it is. */
async function withHead(
  { manifest, bytes: before }: EncoderFile,
  name: Task,
  head: LinearHead,
  described: EncoderHead | EncoderToxicity,
): Promise<EncoderFile> {
  const bytes = before.slice();
  for (const part of ['weights', 'bias'] as const) {
    const { offset } = manifest.tensors[`${name}.${part}`]!;
    bytes.set(new Uint8Array(head[part].buffer, head[part].byteOffset, head[part].byteLength), offset);
  }
  const file = { ...manifest.file, sha256: await hashOf(bytes) };
  return { bytes, manifest: { ...manifest, file, heads: { ...manifest.heads, [name]: described } } };
}

/** Rows to learn from, to stop and calibrate by, and to measure on. Where there are too few groups the last two are one. */
async function split(name: Task, examples: readonly Example[], { dev = [], seed }: EncoderTrainOptions) {
  const shares = dev.length > 0 ? [1 - KEPT_APART, KEPT_APART] : [1 - 2 * KEPT_APART, KEPT_APART, KEPT_APART];
  const [rows = [], apart = [], rest = []] = splitByGroup(examples, shares, seed);
  const found = dev.length > 0 ? (await readDataset(name, dev)).examples : rest;
  const [validation, held] = [apart.length > 0 ? apart : found, found.length > 0 ? found : apart];
  for (const [what, set] of Object.entries({ 'train on': rows, 'measure on': held })) {
    if (set.length === 0)
      throw new BelowTheLineError(
        'invalid-input',
        `no rows are left to ${what}, expected at least 1; more groups help`,
      );
  }
  return { rows, validation, held };
}

const toRows = (examples: readonly Example[], features: readonly Float32Array[]): FeatureRow[] =>
  examples.map(({ labels, weight }, i) => ({ features: features[i]!, labels, weight }));
