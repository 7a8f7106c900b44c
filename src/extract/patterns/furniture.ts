import { trimmedLines } from './lines.ts';

/** Fewer texts or names share a line or a word by chance. */
const MIN_TEXTS = 3;
/** Labels are shorter than sentences, in UTF-16 units. */
const MAX_LABEL = 60;

/**
 * Returns texts without the lines that stand at an end of most of them, whatever number they show: counters, ratings and
 * buttons of this site.
 */
export function withoutFurniture(texts: readonly string[]): string[] {
  if (texts.length < MIN_TEXTS) return [...texts];
  const counts = new Map<string, number>();
  for (const text of texts) {
    const lines = text.split('\n').filter((line) => line.length <= MAX_LABEL && !/[.!?…]$/.test(line));
    for (const line of new Set(lines.map(withoutDigits))) counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  const isShared = (line: string): boolean => line === '' || (counts.get(withoutDigits(line)) ?? 0) > texts.length / 2;
  return texts.map((text) => trimmedLines(text.split('\n'), isShared));
}

/** Returns a line with `#` for each number, signs included. */
export function withoutDigits(line: string): string {
  return line.replace(/[+−-]?\d+/g, '#');
}

/** Returns names without a word that each begins or ends with, which is the template's: "Ann wrote", "Author Ann". */
export function withoutSharedWords(names: readonly (string | null)[]): (string | null)[] {
  const given = names.filter((name) => name !== null).map((name) => name.split(' '));
  if (new Set(given.map((words) => words.join(' '))).size < MIN_TEXTS || given.some(({ length }) => length < 2))
    return [...names];
  const [first] = given;
  const isShared = (at: number) => given.every((words) => words.at(at) === first!.at(at));
  const start = isShared(0) ? 1 : 0;
  const end = start === 0 && isShared(-1) ? -1 : undefined;
  return names.map((name) => name?.split(' ').slice(start, end).join(' ') ?? null);
}
