import type { Element } from '../../dom/elements.ts';
import { visibleText } from '../../dom/visible.ts';
import { isNoise } from '../../patterns/boilerplate.ts';
import { withoutSharedWords } from '../../patterns/furniture.ts';
import { authorName, couldBeName, isCounter } from '../../patterns/names.ts';
import { nameShown } from './scores.ts';

/** Returns the names that the boxes of authors show, without what the template writes in them; `times` may stand inside. */
export function authorNames(
  authors: readonly (Element | null)[],
  times: readonly (Element | null)[],
): (string | null)[] {
  const shown = authors.map((author, i) =>
    author === null ? '' : visibleText(author, (element) => element === times[i]),
  );
  const lines = shown.map((text) => text.split('\n').filter((line) => line !== ''));
  const badges = badgesOf(lines);
  const names = authors.map((author, i) => {
    if (author === null) return null;
    const named = lines[i]!.length > 1 && badges.has(lines[i]![0]!) ? lines[i]![1]! : shown[i]!;
    return authorName(nameShown(author, named.length, named)) || null;
  });
  return withoutSharedWords(names);
}

/** First lines that stand above several names: ranks and labels. */
function badgesOf(all: readonly (readonly string[])[]): ReadonlySet<string> {
  const below = new Map<string, Set<string>>();
  for (const [first, second] of all) {
    if (first === undefined || second === undefined) continue;
    if (!couldBeName(second) || isCounter(second) || isNoise(second)) continue;
    const names = below.get(first);
    if (names === undefined) below.set(first, new Set([second]));
    else names.add(second);
  }
  return new Set([...below].filter(([, names]) => names.size > 1).map(([badge]) => badge));
}
