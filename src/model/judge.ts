import {
  REPLY_LABELS,
  type ReplyResult,
  STANCE_LABELS,
  type StanceResult,
  TOXICITY_ATTRIBUTES,
  type ToxicityResult,
} from '../schemas.ts';
import { type Context, inContext } from './context.ts';
import type { Sequence } from './convolution.ts';
import { contributions, toSpans } from './explain.ts';
import type { HeadInput } from './forward.ts';
import { type Head, type Prediction, predict, toPrediction } from './head.ts';
import { encodeReply } from './reply.ts';
import { encodeStance, type ReadText } from './stance.ts';
import { wordwiseForward } from './word-sums.ts';

/** Spans of `toxicity` are given from this probability on, those of the other attributes where they are labels. */
const LEAST_EXPLAINED = 0.05;
/** Logits that a word has to add to be a reason: toxicity often lies in one word, a stance in none. */
const LEAST_TOXIC = 0.1;
const LEAST_STANCE = 0.25;

/** Makes a judge of toxicity: every attribute's probability, those that reach their threshold, and the words why. */
export function toxicityJudge(head: Head): (text: string, read: ReadText) => ToxicityResult {
  const run = wordwiseForward(head);
  const thresholds = head.manifest.thresholds ?? TOXICITY_ATTRIBUTES.map(() => 0.5);
  const bands = head.manifest.uncertain ?? [];
  return (text, read) => {
    const { activations, added } = run(read.terms, text);
    const { probabilities } = toPrediction(head, activations);
    const labels = TOXICITY_ATTRIBUTES.filter((_, k) => (probabilities[k] as number) >= (thresholds[k] as number));
    const uncertain = TOXICITY_ATTRIBUTES.filter((_, k) => {
      const [low, high] = bands[k] ?? [1, 0];
      return (probabilities[k] as number) >= low && (probabilities[k] as number) < high;
    });
    const spans = TOXICITY_ATTRIBUTES.flatMap((attribute, k) => {
      const isExplained = labels.includes(attribute) || (k === 0 && (probabilities[k] as number) >= LEAST_EXPLAINED);
      return isExplained ? toSpans(read.terms.tokens, added(k), attribute, LEAST_TOXIC) : [];
    });
    return { scores: toScores(TOXICITY_ATTRIBUTES, probabilities), labels, uncertain, spans };
  };
}

/** Where a comment stands towards a target, by its own words and, for a reply, by the comment it answers. */
export function judgeStance(
  head: Head,
  comment: ReadText,
  target: string,
  readTarget: ReadText,
  context: Context | null = null,
): StanceResult {
  const input = encodeStance(comment, readTarget);
  const prediction = predict(head, input);
  if (context === null) return { target, ...judgeLabels(head, STANCE_LABELS, input, prediction) };
  const probabilities = inContext(prediction.probabilities, context, comment.terms.tokens.length);
  return { target, ...judgeLabels(head, STANCE_LABELS, input, { ...prediction, probabilities }) };
}

/** Where a reply stands towards its parent. */
export function judgeReply(head: Head, reply: ReadText, parent: ReadText): ReplyResult {
  const input = encodeReply(reply, parent);
  return judgeLabels(head, REPLY_LABELS, input, predict(head, input));
}

function judgeLabels<L extends string>(head: Head, labels: readonly L[], input: HeadInput, prediction: Prediction) {
  const best = Math.max(...prediction.probabilities);
  const index = prediction.probabilities.indexOf(best);
  const { tokens } = (input.sequences[0] as Sequence).terms;
  return {
    label: labels[index] as L,
    scores: toScores(labels, prediction.probabilities),
    abstained: best < (head.manifest.abstainBelow ?? 0),
    spans: toSpans(tokens, contributions(head, input, prediction, index), labels[index] as L, LEAST_STANCE),
  };
}

function toScores<L extends string>(labels: readonly L[], probabilities: Float32Array): Record<L, number> {
  return Object.fromEntries(labels.map((label, k) => [label, probabilities[k] as number])) as Record<L, number>;
}
