import { type Example, labelIndex } from '../dataset/rows/examples.ts';
import { inContext } from '../model/context.ts';
import { encode, type Head, predict } from '../model/head.ts';
import { readTerms } from '../text/terms.ts';

/** A labelled example and what a head says of it: probabilities from 0 to 1, in label order. */
export interface Judged {
  readonly example: Example;
  readonly probabilities: Float32Array;
}

/** Runs a head over examples, once each. */
export function judge(head: Head, examples: readonly Example[]): Judged[] {
  const { network } = head;
  return examples.map((example) => ({
    example,
    probabilities: predict(head, encode(head.name, example, network.vocabulary)).probabilities,
  }));
}

/** What the stance head says of examples when the comments that they answer are read too, as the classifier does. */
export function judgeInContext(stance: Head, reply: Head, rows: readonly Judged[]): Judged[] {
  const { vocabulary } = stance.network;
  const run = (head: Head, text: string, against: string) =>
    predict(head, encode(head.name, { text, against }, vocabulary)).probabilities;
  return rows.map(({ example, probabilities }) => {
    const { text, against, parent } = example;
    if (parent === undefined || parent === '') return { example, probabilities };
    const [favor = 0, opposed = 0, none = 0] = run(stance, parent, against);
    const [agree = 0, disagree = 0, neutral = 0] = run(reply, text, parent);
    const context = { parent: { favor, against: opposed, none }, reply: { agree, disagree, neutral } };
    return { example, probabilities: inContext(probabilities, context, readTerms(text, vocabulary).length) };
  });
}

/** One attribute of the rows whose source says whether it holds: what was said, what is so, and who is named. */
export interface AttributeRows {
  readonly scores: readonly number[];
  readonly positives: readonly boolean[];
  readonly groups: readonly (readonly string[])[];
}

/** The rows that know the k-th attribute; from half of the annotators on it counts as so. */
export function attributeRows(rows: readonly Judged[], k: number): AttributeRows {
  const known = rows.filter(({ example }) => !Number.isNaN(example.targets[k]));
  return {
    scores: known.map(({ probabilities }) => probabilities[k] as number),
    positives: known.map(({ example }) => (example.targets[k] as number) >= 0.5),
    groups: known.map(({ example }) => example.groups),
  };
}

/** Figures that compare positives with negatives are defined where there are both. */
export const hasBothClasses = ({ positives }: AttributeRows): boolean =>
  positives.includes(true) && positives.includes(false);

/** The answers of a head whose labels exclude each other: indices of labels, and the top label's probability. */
export interface Answers {
  readonly actual: readonly number[];
  readonly predicted: readonly number[];
  readonly confidence: readonly number[];
  readonly right: readonly boolean[];
}

export function answersOf(rows: readonly Judged[]): Answers {
  const actual = rows.map(({ example }) => labelIndex(example));
  const confidence = rows.map(({ probabilities }) => Math.max(...probabilities));
  const predicted = rows.map(({ probabilities }, i) => probabilities.indexOf(confidence[i] as number));
  return { actual, predicted, confidence, right: predicted.map((label, i) => label === actual[i]) };
}
