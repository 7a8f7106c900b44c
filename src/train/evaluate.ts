import { seededRandom, shuffle } from '../dataset/random.ts';
import type { Example } from '../dataset/read.ts';
import type { HeadName, Model } from '../model/format.ts';
import { encode, type Head, predict, readHead } from '../model/head.ts';
import { accuracy, averagePrecision, calibrationError, f1Of, macroF1, mean, rocAuc } from './metrics.ts';

/** Figures of one set of rows by name; shares and areas from 0 to 1, NaN where they are not defined. */
export type Figures = Readonly<Record<string, number>>;

export interface Evaluation {
  readonly head: HeadName;
  readonly overall: Figures;
  readonly bySource: Readonly<Record<string, Figures>>;
  /** Stance: the same rows with the target or the text taken away, or targets shuffled. Empty for the other heads. */
  readonly controls: Readonly<Record<string, Figures>>;
}

/** The figure that a head is chosen by. */
export const MAIN_FIGURE: Readonly<Record<HeadName, string>> = {
  toxicity: 'auc.toxicity',
  stance: 'macroF1',
  reply: 'macroF1',
};

/** Runs a model's head over labelled rows and measures what it says. */
export function evaluate(model: Model, name: HeadName, examples: readonly Example[]): Evaluation {
  const head = readHead(model, name);
  const measure = name === 'toxicity' ? attributeFigures : labelFigures;
  const figures = (rows: readonly Example[]) => measure(head, rows, probabilitiesOf(head, rows));
  const sources = [...new Set(examples.map((example) => example.source))].sort();
  return {
    head: name,
    overall: figures(examples),
    bySource: Object.fromEntries(sources.map((s) => [s, figures(examples.filter((example) => example.source === s))])),
    controls: name === 'stance' ? stanceControls(examples, figures) : {},
  };
}

export function probabilitiesOf(head: Head, examples: readonly Example[]): Float32Array[] {
  const { manifest, network } = head;
  return examples.map(
    (example) => predict(head, encode(head.name, example, network.vocabulary, manifest.ngrams)).probabilities,
  );
}

function attributeFigures(
  { manifest }: Head,
  examples: readonly Example[],
  probabilities: readonly Float32Array[],
): Figures {
  const figures: Record<string, number> = { rows: examples.length };
  for (const [k, attribute] of manifest.labels.entries()) {
    const known = examples.flatMap((example, i) => (Number.isNaN(example.targets[k]) ? [] : [i]));
    const positives = known.map((i) => (examples[i]?.targets[k] as number) >= 0.5);
    if (!positives.includes(true) || !positives.includes(false)) continue;
    const scores = known.map((i) => probabilities[i]?.[k] as number);
    const flagged = scores.map((score) => score >= (manifest.thresholds?.[k] ?? 0.5));
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

function labelFigures(
  { manifest }: Head,
  examples: readonly Example[],
  probabilities: readonly Float32Array[],
): Figures {
  const actual = examples.map((example) => example.targets.indexOf(1));
  const confidence = probabilities.map((p) => Math.max(...p));
  const predicted = probabilities.map((p, i) => p.indexOf(confidence[i] as number));
  const sure = predicted.map((_, i) => i).filter((i) => (confidence[i] as number) >= (manifest.abstainBelow ?? 0));
  const right = (indices: readonly number[]) => mean(indices.map((i) => Number(predicted[i] === actual[i])));
  const majority = Math.max(...manifest.labels.map((_, k) => mean(actual.map((a) => Number(a === k)))));
  return {
    rows: examples.length,
    macroF1: macroF1(predicted, actual, manifest.labels.length),
    accuracy: accuracy(predicted, actual),
    // What giving the most frequent label every time would reach.
    majority,
    majorityMacroF1: (2 * majority) / (1 + majority) / new Set(actual).size,
    ...Object.fromEntries(
      manifest.labels.map((label, k) => [
        `f1.${label}`,
        f1Of(
          predicted.map((p) => p === k),
          actual.map((a) => a === k),
        ).f1,
      ]),
    ),
    calibrationError: calibrationError(
      confidence,
      predicted.map((p, i) => p === actual[i]),
    ),
    coverage: sure.length / examples.length,
    accuracyCovered: right(sure),
  };
}

/** A head that does as well without the target is no stance head. */
function stanceControls(examples: readonly Example[], figures: (rows: readonly Example[]) => Figures) {
  const order = shuffle(
    Uint32Array.from(examples, (_, i) => i),
    seededRandom(1),
  );
  return {
    'without target': figures(examples.map((example) => ({ ...example, against: '' }))),
    'without text': figures(examples.map((example) => ({ ...example, text: '' }))),
    'shuffled targets': figures(
      examples.map((example, i) => ({ ...example, against: (examples[order[i] as number] as Example).against })),
    ),
  };
}
