import type { ReplyResult, StanceResult } from '../schemas.ts';

/** What a reply inherits from: where the comment it answers stands, and how it takes it. */
export interface Context {
  readonly parent: StanceResult['scores'];
  readonly reply: ReplyResult['scores'];
}

/** How much the context counts for a reply of no words, and over how many tokens that falls to a third (1/e). */
const STRENGTH = 0.5;
const REACH = 25;

/** Returns what a reply inherits; null where it answers no comment that was scored towards the same target. */
export function contextOf(
  parent: Pick<StanceResult, 'scores'> | undefined,
  reply: Pick<ReplyResult, 'scores'> | null,
): Context | null {
  return parent === undefined || reply === null ? null : { parent: parent.scores, reply: reply.scores };
}

/**
 * Returns probabilities of favor, against and none, of a reply that its own words and the comment it answers speak for: who
 * agrees stands where the parent stands, who disagrees on the other side. "Exactly." says nothing of a target by itself;
 * the longer a reply, the more it speaks for itself.
 * @param own probabilities by the reply's own words
 * @param tokens of the reply
 */
export function inherit(own: Float32Array, context: Context | null, tokens: number): Float32Array {
  if (context === null) return own;
  const { parent, reply } = context;
  const favor = reply.agree * parent.favor + reply.disagree * parent.against;
  const against = reply.agree * parent.against + reply.disagree * parent.favor;
  // Probabilities in 32 bits may add up to a little more than 1.
  const inherited = [favor, against, Math.max(0, 1 - favor - against)];
  const share = STRENGTH * Math.exp(-tokens / REACH);
  return own.map((p, k) => (1 - share) * p + share * inherited[k]!);
}
