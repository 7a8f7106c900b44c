import { toLeet } from '../../text/leet.ts';

/** How people spell a word so that a filter, or a tired eye, misses it. A word too short for one is left alone. */
const SPELLINGS: readonly ((words: string, random: () => number) => string)[] = [
  (words) => [...words.replaceAll(' ', '')].join(' '),
  toLeet,
  atInnerLetter((words, i) => `${words.slice(0, i)}${words[i + 1]}${words[i]}${words.slice(i + 2)}`),
  atInnerLetter((words, i) => words.slice(0, i) + words.slice(i + 1)),
  atInnerLetter((words, i, random) => {
    const sign = '.*-_'[Math.floor(random() * 4)];
    return `${words.slice(0, i + 1)}${sign}${words.slice(i + 1)}`;
  }),
  atInnerLetter((words, i) => words.slice(0, i) + words[i]!.repeat(3) + words.slice(i + 1)),
  (words) => words.replaceAll(' ', ''),
];

/** How many ways to misspell there are. */
export const MISSPELLINGS = SPELLINGS.length;

/** Returns the words misspelt in the `which`-th way, from 0, beginning again behind the last. */
export function misspell(words: string, which: number, random: () => number): string {
  return SPELLINGS[which % SPELLINGS.length]!(words, random);
}

/** Returns a spelling with a change at a random letter: not the first, one of the last two, or before a space or its like. */
function atInnerLetter(change: (words: string, index: number, random: () => number) => string) {
  return (words: string, random: () => number): string => {
    const indices = Array.from({ length: Math.max(0, words.length - 3) }, (_, i) => i + 1).filter(
      (i) => words[i] !== ' ' && words[i + 1] !== ' ' && words[i] !== words[i + 1],
    );
    return indices.length === 0 ? words : change(words, indices[Math.floor(random() * indices.length)]!, random);
  };
}
