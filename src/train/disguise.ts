import { seededRandom } from '../dataset/random.ts';
import type { Example } from '../dataset/read.ts';
import { toLeet } from '../text/leet.ts';

/** How people hide words from filters. What folding undoes (look-alikes, invisible characters) need not be learnt. */
const DISGUISES: readonly ((word: string, random: () => number) => string)[] = [
  (word) => word[0] + word.slice(1).replace(/[aeiou]/gi, '*'),
  (word) => `${word[0]}${'*'.repeat(word.length - 2)}${word.at(-1)}`,
  toLeet,
  (word, random) => word.replace(/[aeiou]/i, (letter) => letter.repeat(3 + Math.floor(random() * 4))),
  (word, random) => {
    const at = 1 + Math.floor(random() * (word.length - 1));
    return `${word.slice(0, at)}${'.-* '[Math.floor(random() * 4)]}${word.slice(at)}`;
  },
];

/** Share of the words of a copy that are disguised. */
const WORDS = 0.4;

/**
 * Copies of toxic examples (`share` of them) and of others (a third of that, so that a disguise alone is no sign of
 * toxicity) in which some words are disguised. The same seed gives the same copies.
 */
export function disguisedCopies(examples: readonly Example[], share: number, seed: number): Example[] {
  const random = seededRandom(seed);
  return examples.flatMap((example) => {
    const toxic = example.targets.some((target) => target >= 0.5);
    return random() < (toxic ? share : share / 3) ? [{ ...example, text: disguise(example.text, random) }] : [];
  });
}

function disguise(text: string, random: () => number): string {
  return text.replace(/[a-z]{4,20}/gi, (word) => {
    if (random() >= WORDS) return word;
    const hide = DISGUISES[Math.floor(random() * DISGUISES.length)] as (typeof DISGUISES)[number];
    return hide(word, random);
  });
}
