import { seededRandom, shuffle } from '../../dataset/random.ts';
import { type Example, labelIndex, readDataset } from '../../dataset/rows/examples.ts';
import type { EncoderHead, Packing } from '../../encoder/manifest.ts';
import type { EncoderFile } from '../../encoder/source.ts';
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

/** Sources of a model's encoder: its export, the held-out rows and the lexical scorer it goes with. */
export interface ReleaseOptions {
  /** The folder that the recipe wrote. */
  readonly folder: string;
  /** Rows held out from training, by head. */
  readonly dev: Readonly<Record<PairTask, readonly string[]>>;
  /** The model that the encoder becomes a part of. */
  readonly lexical: Model;
  /** Give the encoder even where 4 bits cost more than half a point. */
  readonly force?: boolean | undefined;
  readonly onRow?: OnRow | undefined;
}

/** Points of accuracy or macro-F1 (0 to 1) that 4 bits may cost. */
const MAX_LOST = 0.005;
/** Rows of which the controls are measured, and by which both scorers are timed. */
const MAX_CONTROLS = 1500;
const TIMED = 300;

/**
 * Makes the encoder of a model of an export: holds it to what it said before it was packed, measures what 4 bits cost, sets
 * temperatures and where to abstain, and chooses by the cascade's curve below which confidence of the lexical scorer to ask.
 * @throws BelowTheLineError `file` when the export or the rows cannot be read, `invalid-model` when the export is wrong,
 * `worse-model` when 4 bits cost more than half a point.
 */
export async function releaseEncoder(options: ReleaseOptions): Promise<EncoderFile> {
  const { folder, dev, lexical } = options;
  const scorer = createLexicalScorer(lexical);
  const rows = {
    stance: (await readDataset('stance', dev.stance)).examples,
    reply: (await readDataset('reply', dev.reply)).examples,
  };
  const exported = await readExport(folder);
  const checked = checkExport(exported);
  const speeds = await timeBoth(exported, scorer, rows.stance);
  const heads = {} as Record<PairTask, EncoderHead>;
  const lost: Packing['lost'] = {};
  for (const name of PAIR_TASKS) {
    const released = await releaseHead(exported, scorer, name, rows[name], speeds, options);
    heads[name] = released.head;
    lost[name] = released.lost;
  }
  const { manifest, bytes, model } = exported;
  const timing = { ...speeds, runtime: model.transformer.runtime };
  return { manifest: { ...manifest, heads, packing: { ...checked, lost }, timing }, bytes };
}

async function releaseHead(
  { model, before }: Export,
  scorer: LexicalScorer,
  name: PairTask,
  examples: readonly Example[],
  speeds: Speeds,
  { force = false, onRow }: ReleaseOptions,
): Promise<{ head: EncoderHead; lost: Packing['lost'][string] }> {
  const actual = examples.map(labelIndex);
  const opinions = lexicalOpinions(scorer, name, examples);
  const labels = TASK_LABELS[name];
  const logits = await logitsFor(model, name, examples, onRow);
  const tops = logits.map((row) => row.indexOf(Math.max(...row)));
  const lost = {
    rows: actual.length,
    accuracy: round(before[name].accuracy - accuracy(tops, actual)),
    macroF1: round(before[name].macroF1 - macroF1(tops, actual, labels.length)),
  };
  if (!force && Math.max(lost.accuracy, lost.macroF1) > MAX_LOST) {
    throw new BelowTheLineError(
      'worse-model',
      `4 bits cost ${name} ${lost.accuracy} of accuracy and ${lost.macroF1} of macro-F1, expected at most ${MAX_LOST}`,
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

/** Returns the milliseconds that an answer of each takes, one after the other. */
async function timeBoth({ model }: Export, scorer: LexicalScorer, examples: readonly Example[]): Promise<Speeds> {
  const some = sample(examples, TIMED);
  const clock = async (work: () => unknown) => {
    await work();
    const start = performance.now();
    await work();
    return round((performance.now() - start) / some.length);
  };
  return {
    lexical: await clock(() => lexicalOpinions(scorer, 'stance', some)),
    encoder: await clock(() => logitsFor(model, 'stance', some)),
  };
}

/** Returns some of the rows, the same every time, in an order of chance. */
function sample(examples: readonly Example[], most: number): Example[] {
  const order = shuffle(
    Uint32Array.from(examples, (_, i) => i),
    seededRandom(1),
  );
  return [...order.subarray(0, most)].map((i) => examples[i]!);
}

const round = (value: number) => Number(value.toFixed(4));
