import type { Classifier } from '../../classifier.ts';
import { type LinearHeads, logitsOf } from '../../contextual/linear.ts';
import { type ContextualManifest, MANIFEST_FILE } from '../../contextual/manifest.ts';
import type { ContextualModel } from '../../contextual/model.ts';
import type { PairHead } from '../../contextual/pair.ts';
import { type Dataset, type Example, labelIndex, readDataset } from '../../dataset/rows/examples.ts';
import { splitByGroup } from '../../dataset/split.ts';
import { BelowTheLineError } from '../../errors.ts';
import { hashOf } from '../../model/format.ts';
import { readPart } from '../../model/read-part.ts';
import type { Backend } from '../backend.ts';
import { type Evaluation, measureAnswers } from '../evaluate.ts';
import { writeFiles } from '../save.ts';
import { figuresOf, refuseWorse } from '../train.ts';
import { calibrateContextual } from './calibrate.ts';
import { renderContextualCard } from './card.ts';
import { type FeatureRow, fitLinear } from './fit.ts';
import { featuresOf, firstOpinions, type OnPair, pooled } from './judged.ts';

export interface ContextualTrainOptions {
  /** Labelled rows to learn from. */
  readonly data: readonly string[];
  /** Rows to measure on. Default: a tenth of the data, by group. */
  readonly dev?: readonly string[] | undefined;
  readonly version: string;
  readonly seed: number;
  readonly epochs?: number | undefined;
  /** Give the head even where it is worse than the one it would replace. */
  readonly force?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onPair?: OnPair | undefined;
}

export interface ContextualTrained {
  readonly manifest: ContextualManifest;
  /** The new `heads.json`. */
  readonly heads: Uint8Array;
  readonly data: Dataset;
  /** Figures on the rows held out from training. */
  readonly evaluation: Evaluation;
  readonly before: Evaluation;
}

/** Shares of the data that stop and calibrate the training, and that it is measured on. */
const KEPT_APART = 0.1;
const MOST_EPOCHS = 40;

/**
 * Learns one head on from the model's own on labelled rows; the encoder stays as it is and reads every row once. The same
 * files, seed and backend give the same bytes.
 * @throws BelowTheLineError `file` or `invalid-input` for data that cannot be read, `worse-model` when the held-out
 * macro-F1 falls below the present head's and `force` is not set, `aborted` when the signal fires.
 */
export async function trainContextual(
  backend: Backend,
  model: ContextualModel,
  embedded: Classifier,
  name: PairHead,
  options: ContextualTrainOptions,
): Promise<ContextualTrained> {
  const { seed, version, epochs = MOST_EPOCHS, force = false, signal, onPair } = options;
  const data = await readDataset(name, options.data);
  const { rows, validation, held } = await split(name, data.examples, options);
  const onRow = () => {
    if (signal?.aborted) throw new BelowTheLineError('aborted', 'training was stopped; nothing was written');
    onPair?.();
  };
  const read = (examples: readonly Example[]) => featuresOf(model, name, examples, onRow);
  const [learnt, kept, measured] = [await read(rows), await read(validation), await read(held)];
  const fitted = await fitLinear(backend, model.heads[name], toRows(rows, learnt), toRows(validation, kept), {
    seed,
    epochs,
    signal,
  });
  const old = model.manifest.heads[name];
  const head = {
    ...old,
    ...calibrateContextual({
      examples: validation,
      logits: kept.map((features) => logitsOf(fitted.head, features)),
      embedded: firstOpinions(embedded, name, validation),
    }),
  };
  const opinions = firstOpinions(embedded, name, held);
  const measure = (linear: typeof fitted.head, calibrated: typeof head) => {
    const logits = measured.map((features) => logitsOf(linear, features));
    return measureAnswers(name, calibrated, { all: pooled(held, logits, opinions, calibrated), controls: {} });
  };
  const [evaluation, before] = [measure(fitted.head, head), measure(model.heads[name], old)];
  refuseWorse(name, evaluation, before, force);
  const heads = toJson({ ...model.heads, [name]: fitted.head } satisfies LinearHeads);
  const manifest: ContextualManifest = {
    ...model.manifest,
    version,
    files: { ...model.manifest.files, 'heads.json': { bytes: heads.length, sha256: await hashOf(heads) } },
    heads: {
      ...model.manifest.heads,
      [name]: {
        ...head,
        figures: figuresOf(evaluation),
        cascade: [],
        retrained: { seed, epochs: fitted.epoch, files: [...data.files] },
      },
    },
  };
  return { manifest, heads, data, evaluation, before };
}

/** Writes a retrained model: its head and manifest, and the encoder and the tokenizer of the model it comes from. */
export async function saveContextual(
  { manifest, heads }: Pick<ContextualTrained, 'manifest' | 'heads'>,
  { folder }: Pick<ContextualModel, 'folder'>,
  out: string,
): Promise<void> {
  await writeFiles(out, {
    'encoder.onnx': await readPart(folder, 'encoder.onnx'),
    'tokenizer.json': await readPart(folder, 'tokenizer.json'),
    'heads.json': heads,
    [MANIFEST_FILE]: `${JSON.stringify(manifest, null, 2)}\n`,
    'README.md': renderContextualCard(manifest),
  });
}

/** Rows to learn from, to stop and calibrate by, and to measure on. Where there are too few groups the last two are one. */
async function split(name: PairHead, examples: readonly Example[], { dev = [], seed }: ContextualTrainOptions) {
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
  examples.map(({ targets, weight }, i) => ({
    features: features[i] as Float32Array,
    label: labelIndex({ targets }),
    weight,
  }));

const toJson = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value)}\n`);
