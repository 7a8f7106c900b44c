import { ACRONYMS } from './words.ts';

/** A word of a text, in UTF-16 offsets. */
export interface Word {
  /** Lower case, without a possessive ending; what only capitals make a name ("US") keeps them. */
  readonly key: string;
  readonly start: number;
  readonly end: number;
  /** Does something other than a space stand before it: a full stop, a comma, a line break? */
  readonly breaks: boolean;
  /** How it begins: with a capital, with one where a sentence begins too, without; in a text that shouts nothing can be told. */
  readonly stands: 'capital' | 'opening' | 'lower' | 'unclear';
  /** Ends in 's. */
  readonly isPossessive: boolean;
}

/** UTF-16 units of a text that are read: who writes more says nothing new. */
const MAX_LENGTH = 5000;
/** Long words by which it is told whether a text shouts: a comment may name two and say no more. */
const MIN_LONG = 4;
/** Addresses, and words with the signs that names have: "AT&T", "C++", "C#", ".NET". */
const PATTERN =
  /(?:https?:\/\/|www\.)\S+|@[\p{L}\p{N}_.]+|(?:(?<![^\s(])\.(?=\p{Lu}{2}))?[\p{L}\p{N}]+(?:[.'’&+_-][\p{L}\p{N}]+)*(?:(?<=(?<![\p{L}\p{N}])\p{Lu})#|\+*)/gu;
const POSSESSIVE = /['’]s$/i;

/** Returns the words of a text in order; what addresses somebody (`@name`) and addresses of pages are none. */
export function readWords(text: string, minLong = MIN_LONG): Word[] {
  const found: { word: string; start: number; gap: string }[] = [];
  let from = 0;
  let skipped = '';
  for (const match of text.slice(0, MAX_LENGTH).matchAll(PATTERN)) {
    const [word] = match;
    const gap = skipped + text.slice(from, match.index);
    from = match.index + word.length;
    if (word.startsWith('@') || /^(?:https?:|www\.)/.test(word)) skipped = '. ';
    else {
      found.push({ word, start: match.index, gap });
      skipped = '';
    }
  }
  const isLoud = shouts(
    found.map(({ word }) => word),
    minLong,
  );
  return found.map(({ word, start, gap }, i) => {
    const bare = /['’]/.test(word) ? word.replace(POSSESSIVE, '') : word;
    const isNext = gap === ' ' && i > 0;
    const opens = !isNext && (i === 0 || /[.!?:\n"“”‘([•*–—-]/.test(gap));
    return {
      key: keyOf(bare, isLoud),
      start,
      end: start + word.length,
      breaks:
        !isNext && (i === 0 || /[^ \u00a0&]/.test(isPlural(found[i - 1]!.word) ? gap.replace(/^['’](?= )/, '') : gap)),
      stands: isLoud ? 'unclear' : !isCapital(word) ? 'lower' : opens ? 'opening' : 'capital',
      isPossessive: bare.length < word.length,
    };
  });
}

/** In the possessive it stands before a mark that ends nothing: "the tenants' union". */
const isPlural = (word: string) => /s$/i.test(word);
const isCapital = (word: string) => /^\.?\p{Lu}/u.test(word);

/** Are most words of a text in capitals, or most long ones with a capital first, as in a title? */
function shouts(words: readonly string[], minLong: number): boolean {
  const long = words.filter((word) => word.length > 3);
  return long.length >= minLong && long.filter(isCapital).length > 0.6 * long.length;
}

function keyOf(word: string, isLoud: boolean): string {
  const joined = word[1] === '.' && /^(?:\p{L}\.)+\p{L}$/u.test(word) ? word.replaceAll('.', '') : word;
  const lower = joined.toLowerCase().replaceAll('’', "'");
  return ACRONYMS.has(joined) && !(isLoud && joined === 'WHO') ? joined : lower;
}

/** Returns the singular of an English noun in lower case, by its ending. */
export function singular(key: string): string {
  if (key.length < 4 || !key.endsWith('s') || /(?:ss|us|is)$/.test(key)) return key;
  if (/ies$/.test(key) && key.length > 4) return `${key.slice(0, -3)}y`;
  return /(?:[sxz]|ch|sh)es$/.test(key) ? key.slice(0, -2) : key.slice(0, -1);
}
