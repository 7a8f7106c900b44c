import { toLeet } from '../../text/leet.ts';

/** How people spell a word so that a filter, or a tired eye, misses it. A word too short for one is left alone. */
const SPELLINGS: readonly ((words: string, random: () => number) => string)[] = [
  (words) => [...words.replaceAll(' ', '')].join(' '),
  toLeet,
  (words, random) => {
    const at = inner(words, random);
    return at < 0 ? words : `${words.slice(0, at)}${words[at + 1]}${words[at]}${words.slice(at + 2)}`;
  },
  (words, random) => {
    const at = inner(words, random);
    return at < 0 ? words : words.slice(0, at) + words.slice(at + 1);
  },
  (words, random) => {
    const at = inner(words, random);
    return at < 0 ? words : `${words.slice(0, at + 1)}${'.*-_'[Math.floor(random() * 4)]}${words.slice(at + 1)}`;
  },
  (words, random) => {
    const at = inner(words, random);
    return at < 0 ? words : words.slice(0, at) + (words[at] as string).repeat(3) + words.slice(at + 1);
  },
  (words) => words.replaceAll(' ', ''),
];

/** How many ways to misspell there are. */
export const MISSPELLINGS = SPELLINGS.length;

/** Spells the words in the `which`-th way, from 0. */
export function misspell(words: string, which: number, random: () => number): string {
  return (SPELLINGS[which % SPELLINGS.length] as (typeof SPELLINGS)[number])(words, random);
}

/** The place of a letter that is neither the first nor the last two, nor beside a space; -1 where there is none. */
function inner(words: string, random: () => number): number {
  const places = Array.from({ length: Math.max(0, words.length - 3) }, (_, i) => i + 1).filter(
    (i) => words[i] !== ' ' && words[i + 1] !== ' ' && words[i] !== words[i + 1],
  );
  return places.length === 0 ? -1 : (places[Math.floor(random() * places.length)] as number);
}
