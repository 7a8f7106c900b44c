import type { ToxicityResult } from '../schemas.ts';
import { toxicityResult } from '../scoring/results.ts';
import { toSpans } from '../scoring/spans.ts';
import type { ReadText } from './features/read-text.ts';
import type { LexicalScorer } from './scorer.ts';

/** Logits that a word has to add to be a reason: toxicity often lies in one word. */
const MIN_ADDED = 0.1;

/** Returns the toxicity of a comment: every attribute's probability, those that reach their threshold, and the words why. */
export function scoreToxicity(scorer: LexicalScorer, comment: ReadText): ToxicityResult {
  const { logits, contributions } = scorer.score('toxicity', comment, null);
  return toxicityResult(scorer.probabilities('toxicity', logits), scorer.head('toxicity'), (k, attribute) =>
    toSpans(comment.terms, contributions(k), attribute, MIN_ADDED),
  );
}
