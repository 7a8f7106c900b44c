import { hashOf } from '../../artifact/files.ts';
import { seededRandom, shuffle } from '../../dataset/random.ts';
import { type Example, labelIndex, readDataset } from '../../dataset/rows/examples.ts';
import { ENCODER_PACKAGE } from '../../encoder/folder.ts';
import {
  ENCODER_FILES,
  ENCODER_FORMAT,
  ENCODER_FORMAT_VERSION,
  type EncoderHead,
  type EncoderManifest,
  type Quantization,
} from '../../encoder/manifest.ts';
import { BelowTheLineError } from '../../errors.ts';
import { cascadeCurve, chooseCut, type Speeds } from '../../evaluate/cascade.ts';
import { measureLabels, stanceControls } from '../../evaluate/evaluate.ts';
import { figuresOf } from '../../evaluate/figure-table.ts';
import { accuracy, macroF1 } from '../../evaluate/metrics.ts';
import type { OnRow, Prediction } from '../../evaluate/predictions.ts';
import type { Model } from '../../lexical/model.ts';
import { createLexicalScorer, type LexicalScorer } from '../../lexical/scorer.ts';
import { PAIR_TASKS, type PairTask, TASK_LABELS } from '../../tasks.ts';
import { calibratePool } from './calibrate.ts';
import { lexicalOpinions, logitsFor, pooled } from './example-scores.ts';
import { checkExport, type Export, readExport } from './export.ts';

/** Sources of a model of the encoder: its export, the held-out rows and the lexical model it goes with. */
export interface ReleaseOptions {
  /** The folder that the recipe wrote. */
  readonly folder: string;
  /** Rows held out from training, by head. */
  readonly dev: Readonly<Record<PairTask, readonly string[]>>;
  readonly version: string;
  /** The lexical model that the cascade starts from. */
  readonly lexical: Model;
  /** Give the model even where 8 bits cost more than half a point. */
  readonly force?: boolean | undefined;
  readonly onRow?: OnRow | undefined;
}

/** A model of the encoder, ready to be written: its manifest, and the other files by name. */
export interface Release {
  readonly manifest: EncoderManifest;
  readonly files: Export['files'];
}

/** Points of accuracy or macro-F1 (0 to 1) that 8 bits may cost. */
const MAX_LOST = 0.005;
/** Rows of which the controls are measured, and by which both models are timed. */
const MAX_CONTROLS = 1500;
const TIMED = 300;

/**
 * Makes a model of an export: holds it to what the encoder said before, measures what 8 bits cost, sets temperatures and
 * where to abstain, and chooses by the cascade's curve below which confidence of the lexical scorer to ask.
 * @throws BelowTheLineError `file` when the export or the rows cannot be read, `invalid-model` when the export is wrong,
 * `worse-model` when 8 bits cost more than half a point.
 */
export async function releaseEncoder(options: ReleaseOptions): Promise<Release> {
  const { folder, dev, version, lexical } = options;
  const scorer = createLexicalScorer(lexical);
  const rows = {
    stance: (await readDataset('stance', dev.stance)).examples,
    reply: (await readDataset('reply', dev.reply)).examples,
  };
  const exported = await readExport(folder);
  const checked = await checkExport(exported);
  const speeds = await timeBoth(exported, scorer, rows.stance);
  const heads = {} as Record<PairTask, EncoderHead>;
  const lost: Quantization['lost'] = {};
  for (const name of PAIR_TASKS) {
    const released = await releaseHead(exported, scorer, name, rows[name], speeds, options);
    heads[name] = released.head;
    lost[name] = released.lost;
  }
  const { seed, epochs, passes, encoder, data, tokens } = exported.record;
  const entries = ENCODER_FILES.map(async (file) => {
    const bytes = exported.files[file];
    return [file, { bytes: bytes.length, sha256: await hashOf(bytes) }] as const;
  });
  const manifest: EncoderManifest = {
    format: ENCODER_FORMAT,
    formatVersion: ENCODER_FORMAT_VERSION,
    name: ENCODER_PACKAGE,
    version,
    language: lexical.manifest.language,
    files: Object.fromEntries(await Promise.all(entries)) as EncoderManifest['files'],
    tokens,
    heads,
    training: { seed, epochs, passes, encoder, data },
    quantization: { ...checked, lost },
    timing: {
      embedded: speeds.lexical,
      encoder: speeds.encoder,
      runtime: exported.encoder.runtime,
      embeddedVersion: lexical.manifest.version,
    },
  };
  return { manifest, files: exported.files };
}

