import { createClassifier } from '../../classifier.ts';
import { CONTEXTUAL_PACKAGE } from '../../contextual/folder.ts';
import {
  CONTEXTUAL_FILES,
  CONTEXTUAL_FORMAT,
  CONTEXTUAL_FORMAT_VERSION,
  type ContextualHead,
  type ContextualManifest,
  type Quantization,
} from '../../contextual/manifest.ts';
import { PAIR_HEADS, type PairHead } from '../../contextual/pair.ts';
import { seededRandom, shuffle } from '../../dataset/random.ts';
import { type Example, labelIndex, readDataset } from '../../dataset/rows/examples.ts';
import { BelowTheLineError } from '../../errors.ts';
import { HEAD_LABELS, hashOf, type Model } from '../../model/format.ts';
import { readHead } from '../../model/head.ts';
import { measureAnswers, stanceControls } from '../evaluate.ts';
import { type Judged, judge } from '../judged.ts';
import { accuracy, macroF1 } from '../metrics.ts';
import { figuresOf } from '../train.ts';
import { calibrateContextual } from './calibrate.ts';
import { cascadeCurve, chooseCut, type Speeds } from './cascade.ts';
import { checkExport, type Export, readExport } from './export.ts';
import { firstOpinions, logitsFor, type OnPair, pooled } from './judged.ts';

export interface FinishOptions {
  /** The folder that the recipe wrote. */
  readonly folder: string;
  /** Rows held out from training, by head. */
  readonly dev: Readonly<Record<PairHead, readonly string[]>>;
  readonly version: string;
  /** The embedded model that the cascade starts from. */
  readonly embedded: Model;
  /** Give the model even where 8 bits cost more than half a point. */
  readonly force?: boolean | undefined;
  readonly onPair?: OnPair | undefined;
}

export interface Finished {
  readonly manifest: ContextualManifest;
  readonly files: Export['files'];
}

/** Points of accuracy or macro-F1 (0 to 1) that 8 bits may cost. */
const MOST_LOST = 0.005;
/** Rows of which the controls are measured, and by which both models are timed. */
const MOST_CONTROLS = 1500;
const TIMED = 300;

/**
 * Makes a model of an export: holds it to what the encoder said before, measures what 8 bits cost, sets temperatures and
 * where to abstain, and chooses by the cascade's curve below which confidence of the embedded model to ask.
 * @throws BelowTheLineError `file` when the export or the rows cannot be read, `invalid-model` when the export is wrong,
 * `worse-model` when 8 bits cost more than half a point.
 */
export async function finishContextual(options: FinishOptions): Promise<Finished> {
  const { folder, dev, version, embedded } = options;
  const rows = {
    stance: (await readDataset('stance', dev.stance)).examples,
    reply: (await readDataset('reply', dev.reply)).examples,
  };
  const exported = await readExport(folder);
  const checked = await checkExport(exported);
  const speeds = await timeBoth(exported, embedded, rows.stance);
  const heads = {} as Record<PairHead, ContextualHead>;
  const lost: Quantization['lost'] = {};
  for (const name of PAIR_HEADS) {
    const finished = await finishHead(exported, name, rows[name], speeds, options);
    heads[name] = finished.head;
    lost[name] = finished.lost;
  }
  const { seed, epochs, passes, encoder, data, tokens } = exported.record;
  const entries = CONTEXTUAL_FILES.map(async (file) => {
    const bytes = exported.files[file];
    return [file, { bytes: bytes.length, sha256: await hashOf(bytes) }] as const;
  });
  const manifest: ContextualManifest = {
    format: CONTEXTUAL_FORMAT,
    formatVersion: CONTEXTUAL_FORMAT_VERSION,
    name: CONTEXTUAL_PACKAGE,
    version,
    language: embedded.manifest.language,
    files: Object.fromEntries(await Promise.all(entries)) as ContextualManifest['files'],
    tokens,
    heads,
    training: { seed, epochs, passes, encoder, data },
    quantization: { ...checked, lost },
    timing: { ...speeds, runtime: exported.encoder.runtime, embeddedVersion: embedded.manifest.version },
  };
  return { manifest, files: exported.files };
}

async function finishHead(
  exported: Export,
  name: PairHead,
  examples: readonly Example[],
  speeds: Speeds,
  { embedded, force = false, onPair }: FinishOptions,
): Promise<{ head: ContextualHead; lost: Quantization['lost'][string] }> {
  const actual = examples.map(labelIndex);
  const classifier = createClassifier(embedded);
  const opinions = firstOpinions(classifier, name, examples);
  const labels = HEAD_LABELS[name];
  const logits = await logitsFor(exported, name, examples, onPair);
  const lost = lostPoints(await logitsFor({ ...exported, encoder: exported.float32 }, name, examples, onPair), logits, {
    actual,
    labels: labels.length,
  });
  if (!force && Math.max(lost.accuracy, lost.macroF1) > MOST_LOST) {
    throw new BelowTheLineError(
      'worse-model',
      `8 bits cost ${name} ${lost.accuracy} of accuracy and ${lost.macroF1} of macro-F1, expected at most ${MOST_LOST}`,
    );
  }
  const calibration = calibrateContextual({ examples, logits, embedded: opinions });
  const answers = pooled(examples, logits, opinions, calibration);
  const controls: Record<string, Judged[]> = {};
  for (const [control, changed] of Object.entries(
    name === 'stance' ? stanceControls(sample(examples, MOST_CONTROLS)) : {},
  ))
    controls[control] = pooled(
      changed,
      await logitsFor(exported, name, changed, onPair),
      firstOpinions(classifier, name, changed),
      calibration,
    );
  const evaluation = measureAnswers(name, { labels: [...labels], ...calibration }, { all: answers, controls });
  const curve = cascadeCurve(
    {
      embedded: examples.map((example, i) => ({
        example,
        probabilities: Float32Array.from(opinions[i] as readonly number[]),
      })),
      encoder: answers,
      abstainBelow: embedded.manifest.heads[name]?.abstainBelow ?? 0,
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

/** What the second answers have less than the first; negative where they have more. */
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

/** Milliseconds an answer of each takes: many at a time with the encoder, one after the other without. */
async function timeBoth(exported: Export, embedded: Model, examples: readonly Example[]): Promise<Speeds> {
  const some = sample(examples, TIMED);
  const head = readHead(embedded, 'stance');
  const clock = async (work: () => unknown) => {
    await work();
    const start = performance.now();
    await work();
    return round((performance.now() - start) / some.length);
  };
  return {
    embedded: await clock(() => judge(head, some)),
    encoder: await clock(() => logitsFor(exported, 'stance', some)),
  };
}

/** Some of the rows, the same every time, in an order of chance. */
function sample(examples: readonly Example[], most: number): Example[] {
  const order = shuffle(
    Uint32Array.from(examples, (_, i) => i),
    seededRandom(1),
  );
  return [...order.subarray(0, most)].map((i) => examples[i] as Example);
}

const round = (value: number) => Number(value.toFixed(4));
