import { type NgramConfig, ngrams, type Terms, vectorRows } from '../text/features.ts';
import type { HeadInput } from './forward.ts';

/** What the toxicity head reads: words and runs of words in one pool, the characters inside words in another. */
export function encodeToxicity(terms: Terms, text: string, config: NgramConfig): HeadInput {
  const words = ngrams(terms, { ...config, characters: null });
  const subwords = config.characters === null ? words : ngrams(terms, { ...config, words: 0 });
  return { pools: [words, subwords], vectors: vectorRows(terms), dense: surface(terms, text) };
}

/** How it is written: length, shouting, exclamations, questions, second person. Each about 0 to 1. */
function surface({ tokens, forms }: Terms, text: string): Float32Array {
  let shouted = 0;
  let words = 0;
  let exclamations = 0;
  let questions = 0;
  let addressed = 0;
  for (const [i, { kind, start, end }] of tokens.entries()) {
    const form = forms[i] as string;
    if (kind === 'punctuation') {
      if (form.startsWith('!')) exclamations++;
      if (form.startsWith('?')) questions++;
    } else if (kind === 'word') {
      words++;
      if (form === 'you' || form === 'your' || form === 'u' || form === "you're") addressed++;
      const written = text.slice(start, end);
      if (written.length > 2 && written === written.toUpperCase()) shouted++;
    }
  }
  const per = (n: number) => n / Math.max(1, words);
  return Float32Array.of(
    Math.log1p(words) / 6,
    per(shouted),
    Math.min(1, per(exclamations) * 4),
    Math.min(1, per(questions) * 4),
    Math.min(1, per(addressed) * 4),
  );
}
