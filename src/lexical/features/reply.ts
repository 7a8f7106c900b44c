import { REPLY_ADDRESS, REPLY_ASSENT, REPLY_CONTRASTS, REPLY_NEGATIONS } from '../../text/english.ts';
import type { Terms } from '../../text/terms.ts';
import { type HeadInput, wholeText } from './input.ts';
import { concatenate } from './numbers.ts';
import type { ReadText } from './read-text.ts';
import { productOf, RELATEDNESS_FEATURES, relate } from './relatedness.ts';
import { type InputShape, UNSALTED } from './shape.ts';
import { noSignals, SIGNALS, signalsOf } from './signals.ts';
import { kindCounter } from './word-kinds.ts';

/**
 * The n-grams of the reply, of its first words, and of the parent; the reply's mean vector and its product with the
 * parent's; how much of the parent the reply takes up; its manner.
 */
export const REPLY_SHAPE: InputShape = {
  pools: [
    { text: 'comment', part: 'words', salts: UNSALTED },
    { text: 'comment', part: 'words', salts: UNSALTED },
    { text: 'target', part: 'words', salts: UNSALTED },
  ],
  dense: (dimensions) => ({ product: dimensions, relatedness: RELATEDNESS_FEATURES, manner: 9 }),
  sequences: ['comment', 'target'],
  signals: SIGNALS,
};

/** Tokens of a reply that often say by themselves whether it agrees. */
const OPENING = 5;

/** Returns what the reply head reads of a reply and its parent. */
export function encodeReply(reply: ReadText, parent: ReadText): HeadInput {
  const { terms } = reply;
  const related = relate(reply, parent);
  return {
    pools: [
      { terms, ranges: wholeText(terms), part: 'words', salt: 0 },
      { terms, ranges: [[0, Math.min(OPENING, terms.length)]], part: 'words', salt: 0 },
      { terms: parent.terms, ranges: wholeText(parent.terms), part: 'words', salt: 0 },
    ],
    vectors: terms,
    dense: concatenate([productOf(reply, parent), related.features, mannerOf(terms, parent.terms)]),
    sequences: [
      { terms, signals: signalsOf(reply, related) },
      { terms: parent.terms, signals: noSignals(parent) },
    ],
    mirrored: false,
  };
}

/** Counts questions, exclamations, quotation, address, negation, contrast, assent. */
const countKinds = kindCounter([
  (form) => form.startsWith('?'),
  (form) => form.startsWith('!'),
  (form) => form === '"' || form.startsWith('>'),
  (form) => REPLY_ADDRESS.has(form),
  (form) => REPLY_NEGATIONS.has(form),
  (form) => REPLY_CONTRASTS.has(form),
  (form) => REPLY_ASSENT.has(form),
]);

/** Returns how a reply is made: the lengths of both texts, and the share of each kind of token. Each about 0 to 1. */
function mannerOf(reply: Terms, parent: Terms): readonly number[] {
  const length = Math.max(1, reply.length);
  return [
    Math.log1p(reply.length) / 6,
    Math.log1p(parent.length) / 6,
    ...countKinds(reply).map((count) => Math.min(1, (10 * count) / length)),
  ];
}
