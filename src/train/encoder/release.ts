import { seededRandom, shuffle } from '../../dataset/random.ts';
import { type Example, labelIndex, readDataset } from '../../dataset/rows/examples.ts';
import type { EncoderHead, EncoderToxicity, Packing } from '../../encoder/manifest.ts';
import type { EncoderFile } from '../../encoder/source.ts';
import { BelowTheLineError } from '../../errors.ts';
import { cascadeCurve, chooseCut, type Speeds } from '../../evaluate/cascade.ts';
import { measureAttributes, measureLabels, stanceControls } from '../../evaluate/evaluate.ts';
import { figuresOf } from '../../evaluate/figure-table.ts';
import { accuracy, macroF1, rocAuc } from '../../evaluate/metrics.ts';
import { attributeRows, type OnRow, type Prediction } from '../../evaluate/predictions.ts';
import type { Model } from '../../lexical/model.ts';
import { createLexicalScorer, type LexicalScorer } from '../../lexical/scorer.ts';
import { attributeProbabilities } from '../../scoring/calibration.ts';
import { mixLogits } from '../../scoring/pool.ts';
import { type PairTask, TASK_LABELS, type Task, TOXICITY_ATTRIBUTES } from '../../tasks.ts';
import { calibratePool } from './calibrate.ts';
import { calibrateToxicity } from './calibrate-toxicity.ts';
import { lexicalOpinions, logitsFor, pooled } from './example-scores.ts';
import { checkExport, type Export, readExport } from './export.ts';

/** Sources of a model's encoder: its export, the held-out rows and the lexical scorer it goes with. */
export interface ReleaseOptions {
  /** The folder that the recipe wrote. */
  readonly folder: string;
  /** Rows held out from training, by head. */
  readonly dev: Readonly<Record<Task, readonly string[]>>;
  /** Sources of rows whose labels are as frequent as in life. */
  readonly natural: readonly string[];
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
 * Makes the encoder of a model of an export: holds it to what it said before it was packed, measures what 4 bits cost,
 * calibrates, sets where to abstain, and chooses by the cascade's curve below which confidence of the lexical scorer to ask.
 * @throws BelowTheLineError `file` when the export or the rows cannot be read, `invalid-model` when the export is wrong,
 * `worse-model` when 4 bits cost more than half a point.
 */
export async function releaseEncoder(options: ReleaseOptions): Promise<EncoderFile> {
  const { folder, dev, lexical } = options;
  const scorer = createLexicalScorer(lexical);
  const rows = {
    toxicity: (await readDataset('toxicity', dev.toxicity)).examples,
    stance: (await readDataset('stance', dev.stance)).examples,
    reply: (await readDataset('reply', dev.reply)).examples,
  };
  const exported = await readExport(folder);
  const checked = checkExport(exported);
  const speeds = await timeBoth(exported, scorer, rows.stance);
  const released = { exported, scorer, speeds, options };
  const toxicity = await releaseToxicity(released, rows.toxicity);
  const stance = await releaseHead(released, 'stance', rows.stance);
  const reply = await releaseHead(released, 'reply', rows.reply);
  const { manifest, bytes, model } = exported;
  return {
    bytes,
    manifest: {
      ...manifest,
      heads: { toxicity: toxicity.head, stance: stance.head, reply: reply.head },
      packing: { ...checked, lost: { toxicity: toxicity.lost, stance: stance.lost, reply: reply.lost } },
      timing: { ...speeds, runtime: model.transformer.runtime },
    },
  };
}

/** An export on its way into a model. */
interface Released {
  readonly exported: Export;
  readonly scorer: LexicalScorer;
  readonly speeds: Speeds;
  readonly options: ReleaseOptions;
}

/** @throws BelowTheLineError `worse-model` where a figure fell by more than half a point and nothing forces it. */
function refuseLost(name: Task, lost: Readonly<Record<string, number>>, force = false): void {
  const { rows, ...figures } = lost;
  const told = Object.entries(figures).map(([figure, points]) => `${points} of ${figure}`);
  if (!force && Math.max(...Object.values(figures)) > MAX_LOST)
    throw new BelowTheLineError(
      'worse-model',
      `4 bits cost ${name} ${told.join(' and ')}, expected at most ${MAX_LOST}`,
    );
}

async function releaseToxicity(
  { exported: { model, before }, scorer, options: { force, onRow, natural } }: Released,
  examples: readonly Example[],
): Promise<{ head: EncoderToxicity; lost: Packing['lost'][string] }> {
  const logits = await logitsFor(model, 'toxicity', examples, onRow);
  const alone = attributeRows(
    logits.map((row, i) => ({ example: examples[i]!, probabilities: row })),
    0,
  );
  const lost = { rows: examples.length, auc: round(before.toxicity.auc - rocAuc(alone.scores, alone.positives)) };
  refuseLost('toxicity', lost, force);
  const opinions = { examples, logits, lexical: lexicalOpinions(scorer, 'toxicity', examples) };
  const pooled = calibrateToxicity(opinions, natural);
  const predictions = logits.map((row, i) => ({
    example: examples[i]!,
    probabilities: attributeProbabilities(mixLogits(opinions.lexical[i]!, row, pooled.weight), pooled.calibration),
  }));
  const labels = [...TOXICITY_ATTRIBUTES];
  const evaluation = measureAttributes({ labels, thresholds: pooled.thresholds, abstainBelow: null }, predictions);
  return { head: { labels, ...pooled, figures: figuresOf(evaluation), retrained: null }, lost };
}

async function releaseHead(
  { exported: { model, before }, scorer, speeds, options: { force, onRow, natural } }: Released,
  name: PairTask,
  examples: readonly Example[],
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
  refuseLost(name, lost, force);
  const calibration = calibratePool({ examples, logits, lexical: opinions }, natural);
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
