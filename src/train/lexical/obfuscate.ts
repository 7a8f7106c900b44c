import { seededRandom } from '../../dataset/random.ts';
import type { Example } from '../../dataset/rows/examples.ts';
import { toLeet } from '../../text/leet.ts';

/** How people hide a word from filters. What folding undoes (look-alikes, invisible characters) need not be learnt. */
const OBFUSCATIONS: readonly ((word: string, random: () => number) => string)[] = [
  (word) => word[0] + word.slice(1).replace(/[aeiou]/gi, '*'),
  (word) => `${word[0]}${'*'.repeat(word.length - 2)}${word.at(-1)}`,
  toLeet,
  (word, random) => word.replace(/[aeiou]/i, (letter) => letter.repeat(3 + Math.floor(random() * 4))),
  (word, random) => {
    const index = 1 + Math.floor(random() * (word.length - 1));
    return `${word.slice(0, index)}${'.-* '[Math.floor(random() * 4)]}${word.slice(index)}`;
  },
];

/** Share of the words of a copy that are obfuscated. */
const WORD_SHARE = 0.4;

/**
 * Returns copies of toxic examples (`share` of them) and of others (a third of that, so that an obfuscated word alone is
 * no sign of toxicity) in which some words are obfuscated. The same seed gives the same copies.
 */
export function obfuscatedCopies(examples: readonly Example[], share: number, seed: number): Example[] {
  const random = seededRandom(seed);
  return examples.flatMap((example) => {
    const toxic = example.labels.some((target) => target >= 0.5);
    return random() < (toxic ? share : share / 3) ? [{ ...example, text: obfuscate(example.text, random) }] : [];
  });
}

function obfuscate(text: string, random: () => number): string {
  return text.replace(/[a-z]{4,20}/gi, (word) => {
    if (random() >= WORD_SHARE) return word;
    return OBFUSCATIONS[Math.floor(random() * OBFUSCATIONS.length)]!(word, random);
  });
}
