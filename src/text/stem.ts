// The only importer of natural: the full subpath alone, since its index loads database drivers and reads `.env`.
import PorterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';
import stopwords from 'natural/lib/natural/util/stopwords.js';

const MAX_STEMS = 50_000;
const MAX_WORD_LENGTH = 32;
const stems = new Map<string, string>();

/**
 * Returns the Porter stem (Porter 1980) of a folded word; a word of over 32 units is its own. Up to 50,000 are cached.
 */
export function stem(word: string): string {
  if (word.length > MAX_WORD_LENGTH) return word;
  let result = stems.get(word);
  if (result === undefined) {
    result = PorterStemmer.stem(word);
    if (stems.size >= MAX_STEMS) stems.clear();
    stems.set(word, result);
  }
  return result;
}

/** English words that say nothing about the topic of a text. */
export const STOPWORDS: ReadonlySet<string> = new Set(stopwords.words);
