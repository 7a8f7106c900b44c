import type { ReplyResult, StanceResult, ToxicityResult } from '../schemas.ts';
import { type Context, inherit } from '../scoring/inheritance.ts';
import { likeliest, toxicityResult } from '../scoring/results.ts';
import { toSpans } from '../scoring/spans.ts';
import { type PairTask, TASK_LABELS } from '../tasks.ts';
import type { ReadText } from './features/read-text.ts';
import type { LexicalScore, LexicalScorer } from './scorer.ts';

/** Logits that a word has to add to be a reason: toxicity often lies in one word, a stance in none. */
const MIN_TOXIC = 0.1;
const MIN_STANCE = 0.25;

/** Returns the toxicity of a comment: every attribute's probability, those that reach their threshold, and the words why. */
export function scoreToxicity(scorer: LexicalScorer, comment: ReadText): ToxicityResult {
  const { logits, contributions } = scorer.score('toxicity', comment, null);
  return toxicityResult(scorer.probabilities('toxicity', logits), scorer.head('toxicity'), (k, attribute) =>
    toSpans(comment.terms, contributions(k), attribute, MIN_TOXIC),
  );
}

/** Returns where a comment stands towards a target, by its own words and, for a reply, by the comment it answers. */
export function scoreStance(
  scorer: LexicalScorer,
  comment: ReadText,
  target: string,
  readTarget: ReadText,
  context: Context | null,
): StanceResult {
  const score = scorer.score('stance', comment, readTarget);
  const own = scorer.probabilities('stance', score.logits);
  const probabilities = inherit(own, context, comment.terms.length);
  return {
    target,
    targetNegated: readTarget.isNegated,
    ...resultOf(scorer, 'stance', comment, score, probabilities),
  };
}

/** Returns where a reply stands towards its parent. */
export function scoreReply(scorer: LexicalScorer, reply: ReadText, parent: ReadText): ReplyResult {
  const score = scorer.score('reply', reply, parent);
  return resultOf(scorer, 'reply', reply, score, scorer.probabilities('reply', score.logits));
}

function resultOf<T extends PairTask>(
  scorer: LexicalScorer,
  task: T,
  { terms }: ReadText,
  { contributions }: LexicalScore,
  probabilities: Float32Array,
) {
  const labels: readonly (typeof TASK_LABELS)[T][number][] = TASK_LABELS[task];
  const result = likeliest(labels, probabilities, scorer.head(task).abstainBelow ?? 0);
  const spans = toSpans(terms, contributions(labels.indexOf(result.label)), result.label, MIN_STANCE);
  return { ...result, spans };
}
