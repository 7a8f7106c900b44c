import { seededRandom, shuffle } from '../../dataset/random.ts';
import type { Dataset, Example } from '../../dataset/rows/examples.ts';
import { BelowTheLineError } from '../../errors.ts';
import { type Evaluation, measureAttributes, measureLabels } from '../../evaluate/evaluate.ts';
import type { OnRow, Prediction } from '../../evaluate/predictions.ts';
import type { Decision } from '../../evaluate/predictor.ts';
import type { Task } from '../../tasks.ts';
import { type Candidate, createMeasure, type Measure } from './candidate.ts';
import { mainFigure } from './checks.ts';
import { groupsOf } from './groups.ts';
import { type LearningCurve, learningCurve } from './learning-curve.ts';
import { type Plan, planOf } from './plan.ts';
import { recalibrated } from './recalibrate.ts';
import { type UsableRows, usableRows } from './rows.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** Learns on from a model on some rows, as one of several times; the same rows give the same bytes. */
export type Learner = (rows: readonly Example[], step: Step) => Promise<Candidate>;

/** Which of several trainings it is, from 1. */
export interface Step {
  readonly fit: number;
  readonly fits: number;
}

/** What a retraining is made of. */
export interface RetrainOptions {
  readonly base: Candidate;
  readonly data: Dataset;
  /** Rows to measure on; null to keep some of the data apart. */
  readonly dev: readonly Example[] | null;
  /** Rows to set probabilities and thresholds by; null to leave them as they are. */
  readonly calibrate: readonly Example[] | null;
  /** Rows on which the new model may be no worse. */
  readonly guard: readonly Example[];
  readonly seed: number;
  /** Give the model whatever speaks against it. */
  readonly force: boolean;
  readonly onRow?: OnRow | undefined;
}

/** A retrained model, with figures on the user's rows by models that have not learnt from them, and those of the base. */
export interface Retrained {
  readonly candidate: Candidate;
  readonly evaluation: Evaluation;
  readonly before: Evaluation;
  readonly report: RetrainReport;
}

/** How a retrained model was measured, and what that gave. */
export interface RetrainReport extends Pick<UsableRows, 'leftOut' | 'kept'>, Pick<Verdict, 'own' | 'guard'> {
  readonly curve: LearningCurve;
  /** Rows that were learnt from. */
  readonly learnt: number;
  /** How it was measured, in words. */
  readonly measuredBy: string;
  /** What spoke against the model, where it is given all the same. */
  readonly overruled: readonly string[];
}

/** Shares of the rows that smaller models learn from, for the curve; all of them come last. */
const SHARES = [0.25, 0.5];

/**
 * Learns a head on from a model's own, measures it by models that have not learnt from the rows they are measured on, holds
 * it to rows of the package, and gives it, or says why it is not to be trusted.
 * @throws BelowTheLineError `invalid-input` when there is too little to learn from or to tell by, `worse-model` when
 * something speaks against the model; neither where `force` is set.
 */
export async function retrain(
  task: Task,
  createLearner: (measure: Measure) => Learner,
  options: RetrainOptions,
): Promise<Retrained> {
  const { base, data, dev, guard, seed, force } = options;
  const usable = usableRows(task, data.examples, force);
  const plan = planOf(usable.rows, dev, seed);
  const missing = [...usable.missing, ...plan.missing];
  if (missing.length > 0 && !force)
    throw new BelowTheLineError('invalid-input', `too little to learn from: ${missing.join('; ')}; ${FORCE}`);

  const measure = createMeasure(base, options.onRow);
  const learner = createLearner(measure);
  const fits = plan.parts.length * (SHARES.length + 1) + (plan.all === null ? 0 : 1);
  let fit = 0;
  const learn = async (rows: readonly Example[]): Promise<Candidate> => {
    const learnt = await learner(rows, { fit: ++fit, fits });
    return options.calibrate === null ? learnt : recalibrated(learnt, task, options.calibrate, measure);
  };
  const { before, after, curve, last } = await measured(task, plan, learn, measure, base, usable.learnt, seed);
  const candidate = plan.all === null ? last : await learn(plan.all);
  const decisions = { before: measure.decision(base, task), after: measure.decision(candidate, task) };
  const sides = (then: readonly Prediction[], now: readonly Prediction[]) => ({
    task,
    before: { decision: decisions.before, rows: then },
    after: { decision: decisions.after, rows: now },
  });
  const verdict = verdictOf({
    own: sides(before, after),
    guard: sides(measure.predict(base, task, guard), measure.predict(candidate, task, guard)),
    learnt: usable.learnt.flatMap((isLearnt, k) => (isLearnt ? [k] : [])),
    isCalibrated: options.calibrate !== null,
  });
  if (verdict.against.length > 0 && !force)
    throw new BelowTheLineError('worse-model', `${verdict.against.join('; ')}; ${FORCE}`);
  const { leftOut, kept } = usable;
  return {
    candidate,
    evaluation: evaluationOf(task, decisions.after, after),
    before: evaluationOf(task, decisions.before, before),
    report: {
      ...{ own: verdict.own, guard: verdict.guard, curve, leftOut, kept },
      learnt: usable.rows.length,
      measuredBy: plan.how,
      overruled: [...missing, ...verdict.against],
    },
  };
}

const FORCE = 'nothing was written (--force writes it all the same)';

/** Learns on the parts of a plan, on some of their rows too, and returns what each says of the rows kept apart. */
async function measured(
  task: Task,
  { parts }: Plan,
  learn: (rows: readonly Example[]) => Promise<Candidate>,
  measure: Measure,
  base: Candidate,
  learnt: readonly boolean[],
  seed: number,
) {
  const before = parts.flatMap((part) => measure.predict(base, task, part.measure));
  const bySize: Prediction[][] = [...SHARES, 1].map(() => []);
  let last = base;
  for (const part of parts) {
    for (const [s, share] of [...SHARES, 1].entries()) {
      last = await learn(some(part.learn, share, seed));
      bySize[s]!.push(...measure.predict(last, task, part.measure));
    }
  }
  const after = bySize.at(-1)!;
  const label = Math.max(0, learnt.indexOf(true));
  const known = before.flatMap(({ example }, i) => (Number.isNaN(example.labels[label]) ? [] : [i]));
  const figureOf = (rows: readonly Prediction[]) =>
    mainFigure(task, label, { decision: measure.decision(base, task), rows: known.map((i) => rows[i]!) });
  const rows = parts[0]!.learn.length;
  const curve = learningCurve({
    figure: task === 'toxicity' ? `auc.${measure.decision(base, task).labels[label]}` : 'macroF1',
    before: figureOf(before),
    sizes: [...SHARES, 1].map((share, s) => ({ rows: Math.round(share * rows), of: figureOf(bySize[s]!) })),
    groups: groupsOf(known.map((i) => before[i]!.example)),
  });
  return { before, after, curve, last };
}

/** Returns some of the rows, in an order of chance; of a larger share those of a smaller one too. */
function some(rows: readonly Example[], share: number, seed: number): readonly Example[] {
  if (share === 1) return rows;
  const order = shuffle(
    Uint32Array.from(rows, (_, i) => i),
    seededRandom(seed),
  );
  return [...order.subarray(0, Math.round(share * rows.length))].map((i) => rows[i]!);
}

function evaluationOf(task: Task, decision: Decision, rows: readonly Prediction[]): Evaluation {
  return task === 'toxicity'
    ? measureAttributes(decision, rows)
    : measureLabels(task, decision, { all: rows, controls: {} });
}
