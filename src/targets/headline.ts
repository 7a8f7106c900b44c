import { CLOSED } from './words.ts';

/** How the words of a headline are written where they stand in sentences. */
export interface Usage {
  /** Says whether a word, in lower case, is seen without a capital. */
  readonly isLower: (word: string) => boolean;
  /** Says whether a word, in lower case, is a name. */
  readonly isName: (word: string) => boolean;
  /** Says whether "the" stands before a word, in lower case. */
  readonly hasThe: (word: string) => boolean;
}

/** UTF-16 units of a headline that are read. */
const MAX_LENGTH = 300;
/** What a page puts before or behind what it has to say. */
const LABELS =
  /^(?:\[[^\]]*\]|(?:opinion|breaking|exclusive|update|updated|editorial|analysis|comment|letters?|live|watch|video|poll|ask hn|show hn|tell hn|news|politics|debate|have your say)\s*[:|–—-])\s*/i;

const NUMBER = '(?:\\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)';
/** How a vote ended: "votes nine to six", "by 14 votes to 9". */
const TALLY = new RegExp(`(?:(?<=\\bvote[sd]?)|,? by) ${NUMBER}(?: votes)?(?: to |[-–])${NUMBER}(?= |,|$)`, 'gi');

/** Returns a headline without labels, in the capitals of a sentence and with straight apostrophes. */
export function plainHeadline(headline: string, { isLower, isName }: Usage): string {
  const text = headline
    .slice(0, MAX_LENGTH)
    .replace(/[’]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .replace(LABELS, '')
    .replace(TALLY, '');
  const words = text.split(' ');
  const long = words.filter((word) => /^\p{L}{4,}/u.test(word));
  const isTitle = long.length > 1 && long.filter((word) => /^\p{Lu}/u.test(word)).length > 0.6 * long.length;
  const written = words.map((word, i) => {
    const lower = word.toLowerCase();
    const bare = lower.replace(/^\P{L}+|(?<!\P{L})\P{L}+$/gu, '');
    if (!/^\P{L}*\p{Lu}\p{Ll}*\P{L}*$/u.test(word.replace(/['-]\p{L}+/gu, '')) && !(isTitle && isShouted(word)))
      return word;
    if ((i > 0 && !isTitle) || isName(bare.replace(/'s?$/, ''))) return word;
    return CLOSED.has(bare) || isLower(bare) || (isTitle && i > 0 && /^\p{L}{3,}ing$/u.test(bare)) ? lower : word;
  });
  return written.join(' ');
}

const isShouted = (word: string) => word.length > 5 && word === word.toUpperCase();

/** Returns the parts of a headline that may hold a dispute, likeliest first. */
export function partsOf(text: string): string[] {
  const quoted = [...text.matchAll(/[‘“"]([^‘’“”"]{12,})[’”"]|(?:^|[\s:])'([^']{12,})'(?=$|[\s.,])/g)].map(
    (m) => m[1] ?? m[2]!,
  );
  const whole = text.replace(/^[‘“"']|[’”"']$/g, '');
  const split = whole.split(/(?::|;| [–—|-]|\?|!|\.)(?: |$)/).filter((part) => part.trim() !== '');
  const clauses = split.flatMap((part) =>
    part.split(/, (?=\S+ )| (?=as (?!an? ))/).map((clause) => clause.replace(/^as /, '')),
  );
  return [...new Set([whole, ...quoted, ...split, ...clauses].map((part) => part.trim()))].filter((part) =>
    part.includes(' '),
  );
}
