import { REPLY_ADDRESS, REPLY_ASSENT, REPLY_CONTRASTS, REPLY_NEGATIONS } from '../../text/english.ts';
import { cutFloats } from '../../text/slab.ts';
import type { Terms } from '../../text/terms.ts';
import { wholeText } from '../network/pooling.ts';
import type { HeadInput } from '../network/reference.ts';
import { joined, productOf, relate, SIGNALS, signalsOf } from './relatedness.ts';
import type { ReadText } from './stance.ts';
import { kindCounter } from './word-kinds.ts';

/** An answer often says in its first words whether it agrees. */
const OPENING = 5;

/**
 * What the reply head reads: the n-grams of the reply, of its first words, and of the parent; the reply's mean vector
 * and its product with the parent's; how much of the parent it takes up; its manner.
 */
export function encodeReply(reply: ReadText, parent: ReadText): HeadInput {
  const related = relate(reply.topic(), parent.topic());
  const product = productOf(reply.topic(), parent.topic());
  return {
    pools: [
      { terms: reply.terms, ranges: wholeText(reply.terms), part: 'words', salt: 0 },
      { terms: reply.terms, ranges: [[0, Math.min(OPENING, reply.terms.length)]], part: 'words', salt: 0 },
      { terms: parent.terms, ranges: wholeText(parent.terms), part: 'words', salt: 0 },
    ],
    vectors: reply.terms,
    dense: joined(product, related.features, manner(reply.terms, parent.terms)),
    sequences: [
      { terms: reply.terms, signals: signalsOf(reply.terms.length, reply.topic(), related) },
      { terms: parent.terms, signals: allocateFloats(parent.terms.length * SIGNALS) },
    ],
    mirrored: false,
  };
}

/** Questions, exclamations, quotation, address, negation, contrast, assent. */
const countKinds = kindCounter([
  (form) => form.startsWith('?'),
  (form) => form.startsWith('!'),
  (form) => form === '"' || form.startsWith('>'),
  (form) => REPLY_ADDRESS.has(form),
  (form) => REPLY_NEGATIONS.has(form),
  (form) => REPLY_CONTRASTS.has(form),
  (form) => REPLY_ASSENT.has(form),
]);

/** How the reply is made: the lengths of both texts, and the share of each kind. Each about 0 to 1. */
function manner(reply: Terms, parent: Terms): readonly number[] {
  const length = Math.max(1, reply.length);
  return [
    Math.log1p(reply.length) / 6,
    Math.log1p(parent.length) / 6,
    ...countKinds(reply).map((count) => Math.min(1, (10 * count) / length)),
  ];
}
