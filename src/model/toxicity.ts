import { type NgramConfig, ngrams } from '../text/ngrams.ts';
import { type Terms, vectorRows, type Word } from '../text/terms.ts';
import type { Token } from '../text/tokenize.ts';
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

const ADDRESS = new Set(['you', 'your', 'u', "you're"]);

/** How it is written: length, shouting, exclamations, questions, second person. Each about 0 to 1. */
export function surface({ tokens, words }: Terms, text: string): Float32Array {
  let shouted = 0;
  let count = 0;
  let exclamations = 0;
  let questions = 0;
  let addressed = 0;
  for (let i = 0; i < tokens.length; i++) {
    const { kind, start, end } = tokens[i] as Token;
    const { form } = words[i] as Word;
    if (kind === 'word') {
      count++;
      if (ADDRESS.has(form)) addressed++;
      if (end - start > 2 && isShouted(text, start, end)) shouted++;
    } else if (kind === 'punctuation') {
      if (form.startsWith('!')) exclamations++;
      else if (form.startsWith('?')) questions++;
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

function isShouted(text: string, start: number, end: number): boolean {
  const last = text.charCodeAt(end - 1);
  // Nearly every word ends in a small letter: no need to cut it out and fold it.
  if (last >= 97 && last <= 122) return false;
  const written = text.slice(start, end);
  return written === written.toUpperCase();
}