async function releaseHead(
  exported: Export,
  scorer: LexicalScorer,
  name: PairTask,
  examples: readonly Example[],
  speeds: Speeds,
  { force = false, onRow }: ReleaseOptions,
): Promise<{ head: EncoderHead; lost: Quantization['lost'][string] }> {
  const actual = examples.map(labelIndex);
  const model = asInput(exported);
  const opinions = lexicalOpinions(scorer, name, examples);
  const labels = TASK_LABELS[name];
  const logits = await logitsFor(model, name, examples, onRow);
  const lost = lostPoints(await logitsFor({ ...model, encoder: exported.float32 }, name, examples, onRow), logits, {
    actual,
    labels: labels.length,
  });
  if (!force && Math.max(lost.accuracy, lost.macroF1) > MAX_LOST) {
    throw new BelowTheLineError(
      'worse-model',
      `8 bits cost ${name} ${lost.accuracy} of accuracy and ${lost.macroF1} of macro-F1, expected at most ${MAX_LOST}`,
    );
  }
  const calibration = calibratePool({ examples, logits, lexical: opinions });
  const predictions = pooled(examples, opinions, logits, calibration);
  const controls: Record<string, Prediction[]> = {};
  for (const [control, changed] of Object.entries(
    name === 'stance' ? stanceControls(sample(examples, MAX_CONTROLS)) : {},
  ))
    controls[control] = pooled(
      changed,
      lexicalOpinions(scorer, name, changed),
      await logitsFor(model, name, changed, onRow),
      calibration,
    );
  const decision = { labels, thresholds: null, ...calibration };
  const evaluation = measureLabels(name, decision, { all: predictions, controls });
  const curve = cascadeCurve(
    {
      lexical: examples.map((example, i) => ({ example, probabilities: opinions[i]! })),
      encoder: predictions,
      abstainBelow: scorer.head(name).abstainBelow ?? 0,
      labels: labels.length,
    },
    speeds,
  );
  const cascade = curve.map((point) => ({
    askBelow: point.askBelow,
    asked: round(point.asked),
    accuracy: round(point.accuracy),
    macroF1: round(point.macroF1),
    milliseconds: round(point.milliseconds),
  }));
  return {
    head: {
      labels: [...labels],
      ...calibration,
      askBelow: chooseCut(curve),
      figures: figuresOf(evaluation),
      cascade,
      retrained: null,
    },
    lost,
  };
}

/** Returns what the second answers have less than the first; negative where they have more. */
function lostPoints(
  full: readonly Float32Array[],
  eighth: readonly Float32Array[],
  { actual, labels }: { readonly actual: readonly number[]; readonly labels: number },
) {
  const tops = (rows: readonly Float32Array[]) => rows.map((row) => row.indexOf(Math.max(...row)));
  const [before, after] = [tops(full), tops(eighth)];
  return {
    rows: actual.length,
    accuracy: round(accuracy(before, actual) - accuracy(after, actual)),
    macroF1: round(macroF1(before, actual, labels) - macroF1(after, actual, labels)),
  };
}

/** Returns the milliseconds that an answer of each takes: many at a time with the encoder, one after the other without. */
async function timeBoth(exported: Export, scorer: LexicalScorer, examples: readonly Example[]): Promise<Speeds> {
  const some = sample(examples, TIMED);
  const clock = async (work: () => unknown) => {
    await work();
    const start = performance.now();
    await work();
    return round((performance.now() - start) / some.length);
  };
  return {
    lexical: await clock(() => lexicalOpinions(scorer, 'stance', some)),
    encoder: await clock(() => logitsFor(asInput(exported), 'stance', some)),
  };
}

const asInput = ({ record, heads, wordPieces, encoder }: Export) => ({
  heads,
  wordPieces,
  encoder,
  manifest: { tokens: record.tokens },
});

/** Returns some of the rows, the same every time, in an order of chance. */
function sample(examples: readonly Example[], most: number): Example[] {
  const order = shuffle(
    Uint32Array.from(examples, (_, i) => i),
    seededRandom(1),
  );
  return [...order.subarray(0, most)].map((i) => examples[i]!);
}

const round = (value: number) => Number(value.toFixed(4));
