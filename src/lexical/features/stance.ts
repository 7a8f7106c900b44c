import { TARGET_DEMANDS } from '../../text/english.ts';
import { KIND_CODES } from '../../text/lexicon.ts';
import type { Terms } from '../../text/terms.ts';
import { type HeadInput, type Pool, wholeText } from './input.ts';
import { isNegative, MAX_TOPIC_WORDS } from './negated-target.ts';
import { concatenate, inBlock } from './numbers.ts';
import type { ReadText } from './read-text.ts';
import { productOf, RELATEDNESS_FEATURES, relate } from './relatedness.ts';
import { type InputShape, UNSALTED } from './shape.ts';
import { noSignals, SIGNALS, signalsOf } from './signals.ts';
import { kindCounter } from './word-kinds.ts';

/** Forms of a pair: a remark or a comment, on a topic or on a claim. */
const PAIR_FORMS = 4;

/** Returns the salt of a form, of which claims that negate what they name are two more. */
const saltOf = (form: number) => 7919 * (1 + form);

/**
 * The n-grams of the comment, those of the target, and of the comment near the words that name the target; the mean vectors
 * of both and their product; how related they are; the form of the target. The comment's n-grams, the product and the
 * relatedness are read a second time by the form of the pair: a word may speak for a claim and against a topic, and a
 * remark that shares no word with its topic may still be about it (Daumé 2007).
 */
export const STANCE_SHAPE: InputShape = {
  pools: [
    { text: 'comment', part: 'words', salts: UNSALTED },
    { text: 'comment', part: 'words', salts: [0, 1, 2, 3, 1 + PAIR_FORMS, 3 + PAIR_FORMS].map(saltOf) },
    { text: 'target', part: 'words', salts: UNSALTED },
    { text: 'comment', part: 'words', salts: UNSALTED },
  ],
  dense: (dimensions) => ({
    targetMean: dimensions,
    product: dimensions,
    relatedness: RELATEDNESS_FEATURES,
    form: 9,
    byPairForm: PAIR_FORMS * (dimensions + RELATEDNESS_FEATURES),
  }),
  sequences: ['comment', 'target'],
  signals: SIGNALS,
};

/**
 * Returns what the stance head reads of a comment and its target. A negated target mirrors all that: who speaks well of
 * zoos is against closing them.
 */
export function encodeStance(comment: ReadText, target: ReadText): HeadInput {
  const { terms } = comment;
  const ranges = wholeText(terms);
  const related = relate(comment, target);
  const product = productOf(comment, target);
  const mirrored = target.isNegated;
  const form = pairForm(terms, target.terms);
  const wordForm = form + (mirrored && isClaim(target.terms) ? PAIR_FORMS : 0);
  return {
    pools: [
      { terms, ranges, part: 'words', salt: 0 },
      { terms, ranges, part: 'words', salt: saltOf(wordForm) },
      { terms: target.terms, ranges: wholeText(target.terms), part: 'words', salt: 0 },
      { terms, ranges: nearby(terms, related.naming), part: 'words', salt: 0 },
    ],
    vectors: terms,
    dense: concatenate([
      target.topic.mean,
      product,
      related.features,
      formOf(terms, target.terms),
      inBlock(concatenate([product, related.features]), form, PAIR_FORMS),
    ]),
    sequences: [
      { terms, signals: signalsOf(comment, related) },
      { terms: target.terms, signals: noSignals(target) },
    ],
    mirrored,
  };
}

/** A comment of more tokens is no remark. */
const MAX_REMARK = 40;

const isClaim = ({ length }: Terms) => length > MAX_TOPIC_WORDS;

/** Tells topics from claims, and remarks from longer comments: 0 to 3. */
function pairForm(comment: Terms, target: Terms): number {
  return Number(isClaim(target)) + 2 * Number(comment.length > MAX_REMARK);
}

/** Tokens on either side of a word that names the target: what is said right there weighs by itself. */
const WINDOW = 5;

/** Returns the stretches around the words that name the target, each token once. */
function nearby(terms: Terms, naming: readonly number[]): Pool['ranges'] {
  const ranges: [number, number][] = [];
  let done = 0;
  for (const at of naming) {
    const from = Math.max(done, at - WINDOW);
    const to = Math.min(terms.length, at + WINDOW + 1);
    if (from >= to) continue;
    ranges.push([from, to]);
    done = to;
  }
  return ranges;
}

/** Counts demands, negative words and questions. */
const countKinds = kindCounter([(form) => TARGET_DEMANDS.has(form), isNegative, (form) => form.startsWith('?')]);

/** Returns the form of the target (topic, claim, demand) and of the comment. Each about 0 to 1. */
function formOf(comment: Terms, target: Terms): readonly number[] {
  const words = target.indices.filter((index) => target.lexicon.kinds[index] !== KIND_CODES.punctuation).length;
  const [demands = 0, targetNegatives = 0] = countKinds(target);
  const [, negatives = 0, questions = 0] = countKinds(comment);
  const length = Math.max(1, comment.length);
  return [
    Number(words <= 1),
    Number(words === 2 || words === 3),
    Number(words > 3 && words <= 7),
    Number(words > 7),
    Math.min(1, demands),
    Math.min(1, targetNegatives),
    Math.log1p(comment.length) / 6,
    Math.min(1, (10 * negatives) / length),
    Math.min(1, (20 * questions) / length),
  ];
}
