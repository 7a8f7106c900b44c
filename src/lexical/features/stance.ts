import { TARGET_DEMANDS } from '../../text/english.ts';
import { KIND_NUMBERS } from '../../text/lexicon.ts';
import { cutFloats } from '../../text/slab.ts';
import type { Terms } from '../../text/terms.ts';
import { wholeText } from '../network/pooling.ts';
import type { HeadInput } from '../network/reference.ts';
import { isNegative, MAX_TOPIC_WORDS } from './negated-target.ts';
import { joined, placed, productOf, relate, SIGNALS, signalsOf, type Topic } from './relatedness.ts';
import { kindCounter } from './word-kinds.ts';

/** A text read for comparing: its terms and its topic words. */
export interface ReadText {
  readonly terms: Terms;
  /** Read when first asked for. */
  readonly topic: () => Topic;
  /** As a target: whether who agrees with it speaks against what it names. */
  readonly isNegated: () => boolean;
}

/** Tokens on either side of a word that names the target: what is said right there weighs by itself. */
const WINDOW = 5;

/** Comments of more tokens are no one-liners. */
const LONGEST_REMARK = 40;

/**
 * What the stance head reads: the n-grams of the comment, those of the target, and of the comment near the words that
 * name the target; the mean vectors of both and their product; how related they are; the form of the target. The
 * comment's n-grams, the product and the relatedness are read a second time by the form of the pair: a word may speak for
 * a claim and against a topic, and a remark that shares no word with its topic may still be about it (Daumé 2007).
 * A negated target mirrors all that: who speaks well of zoos is against closing them.
 */
export function encodeStance(comment: ReadText, target: ReadText): HeadInput {
  const related = relate(comment.topic(), target.topic());
  const { features, touched } = related;
  const ranges = wholeText(comment.terms);
  const product = productOf(comment.topic(), target.topic());
  const mirrored = target.isNegated();
  const ofPair = formOfPair(comment.terms, target.terms);
  const ofWords = ofPair + (mirrored && isClaim(target.terms) ? FORMS : 0);
  return {
    pools: [
      { terms: comment.terms, ranges, part: 'words', salt: 0 },
      { terms: comment.terms, ranges, part: 'words', salt: SALT * (1 + ofWords) },
      { terms: target.terms, ranges: wholeText(target.terms), part: 'words', salt: 0 },
      { terms: comment.terms, ranges: nearby(comment.terms, touched), part: 'words', salt: 0 },
    ],
    vectors: comment.terms,
    dense: joined(
      target.topic().mean,
      product,
      features,
      form(comment.terms, target.terms),
      placed(joined(product, features), ofPair, FORMS),
    ),
    sequences: [
      { terms: comment.terms, signals: signalsOf(comment.terms.length, comment.topic(), related) },
      { terms: target.terms, signals: allocateFloats(target.terms.length * SIGNALS) },
    ],
    mirrored,
  };
}

const FORMS = 4;
const SALT = 7919;

const isClaim = ({ length }: Terms) => length > MAX_TOPIC_WORDS;

/** Tells topics from claims, and remarks from longer comments: 0 to 3. */
function formOfPair(comment: Terms, target: Terms): number {
  return Number(isClaim(target)) + 2 * Number(comment.length > LONGEST_REMARK);
}

/** The stretches around the words that name the target, each token once. */
function nearby(terms: Terms, touched: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  let done = 0;
  for (const at of touched) {
    const from = Math.max(done, at - WINDOW);
    const to = Math.min(terms.length, at + WINDOW + 1);
    if (from >= to) continue;
    ranges.push([from, to]);
    done = to;
  }
  return ranges;
}

const countKinds = kindCounter([(form) => TARGET_DEMANDS.has(form), isNegative, (form) => form.startsWith('?')]);

/** The form of the target (topic, claim, demand) and of the comment. Each about 0 to 1. */
function form(comment: Terms, target: Terms): readonly number[] {
  const words = target.indices.filter((index) => target.lexicon.kinds[index] !== KIND_CODES.punctuation).length;
  const [duties = 0, ofTarget = 0] = countKinds(target);
  const [, negatives = 0, questions = 0] = countKinds(comment);
  const length = Math.max(1, comment.length);
  return [
    Number(words <= 1),
    Number(words === 2 || words === 3),
    Number(words > 3 && words <= 7),
    Number(words > 7),
    Math.min(1, duties),
    Math.min(1, ofTarget),
    Math.log1p(comment.length) / 6,
    Math.min(1, (10 * negatives) / length),
    Math.min(1, (20 * questions) / length),
  ];
}
