import { accuracy, averagePrecision, calibrationError, f1Of, macroF1, mean, rocAuc } from './metrics.ts';
import { attributeRows, hasBothClasses, type Prediction, topLabels } from './predictions.ts';
import type { Decision } from './predictor.ts';

/** Figures of one set of rows by name; shares and areas from 0 to 1, NaN where they are not defined. */
export type Figures = Readonly<Record<string, number>>;

/** Returns, for toxicity, the figures of every attribute that has positives and negatives among the rows. */
export function attributeFigures({ labels, thresholds }: Decision, rows: readonly Prediction[]): Figures {
  const figures: Record<string, number> = { rows: rows.length };
  for (const [k, attribute] of labels.entries()) {
    const known = attributeRows(rows, k);
    if (!hasBothClasses(known)) continue;
    const { scores, positives } = known;
    const flagged = scores.map((score) => score >= (thresholds?.[k] ?? 0.5));
    const { f1, precision, recall } = f1Of(flagged, positives);
    const cleanF1 = f1Of(
      flagged.map((x) => !x),
      positives.map((x) => !x),
    ).f1;
    Object.assign(figures, {
      [`auc.${attribute}`]: rocAuc(scores, positives),
      [`averagePrecision.${attribute}`]: averagePrecision(scores, positives),
      [`f1.${attribute}`]: f1,
      [`macroF1.${attribute}`]: mean([f1, cleanF1]),
      [`precision.${attribute}`]: precision,
      [`recall.${attribute}`]: recall,
      [`calibrationError.${attribute}`]: calibrationError(scores, positives),
    });
  }
  return figures;
}

/** Returns, for stance and reply, the figures of labels that exclude each other. */
export function labelFigures({ labels, abstainBelow }: Decision, rows: readonly Prediction[]): Figures {
  const { actual, predicted, confidence, right } = topLabels(rows);
  const sure = right.filter((_, i) => confidence[i]! >= (abstainBelow ?? 0));
  const majority = Math.max(...labels.map((_, k) => mean(actual.map((a) => Number(a === k)))));
  return {
    rows: rows.length,
    macroF1: macroF1(predicted, actual, labels.length),
    accuracy: accuracy(predicted, actual),
    // What giving the most frequent label every time would reach.
    majority,
    majorityMacroF1: (2 * majority) / (1 + majority) / new Set(actual).size,
    ...Object.fromEntries(
      labels.map((label, k) => [
        `f1.${label}`,
        f1Of(
          predicted.map((p) => p === k),
          actual.map((a) => a === k),
        ).f1,
      ]),
    ),
    calibrationError: calibrationError(confidence, right),
    coverage: sure.length / rows.length,
    accuracyCovered: mean(sure.map(Number)),
  };
}
