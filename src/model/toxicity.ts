import { type NgramConfig, ngrams } from '../text/ngrams.ts';
import { type Terms, vectorRows, type Word } from '../text/terms.ts';
import type { HeadInput } from './forward.ts';

/** What the toxicity head reads: words and runs of words in one pool, the characters inside words in another. */
export function encodeToxicity(terms: Terms, text: string, config: NgramConfig): HeadInput {
  const pools = [ngrams(terms, wordConfig(config)), ngrams(terms, subwordConfig(config))];
  return { pools, vectors: vectorRows(terms), dense: surface(terms, text) };
}

/** The n-grams of the first pool: words, their skeletons, runs of words. */
export function wordConfig(config: NgramConfig): NgramConfig {
  return { ...config, characters: null };
}

/** The n-grams of the second pool: the characters inside words. */
export function subwordConfig(config: NgramConfig): NgramConfig {
  return { ...config, words: 0, skeletons: false };
}

/** How it is written: length, shouting, exclamations, questions, second person. Each about 0 to 1. */
export function surface({ tokens, words }: Terms, text: string): Float32Array {
  let shouted = 0;
  let count = 0;
  let exclamations = 0;
  let questions = 0;
  let addressed = 0;
  for (const [i, { kind, start, end }] of tokens.entries()) {
    const { form } = words[i] as Word;
    if (kind === 'punctuation') {
      if (form.startsWith('!')) exclamations++;
      if (form.startsWith('?')) questions++;
    } else if (kind === 'word') {
      count++;
      if (form === 'you' || form === 'your' || form === 'u' || form === "you're") addressed++;
      if (end - start > 2 && isShouted(text.slice(start, end))) shouted++;
    }
  }
  const per = (n: number) => n / Math.max(1, count);
  return Float32Array.of(
    Math.log1p(count) / 6,
    per(shouted),
    Math.min(1, per(exclamations) * 4),
    Math.min(1, per(questions) * 4),
    Math.min(1, per(addressed) * 4),
  );
}

function isShouted(written: string): boolean {
  const last = written.charCodeAt(written.length - 1);
  // Nearly every word ends in a small letter: no need to fold it.
  return !(last >= 97 && last <= 122) && written === written.toUpperCase();
}
