import { type Example, labelIndex } from '../dataset/rows/examples.ts';
import type { Task } from '../tasks.ts';
import type { Predictor } from './predictor.ts';

/** A labelled example and what is predicted of it: probabilities from 0 to 1, in label order. */
export interface Prediction {
  readonly example: Example;
  readonly probabilities: Float32Array;
}

/** Is told of every row that was predicted. */
export type OnRow = () => void;

/** Returns predictions of examples, each by its own text and its target or parent, in order. */
export const predict = (
  predictor: Predictor,
  task: Task,
  examples: readonly Example[],
  onRow: OnRow = () => {},
): Prediction[] =>
  examples.map((example) => {
    const probabilities = predictor.probabilities(task, example.text, example.target);
    onRow();
    return { example, probabilities };
  });

/** Returns what is predicted of stances when headlines and the comments that they answer are read too, as the classifier does. */
export const predictInThreads = (
  predictor: Predictor,
  alone: readonly Prediction[],
  onRow: OnRow = () => {},
): Prediction[] =>
  alone.map(({ example, probabilities }) => {
    const { text, target, parent = '', headline = '' } = example;
    if (parent === '' && headline === '') return { example, probabilities };
    const inThread = predictor.stanceInThread({
      text,
      target,
      parent: parent === '' ? undefined : parent,
      headline: headline === '' ? undefined : headline,
    });
    onRow();
    return { example, probabilities: inThread };
  });

/** Returns predictions of examples by the pass that is served: stances with the comment that they answer, where rows say. */
export function predictAsServed(
  predictor: Predictor,
  task: Task,
  examples: readonly Example[],
  onRow?: OnRow,
): Prediction[] {
  const alone = predict(predictor, task, examples, onRow);
  return task === 'stance' ? predictInThreads(predictor, alone, onRow) : alone;
}

/** One attribute of the rows whose source says whether it holds: what was said, what is so, and who is named. */
export interface AttributeRows {
  readonly scores: readonly number[];
  readonly positives: readonly boolean[];
  readonly groups: readonly (readonly string[])[];
}

/** Returns the rows that know the k-th attribute; from half of the annotators on it counts as so. */
export function attributeRows(rows: readonly Prediction[], k: number): AttributeRows {
  const known = rows.filter(({ example }) => !Number.isNaN(example.labels[k]));
  return {
    scores: known.map(({ probabilities }) => probabilities[k]!),
    positives: known.map(({ example }) => example.labels[k]! >= 0.5),
    groups: known.map(({ example }) => example.groups),
  };
}

/** Says whether there are both: figures that compare positives with negatives are defined only there. */
export const hasBothClasses = ({ positives }: AttributeRows): boolean =>
  positives.includes(true) && positives.includes(false);

/** Predictions of labels that exclude each other: indices of labels, and the top label's probability. */
export interface TopLabels {
  readonly actual: readonly number[];
  readonly predicted: readonly number[];
  readonly confidence: readonly number[];
  readonly right: readonly boolean[];
}

/** Returns the top label of each row beside the right one. */
export function topLabels(rows: readonly Prediction[]): TopLabels {
  const actual = rows.map(({ example }) => labelIndex(example));
  const confidence = rows.map(({ probabilities }) => Math.max(...probabilities));
  const predicted = rows.map(({ probabilities }, i) => probabilities.indexOf(confidence[i]!));
  return { actual, predicted, confidence, right: predicted.map((label, i) => label === actual[i]) };
}
