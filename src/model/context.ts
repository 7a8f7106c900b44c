import type { ReplyResult, StanceResult } from '../schemas.ts';

/** What a reply inherits: where the comment it answers stands, and how it takes it. */
export interface Context {
  readonly parent: StanceResult['scores'];
  readonly reply: ReplyResult['scores'];
}

/** How much the context counts for a reply of no words, and over how many tokens that falls to a third (1/e). */
const STRENGTH = 0.5;
const REACH = 25;

/**
 * Probabilities of favor, against and none, of a reply that its own words and the comment it answers speak for: who
 * agrees stands where the parent stands, who disagrees on the other side. "Exactly." says nothing of a target by itself;
 * the longer a reply, the more it speaks for itself.
 */
export function inContext(own: Float32Array, { parent, reply }: Context, tokens: number): Float32Array {
  const { agree, disagree } = reply;
  const favor = agree * parent.favor + disagree * parent.against;
  const against = agree * parent.against + disagree * parent.favor;
  const inherited = [favor, against, 1 - favor - against];
  const share = STRENGTH * Math.exp(-tokens / REACH);
  return own.map((p, k) => (1 - share) * p + share * inherited[k]!);
}
