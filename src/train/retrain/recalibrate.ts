import { type Example, labelIndex } from '../../dataset/rows/examples.ts';
import { logitsOf } from '../../encoder/heads.ts';
import type { EncoderFile } from '../../encoder/source.ts';
import { BelowTheLineError } from '../../errors.ts';
import { readHead } from '../../lexical/head.ts';
import type { Model } from '../../lexical/model.ts';
import { createLexicalScorer } from '../../lexical/scorer.ts';
import { mixLogits, pool } from '../../scoring/pool.ts';
import type { PairTask, Task } from '../../tasks.ts';
import { abstainBelow, type CalibratedAttributes, calibrateAttributes } from '../calibration.ts';
import { fitCalibration } from '../encoder/calibrate.ts';
import { featuresOf, lexicalOpinions } from '../encoder/example-scores.ts';
import { calibrateHead } from '../lexical/calibrate.ts';
import { withManifest } from '../lexical/with-head.ts';
import { type Candidate, headsOf, type Measure } from './candidate.ts';
import { MIN_OF_CLASS } from './rows.ts';

/**
 * Sets a model's probabilities and thresholds by rows at the rate that it will meet, which it has not learnt from. What the
 * rows do not tell stays as it was.
 * @throws BelowTheLineError `invalid-input` when they tell nothing.
 */
export async function recalibrated(
  { model, encoder }: Candidate,
  task: Task,
  rows: readonly Example[],
  measure: Measure,
): Promise<Candidate> {
  const told = toldBy(task, rows);
  if (!told.includes(true))
    throw new BelowTheLineError(
      'invalid-input',
      `the rows to calibrate on have too few of a class, expected at least ${MIN_OF_CLASS} of each`,
    );
  const old = model.manifest.heads[task]!;
  const fitted = calibrateHead(readHead(model, task), rows, []);
  const lexical = await withManifest(model, task, task === 'toxicity' ? onlyTold(old, fitted, told) : fitted);
  if (encoder === null || measure.encoder === null) return { model: lexical, encoder };
  return { model: lexical, encoder: await recalibratedEncoder(encoder, lexical, task, rows, told, measure) };
}

/** Says by label whether rows are enough to set its probabilities by. */
function toldBy(task: Task, rows: readonly Example[]): boolean[] {
  const labels = rows[0]?.labels ?? [];
  return labels.map((_, k) => {
    const values =
      task === 'toxicity'
        ? rows.flatMap(({ labels }) => (Number.isNaN(labels[k]) ? [] : [labels[k]! >= 0.5]))
        : rows.map((row) => labelIndex(row) === k);
    const positives = values.filter(Boolean).length;
    return Math.min(positives, values.length - positives) >= MIN_OF_CLASS;
  });
}

/** What a head says of its attributes. */
interface Attributes {
  readonly calibration: { scale: number[]; bias: number[] };
  readonly thresholds: number[] | null;
  readonly uncertain: [number, number][] | null;
}

/** Returns what was fitted of the attributes that rows tell of, and of the others what was there. */
function onlyTold(old: Attributes, fitted: Partial<Attributes>, told: readonly boolean[]): CalibratedAttributes {
  const pick = <T>(kept: readonly T[] | null | undefined, made: readonly T[] | null | undefined): T[] =>
    told.map((isTold, k) => (isTold ? made : (kept ?? made))![k]!);
  return {
    calibration: {
      scale: pick(old.calibration.scale, fitted.calibration?.scale),
      bias: pick(old.calibration.bias, fitted.calibration?.bias),
    },
    thresholds: pick(old.thresholds, fitted.thresholds),
    uncertain: pick(old.uncertain, fitted.uncertain),
  };
}

async function recalibratedEncoder(
  file: EncoderFile,
  lexical: Model,
  task: Task,
  rows: readonly Example[],
  told: readonly boolean[],
  measure: Measure,
): Promise<EncoderFile> {
  const features = await featuresOf(measure.encoder!, task, rows);
  const head = headsOf(file)[task];
  const logits = features.map((row) => logitsOf(head, row));
  const opinions = lexicalOpinions(createLexicalScorer(lexical), task, rows);
  const { heads } = file.manifest;
  const changed = task === 'toxicity' ? toxicity() : pair(task);
  return { ...file, manifest: { ...file.manifest, heads: { ...heads, [task]: changed } } };

  function toxicity() {
    const old = heads.toxicity;
    const mixed = logits.map((row, i) => mixLogits(opinions[i]!, row, old.weight));
    return { ...old, ...onlyTold(old, calibrateAttributes(old.labels, rows, mixed, []), told) };
  }

  function pair(name: PairTask) {
    const old = heads[name];
    const calibration = fitCalibration({ examples: rows, logits, lexical: opinions }, old.weight);
    const answers = logits.map((row, i) => pool(opinions[i]!, row, { weight: old.weight, calibration }));
    return { ...old, calibration, abstainBelow: abstainBelow(answers, rows.map(labelIndex)) };
  }
}
