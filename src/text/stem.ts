// The only importer of natural: the full subpath alone, since its index loads database drivers and reads `.env`.
import PorterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';
import stopwords from 'natural/lib/natural/util/stopwords.js';

const LIMIT = 50_000;
const LONGEST = 32;
const stems = new Map<string, string>();

/** Porter stem (Porter 1980) of a folded word; a word of over 32 units is its own stem. Remembers 50,000 words. */
export function stem(word: string): string {
  if (word.length > LONGEST) return word;
  let found = stems.get(word);
  if (found === undefined) {
    found = PorterStemmer.stem(word);
    if (stems.size >= LIMIT) stems.clear();
    stems.set(word, found);
  }
  return found;
}

/** English words that say nothing about the topic of a text. */
export const STOPWORDS: ReadonlySet<string> = new Set(stopwords.words);
