import { confusionOf } from './confusion.ts';
import { type CoveragePoint, coverageCurve } from './coverage.ts';
import { attributeRows, hasBothClasses, type Prediction, topLabels } from './predictions.ts';
import type { Decision } from './predictor.ts';
import { type ReliabilityBin, reliabilityTable } from './reliability.ts';
import { type SubgroupBias, subgroupBias } from './subgroups.ts';
import { type ThresholdPoint, thresholdTable } from './thresholds.ts';

type ByName<T> = Readonly<Record<string, T>>;

/** What a single figure hides, over all rows of an evaluation; a field that a head does not have is empty. */
export interface Details {
  /** Toxicity: by attribute that has positives and negatives, what each threshold would flag. */
  readonly thresholds: ByName<readonly ThresholdPoint[]>;
  /** Ten bins of the probability by attribute that a row knows; for stance and reply of the top label's, `confidence`. */
  readonly reliability: ByName<readonly ReliabilityBin[]>;
  /** Toxicity: by attribute, how well each identity group is served; empty where no row names a group. */
  readonly subgroups: ByName<SubgroupBias>;
  /** Stance and reply: numbers of rows by actual label, then by predicted label. */
  readonly confusion: ByName<ByName<number>>;
  /** Stance and reply: what is left, and how right it is, when the less sure answers are dropped. */
  readonly coverage: readonly CoveragePoint[];
}

const NOTHING: Details = { thresholds: {}, reliability: {}, subgroups: {}, confusion: {}, coverage: [] };

/** Returns the details of toxicity: thresholds, reliability and subgroup bias by attribute. */
export function attributeDetails({ labels, thresholds }: Decision, rows: readonly Prediction[]): Details {
  const known = labels
    .map((attribute, k) => ({ attribute, threshold: thresholds?.[k] ?? 0.5, ...attributeRows(rows, k) }))
    .filter(({ scores }) => scores.length > 0);
  const comparable = known.filter(hasBothClasses);
  const grouped = comparable.filter(({ groups }) => groups.some((names) => names.length > 0));
  return {
    ...NOTHING,
    thresholds: Object.fromEntries(
      comparable.map(({ attribute, scores, positives, threshold }) => [
        attribute,
        thresholdTable(scores, positives, threshold),
      ]),
    ),
    reliability: Object.fromEntries(
      known.map(({ attribute, scores, positives }) => [attribute, reliabilityTable(scores, positives)]),
    ),
    subgroups: Object.fromEntries(
      grouped.map(({ attribute, scores, positives, groups }) => [attribute, subgroupBias(scores, positives, groups)]),
    ),
  };
}

/** Returns the details of stance and reply: reliability, confusion and coverage. */
export function labelDetails({ labels, abstainBelow }: Decision, rows: readonly Prediction[]): Details {
  const { actual, predicted, confidence, right } = topLabels(rows);
  return {
    ...NOTHING,
    reliability: { confidence: reliabilityTable(confidence, right) },
    confusion: confusionOf(predicted, actual, labels),
    coverage: coverageCurve(confidence, right, abstainBelow ?? 0),
  };
}
