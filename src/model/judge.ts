import type { ReplyResult, Span, StanceResult, ToxicityAttribute, ToxicityResult } from '../schemas.ts';
import { REPLY_LABELS, STANCE_LABELS, TOXICITY_ATTRIBUTES } from '../tasks.ts';
import type { Terms } from '../text/terms.ts';
import { type Context, inContext } from './context.ts';
import { toSpans } from './explain.ts';
import { type Head, probabilitiesOf } from './head.ts';
import { lazily } from './lazily.ts';
import { encodeReply } from './reply.ts';
import { encodeStance, type ReadText } from './stance.ts';
import { encodeToxicity } from './toxicity.ts';
import { type WordwisePass, wordwiseForward } from './wordwise.ts';

/** Spans of `toxicity` are given from this probability on, those of the other attributes where they are labels. */
const LEAST_EXPLAINED = 0.05;
/** Logits that a word has to add to be a reason: toxicity often lies in one word, a stance in none. */
const LEAST_TOXIC = 0.1;
const LEAST_STANCE = 0.25;

/** Makes a judge of toxicity: every attribute's probability, those that reach their threshold, and the words why. */
export function toxicityJudge(head: Head): (comment: ReadText) => ToxicityResult {
  const run = wordwiseForward(head);
  const thresholds = head.manifest.thresholds ?? TOXICITY_ATTRIBUTES.map(() => 0.5);
  const bands = head.manifest.uncertain ?? [];
  return ({ terms }) => {
    const { logits, added } = run(encodeToxicity(terms));
    const probabilities = probabilitiesOf(head, logits);
    const labels: ToxicityAttribute[] = [];
    const uncertain: ToxicityAttribute[] = [];
    const spans: Span[] = [];
    for (let k = 0; k < TOXICITY_ATTRIBUTES.length; k++) {
      const attribute = TOXICITY_ATTRIBUTES[k]!;
      const probability = probabilities[k]!;
      const isLabel = probability >= thresholds[k]!;
      if (isLabel) labels.push(attribute);
      const band = bands[k];
      if (band !== undefined && probability >= band[0] && probability < band[1]) uncertain.push(attribute);
      if (isLabel || (k === 0 && probability >= LEAST_EXPLAINED))
        spans.push(...toSpans(terms, added(k), attribute, LEAST_TOXIC));
    }
    return { scores: toScores(TOXICITY_ATTRIBUTES, probabilities), labels, uncertain, spans };
  };
}

export type StanceJudge = (
  comment: ReadText,
  target: string,
  readTarget: ReadText,
  context: Context | null,
) => StanceResult;

/** Makes a judge of where a comment stands towards a target, by its own words and, for a reply, by the comment it answers. */
export function stanceJudge(head: Head): StanceJudge {
  const forward = lazily(() => wordwiseForward(head));
  return (comment, target, readTarget, context) => {
    const pass = forward()(encodeStance(comment, readTarget));
    const own = probabilitiesOf(head, pass.logits);
    const probabilities = context === null ? own : inContext(own, context, comment.terms.length);
    return {
      target,
      refusal: readTarget.refuses(),
      ...judgeLabels(head, STANCE_LABELS, comment.terms, pass, probabilities),
    };
  };
}

/** Makes a judge of where a reply stands towards its parent. */
export function replyJudge(head: Head): (reply: ReadText, parent: ReadText) => ReplyResult {
  const forward = lazily(() => wordwiseForward(head));
  return (reply, parent) => {
    const pass = forward()(encodeReply(reply, parent));
    return judgeLabels(head, REPLY_LABELS, reply.terms, pass, probabilitiesOf(head, pass.logits));
  };
}

function judgeLabels<L extends string>(
  { manifest }: Head,
  labels: readonly L[],
  terms: Terms,
  { added }: WordwisePass,
  probabilities: Float32Array,
) {
  const answer = toAnswer(labels, probabilities, manifest.abstainBelow ?? 0);
  const spans = toSpans(terms, added(labels.indexOf(answer.label)), answer.label, LEAST_STANCE);
  return { ...answer, spans };
}

/** The likeliest of labels that exclude each other, with the scores of all. */
export function toAnswer<L extends string>(labels: readonly L[], probabilities: Float32Array, abstainBelow: number) {
  const best = Math.max(...probabilities);
  return {
    label: labels[probabilities.indexOf(best)]!,
    scores: toScores(labels, probabilities),
    abstained: best < abstainBelow,
  };
}

function toScores<L extends string>(labels: readonly L[], probabilities: Float32Array): Record<L, number> {
  const scores = {} as Record<L, number>;
  for (let k = 0; k < labels.length; k++) scores[labels[k]!] = probabilities[k]!;
  return scores;
}
