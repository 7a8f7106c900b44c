import { hashOf } from '../../artifact/files.ts';
import { type Dataset, readDataset } from '../../dataset/rows/examples.ts';
import { splitByGroup } from '../../dataset/split.ts';
import { type LinearHead, logitsOf } from '../../encoder/heads.ts';
import type { EncoderFile } from '../../encoder/source.ts';
import { BelowTheLineError } from '../../errors.ts';
import type { Evaluation } from '../../evaluate/evaluate.ts';
import { figuresOf } from '../../evaluate/figure-table.ts';
import type { OnRow } from '../../evaluate/predictions.ts';
import type { Model } from '../../lexical/model.ts';
import type { LexicalScorer } from '../../lexical/scorer.ts';
import type { Task } from '../../tasks.ts';
import type { Backend } from '../backend.ts';
import { headsOf, type Measure } from '../retrain/candidate.ts';
import { readGuard } from '../retrain/guard.ts';
import { rateOffsets } from '../retrain/offsets.ts';
import { between, shareOfNew } from '../retrain/prior.ts';
import { type Learner, type RetrainReport, retrain } from '../retrain/retrain.ts';
import { featuresOf } from './example-scores.ts';
import { type FeatureRow, fitLinear } from './fit.ts';

/** Settings of training a head of the encoder. */
export interface EncoderTrainOptions {
  /** Labelled rows to learn from. */
  readonly data: readonly string[];
  /** Rows to measure on. Default: rows of the data by models that have not learnt from them. */
  readonly dev?: readonly string[] | undefined;
  /** Rows at the rate that will be met, to set probabilities and thresholds by. Default: they stay. */
  readonly calibrate?: readonly string[] | undefined;
  /** Files of rows on which the new head may be no worse. Default: those of the package. */
  readonly guard?: readonly string[] | undefined;
  readonly seed: number;
  readonly epochs?: number | undefined;
  /** Give the head whatever speaks against it. */
  readonly force?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onRow?: OnRow | undefined;
  /** Is told of the rows once they are read, before anything is learnt from them. */
  readonly onData?: ((data: Dataset) => void) | undefined;
}

/** A trained head in the encoder that it belongs to, and its figures before and after. */
export interface TrainedEncoderHead {
  /** The lexical scorer's model as it was, calibrated anew where that was asked for. */
  readonly model: Model;
  readonly encoder: EncoderFile;
  readonly data: Dataset;
  /** Figures on rows by models that have not learnt from them, the lexical scorer beside the encoder. */
  readonly evaluation: Evaluation;
  readonly before: Evaluation;
  /** How it was measured, and what that gave. */
  readonly report: RetrainReport;
}

/** Share of the rows that say when to stop. */
const KEPT_APART = 0.1;
const MAX_EPOCHS = 40;

/**
 * Learns one head on from the model's own on labelled rows; the encoder stays as it is and reads every row once, and
 * probabilities and thresholds stay unless rows to calibrate on are named. The same files, seed and backend give the same
 * bytes.
 * @throws BelowTheLineError `file` or `invalid-input` for data that cannot be read or says too little, `worse-model` when
 * the new head is worse on rows of its own or on those of the package, neither where `force` is set, `aborted` when the
 * signal fires.
 */
export async function trainEncoderHead(
  backend: Backend,
  file: EncoderFile,
  { model }: LexicalScorer,
  task: Task,
  options: EncoderTrainOptions,
): Promise<TrainedEncoderHead> {
  const { seed, epochs = MAX_EPOCHS, dev = [], calibrate = [], guard, force = false, onRow } = options;
  const data = await readDataset(task, options.data);
  options.onData?.(data);
  const rowsOf = async (files: readonly string[]) =>
    files.length === 0 ? null : (await readDataset(task, files)).examples;
  const { candidate, evaluation, before, report } = await retrain(
    task,
    (measure) => learnOn(backend, file, model, task, measure, options),
    {
      ...{ base: { model, encoder: file }, data, seed, force, onRow },
      ...{ dev: await rowsOf(dev), calibrate: await rowsOf(calibrate), guard: await readGuard(task, guard) },
    },
  );
  const encoder = candidate.encoder!;
  const { heads } = encoder.manifest;
  const retrained = {
    ...{ seed, epochs, files: [...data.files] },
    ...{ measuredBy: report.measuredBy, overruled: [...report.overruled] },
  };
  const described = { ...heads[task], figures: figuresOf(evaluation), retrained };
  const manifest = { ...encoder.manifest, heads: { ...heads, [task]: described } };
  return { model: candidate.model, encoder: { ...encoder, manifest }, data, evaluation, before, report };
}

/** Returns what learns a head on from what it is, as far as there are rows to go by. */
function learnOn(
  backend: Backend,
  file: EncoderFile,
  model: Model,
  task: Task,
  { encoder }: Measure,
  { seed, epochs = MAX_EPOCHS, signal, onRow }: EncoderTrainOptions,
): Learner {
  const start = headsOf(file)[task];
  const loss = task === 'toxicity' ? ('sigmoid' as const) : ('softmax' as const);
  const onFeatures = () => {
    if (signal?.aborted) throw new BelowTheLineError('aborted', 'training was stopped; nothing was written');
    onRow?.();
  };
  return async (rows) => {
    const features = await featuresOf(encoder!, task, rows, onFeatures);
    const said = features.map((row) => logitsOf(start, row));
    const offsets = rateOffsets(loss, { logits: said, labels: rows.map(({ labels }) => labels) });
    const all = rows.map((row, i) => ({ ...row, features: features[i]! }));
    const [learnt = [], apart = []] = splitByGroup(all, [1 - KEPT_APART, KEPT_APART], seed);
    const stop = apart.length > 0 && learnt.length > 0 ? [learnt, apart] : [all, all];
    const fitted = await fitLinear(backend, start, stop[0] as FeatureRow[], stop[1] as FeatureRow[], {
      ...{ loss, seed, epochs, signal, offsets },
    });
    const share = shareOfNew(rows.length);
    const head = {
      weights: between(start.weights, fitted.head.weights, share),
      bias: between(start.bias, fitted.head.bias, share),
    };
    return { model, encoder: await withHead(file, task, head) };
  };
}

/** Returns an encoder's file with another head in the place of one: all else of it stays as it is. */
async function withHead({ manifest, bytes: before }: EncoderFile, task: Task, head: LinearHead): Promise<EncoderFile> {
  // A Buffer's own slice would be a view of the file that was given.
  const bytes = new Uint8Array(before);
  for (const part of ['weights', 'bias'] as const) {
    const { offset } = manifest.tensors[`${task}.${part}`]!;
    bytes.set(new Uint8Array(head[part].buffer, head[part].byteOffset, head[part].byteLength), offset);
  }
  return { bytes, manifest: { ...manifest, file: { ...manifest.file, sha256: await hashOf(bytes) } } };
}
