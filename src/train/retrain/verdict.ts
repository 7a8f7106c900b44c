import { mean } from '../../evaluate/metrics.ts';
import { pairedDifference } from '../../evaluate/paired-difference.ts';
import type { Prediction } from '../../evaluate/predictions.ts';
import { topLabels } from '../../evaluate/predictions.ts';
import { type BothAnswers, type Check, checksOf, mainFigure } from './checks.ts';
import { groupsOf } from './groups.ts';

/** How a new model compares with the one that it would replace. */
export interface Verdict {
  /** On the rows of the user, by models that have not learnt from them. */
  readonly own: readonly Check[];
  /** On the rows of the package. */
  readonly guard: readonly Check[];
  /** What speaks against the new model, each in a sentence with what would help; empty where nothing does. */
  readonly against: readonly string[];
}

/** What a verdict is reached by. */
export interface VerdictInput {
  readonly own: BothAnswers;
  readonly guard: BothAnswers;
  /** Labels that were learnt, by index. */
  readonly learnt: readonly number[];
  /** Whether probabilities were set for the user's own rate: then what is flagged elsewhere changes as was asked. */
  readonly isCalibrated: boolean;
}

/** Returns what speaks against a new model. */
export function verdictOf({ own, guard, learnt, isCalibrated }: VerdictInput): Verdict {
  const ownChecks = checksOf(own, learnt);
  const guardChecks = guard.before.rows.length === 0 ? [] : checksOf(guard, [...new Set([0, ...learnt])]);
  const main = ownChecks.filter(({ figure }, i) => i < 2 && /^(auc|macroF1)/.test(figure));
  const held = isCalibrated ? guardChecks.filter(({ figure }) => figure.startsWith('auc.')) : guardChecks;
  const opposite = oppositeLabels(own, learnt[0] ?? 0);
  const rows = guard.before.rows.length.toLocaleString('en');
  const against = [
    ...(opposite === null ? [] : [opposite]),
    ...main
      .filter(({ worse }) => worse)
      .map((check) => `${told(check)} on your rows: ${HELP.own}`)
      .slice(0, 1),
    ...held
      .filter(({ worse }) => worse)
      .map((check) => `${told(check)} on the ${rows} rows of the package: ${HELP.guard}`)
      .slice(0, 1),
  ];
  return { own: ownChecks, guard: guardChecks, against };
}

const HELP = {
  own: 'label more rows, or settle what is labelled both ways (btl dataset check)',
  guard: 'label more rows, and rows as they come: also those that are plainly not what you look for',
  opposite: 'see whether they are the wrong way round',
};

const told = ({ figure, before, after, low, high }: Check) =>
  `${figure} goes from ${before.toFixed(3)} to ${after.toFixed(3)} (by ${signed(low)} to ${signed(high)})`;

const signed = (value: number) => `${value < 0 ? '' : '+'}${value.toFixed(3)}`;

/**
 * Below these the labels would agree well with the model the other way round: AUC, where 0.5 is chance, and kappa, where 0
 * is. Labels of a site that has an idea of its own lie between.
 */
const OPPOSITE = { auc: 0.15, kappa: -0.1 };

/** Says where the labels say the opposite of what the model says; null where they do not. */
function oppositeLabels({ task, before }: BothAnswers, label: number): string | null {
  const rows = before.rows.filter(({ example }) => task !== 'toxicity' || !Number.isNaN(example.labels[label]));
  const groups = groupsOf(rows.map(({ example }) => example));
  const of = task === 'toxicity' ? mainFigure(task, label, { ...before, rows }) : kappaOf(rows);
  const limit = task === 'toxicity' ? OPPOSITE.auc : OPPOSITE.kappa;
  const { after, high } = pairedDifference(groups, () => limit, of);
  if (!(high < 0)) return null;
  const figure = task === 'toxicity' ? `AUC ${after.toFixed(3)}` : `kappa ${after.toFixed(3)}`;
  return `the labels say the opposite of what the model says (${figure}): ${HELP.opposite}`;
}

/** Returns what computes how far answers agree with labels beyond chance (Cohen 1960), -1 to 1. */
function kappaOf(rows: readonly Prediction[]) {
  const { actual, predicted } = topLabels(rows);
  return (some: readonly number[]) => {
    const agreed = mean(some.map((i) => Number(actual[i] === predicted[i])));
    const shareOf = (labels: readonly number[], label: number) => mean(some.map((i) => Number(labels[i] === label)));
    const expected = [0, 1, 2].reduce((sum, label) => sum + shareOf(actual, label) * shareOf(predicted, label), 0);
    return (agreed - expected) / (1 - expected);
  };
}
