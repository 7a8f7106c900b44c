import { type NgramConfig, ngrams } from '../text/ngrams.ts';
import { type Features, type Terms, vectorRows } from '../text/terms.ts';
import type { HeadInput } from './forward.ts';
import { relate, type Topic } from './relatedness.ts';

/** A text read for comparing: its terms and its topic words. */
export interface ReadText {
  readonly terms: Terms;
  /** Read when first asked for. */
  readonly topic: () => Topic;
}

/** Tokens on either side of a word that names the target: what is said right there weighs by itself. */
const WINDOW = 5;

/**
 * What the stance head reads: the n-grams of the comment, of the target, and of the comment near the words that name
 * the target; the mean vectors of both and their product; how related they are; the form of the target.
 */
export function encodeStance(comment: ReadText, target: ReadText, config: NgramConfig): HeadInput {
  const { features, touched } = relate(comment.topic(), target.topic());
  const { mean } = target.topic();
  const product = comment.topic().mean.map((x, d) => x * (mean[d] as number) * 10);
  return {
    pools: [ngrams(comment.terms, config), ngrams(target.terms, config), nearby(comment.terms, touched, config)],
    vectors: vectorRows(comment.terms),
    dense: Float32Array.of(...mean, ...product, ...features, ...form(comment.terms, target.terms)),
  };
}

function nearby(terms: Terms, touched: readonly number[], config: NgramConfig): Features {
  const ids: number[] = [];
  const owners: number[] = [];
  let done = 0;
  for (const at of touched) {
    const from = Math.max(done, at - WINDOW);
    const to = Math.min(terms.tokens.length, at + WINDOW + 1);
    if (from >= to) continue;
    const found = ngrams(terms, config, from, to);
    ids.push(...found.ids);
    owners.push(...found.owners);
    done = to;
  }
  return { ids: Int32Array.from(ids), owners: Int32Array.from(owners) };
}

const DUTY = new Set([
  'should',
  'must',
  'need',
  'needs',
  'ought',
  'shall',
  'let',
  'time',
  'deserve',
  'deserves',
  'right',
]);
const REFUSAL = new Set([
  ...['not', 'no', 'never', 'ban', 'bans', 'abolish', 'end', 'stop', 'against', 'prohibit', 'reject', 'oppose'],
  ...["n't", "shouldn't", "don't", "can't", "isn't", "aren't", "won't", 'cannot', 'without', 'less', 'too', 'wrong'],
]);

/** The form of the target (topic, claim, demand) and of the comment. Each about 0 to 1. */
function form(comment: Terms, target: Terms): readonly number[] {
  const words = target.tokens.filter((token) => token.kind !== 'punctuation').length;
  const count = (terms: Terms, set: ReadonlySet<string>) => terms.words.filter(({ form }) => set.has(form)).length;
  const length = Math.max(1, comment.tokens.length);
  return [
    Number(words <= 1),
    Number(words === 2 || words === 3),
    Number(words > 3 && words <= 7),
    Number(words > 7),
    Math.min(1, count(target, DUTY)),
    Math.min(1, count(target, REFUSAL)),
    Math.log1p(comment.tokens.length) / 6,
    Math.min(1, (10 * count(comment, REFUSAL)) / length),
    Math.min(1, (20 * comment.words.filter(({ form }) => form.startsWith('?')).length) / length),
  ];
}
