import { labelIndex } from '../../dataset/rows/examples.ts';
import { calibrationError, f1Of, macroF1, mean, rocAuc } from '../../evaluate/metrics.ts';
import { type FigureOf, type PairedDifference, pairedDifference } from '../../evaluate/paired-difference.ts';
import type { Prediction } from '../../evaluate/predictions.ts';
import type { Decision } from '../../evaluate/predictor.ts';
import { TASK_LABELS, type Task } from '../../tasks.ts';
import { groupsOf } from './groups.ts';

/** The same rows as both models answer them, in the same order, and where answers become decisions. */
export interface BothAnswers {
  readonly task: Task;
  readonly before: { readonly decision: Decision; readonly rows: readonly Prediction[] };
  readonly after: { readonly decision: Decision; readonly rows: readonly Prediction[] };
}

/** How one figure changes on the same rows. */
export interface Check extends PairedDifference {
  /**
   * `auc`, `macroF1`, `calibrationError`, or how far the share that is flagged (`flaggedOff`) or that has a label (`shareOff`) is
   * from the true one; with its label where it is of one.
   */
  readonly figure: string;
  /** Whether it got worse beyond chance. */
  readonly worse: boolean;
}

/** What a figure may lose, 0 to 1, before anybody would notice. */
const TOLERANCE = { auc: 0.005, macroF1: 0.005, calibrationError: 0.01, flagged: 0.01 };

/** A figure of one model on some of its rows, and how a change of it is judged: 1 where more is better, -1 where less is. */
interface Measured {
  readonly figure: string;
  readonly of: (side: BothAnswers['before']) => FigureOf;
  readonly better: 1 | -1;
  readonly tolerance: number;
}

/**
 * Returns how the order of answers, decisions, probabilities and the share flagged change, in this order.
 * @param labels by index: the attributes of toxicity to look at, of all but the first at their order alone, for the more one
 * looks at the more seems to change by chance; the other tasks have one set of labels
 */
export function checksOf({ task, before, after }: BothAnswers, labels: readonly number[] = [0]): Check[] {
  const measured = task === 'toxicity' ? labels.flatMap(figuresAt) : exclusiveFigures(task);
  return measured.flatMap(({ figure, of, better, tolerance }) => {
    const known = knownRows(before.rows, task, figure);
    const pick = (side: BothAnswers['before']) => of({ ...side, rows: known.map((i) => side.rows[i]!) });
    const groups = groupsOf(known.map((i) => before.rows[i]!.example));
    const difference = pairedDifference(groups, pick(before), pick(after));
    if (Number.isNaN(difference.change)) return [];
    return [{ figure, ...difference, worse: isWorse(difference, better, tolerance) }];
  });
}

function figuresAt(label: number, i: number): Measured[] {
  const [auc, ...rest] = attributeFigures(label) as [Measured, ...Measured[]];
  return i === 0 ? [auc, ...rest] : [{ ...auc, tolerance: 2 * auc.tolerance }];
}

/** Returns what computes the figure that a head is chosen by, of one side. */
export function mainFigure(task: Task, label: number, side: BothAnswers['before']): FigureOf {
  const [first] = task === 'toxicity' ? attributeFigures(label) : exclusiveFigures(task);
  return first!.of(side);
}

function isWorse({ change, low, high }: PairedDifference, better: number, tolerance: number): boolean {
  const isBeyondChance = low > 0 || high < 0;
  return isBeyondChance && Math.abs(change) > tolerance && Math.sign(change) !== better;
}

/** Returns the rows whose source says what the figure is about. */
function knownRows(rows: readonly Prediction[], task: Task, figure: string): number[] {
  const k = task === 'toxicity' ? TASK_LABELS.toxicity.findIndex((label) => figure.endsWith(`.${label}`)) : 0;
  return rows.flatMap(({ example }, i) => (Number.isNaN(example.labels[k]) ? [] : [i]));
}

function attributeFigures(k: number): Measured[] {
  const label = TASK_LABELS.toxicity[k]!;
  const columns = ({ decision, rows }: BothAnswers['before']) => {
    const scores = rows.map(({ probabilities }) => probabilities[k]!);
    const threshold = decision.thresholds?.[k] ?? 0.5;
    return { scores, positives: rows.map(({ example }) => example.labels[k]! >= 0.5), threshold };
  };
  const figure =
    (compute: (scores: number[], positives: boolean[], flags: boolean[]) => number) =>
    (side: BothAnswers['before']) => {
      const { scores, positives, threshold } = columns(side);
      return (some: readonly number[]) => {
        const chosen = some.map((i) => scores[i]!);
        return compute(
          chosen,
          some.map((i) => positives[i]!),
          chosen.map((score) => score >= threshold),
        );
      };
    };
  const both = (flags: boolean[], positives: boolean[]) =>
    mean([f1Of(flags, positives).f1, f1Of(flags.map(not), positives.map(not)).f1]);
  return [
    { figure: `auc.${label}`, of: figure(rocAuc), better: 1, tolerance: TOLERANCE.auc },
    {
      figure: `macroF1.${label}`,
      of: figure((_, positives, flags) => both(flags, positives)),
      better: 1,
      tolerance: TOLERANCE.macroF1,
    },
    {
      figure: `calibrationError.${label}`,
      of: figure(calibrationError),
      better: -1,
      tolerance: TOLERANCE.calibrationError,
    },
    {
      // More that is flagged is worse only where less was right.
      figure: `flaggedOff.${label}`,
      of: figure((_, positives, flags) => Math.abs(mean(flags.map(Number)) - mean(positives.map(Number)))),
      better: -1,
      tolerance: TOLERANCE.flagged,
    },
  ];
}

const not = (value: boolean) => !value;
const shareOf = (labels: readonly number[], label: number) => mean(labels.map((found) => Number(found === label)));

function exclusiveFigures(task: Task): Measured[] {
  const labels = TASK_LABELS[task];
  const figure =
    (compute: (predicted: number[], actual: number[], confidence: number[]) => number) =>
    ({ rows }: BothAnswers['before']) => {
      const confidence = rows.map(({ probabilities }) => Math.max(...probabilities));
      const predicted = rows.map(({ probabilities }, i) => probabilities.indexOf(confidence[i]!));
      const actual = rows.map(({ example }) => labelIndex(example));
      return (some: readonly number[]) =>
        compute(
          some.map((i) => predicted[i]!),
          some.map((i) => actual[i]!),
          some.map((i) => confidence[i]!),
        );
    };
  const right = (predicted: number[], actual: number[]) => predicted.map((label, i) => label === actual[i]);
  return [
    {
      figure: 'macroF1',
      of: figure((predicted, actual) => macroF1(predicted, actual, labels.length)),
      better: 1,
      tolerance: TOLERANCE.macroF1,
    },
    {
      figure: 'calibrationError',
      of: figure((predicted, actual, confidence) => calibrationError(confidence, right(predicted, actual))),
      better: -1,
      tolerance: TOLERANCE.calibrationError,
    },
    ...labels.map(
      (label, k): Measured => ({
        figure: `shareOff.${label}`,
        of: figure((predicted, actual) => Math.abs(shareOf(predicted, k) - shareOf(actual, k))),
        better: -1,
        tolerance: 3 * TOLERANCE.flagged,
      }),
    ),
  ];
}
