import { type Element, nearestAncestor } from '../../dom/elements.ts';
import type { RawComment } from '../../thread.ts';
import { parentsByLevel } from '../levels.ts';
import { type CompiledPlatform, capturedIn } from './compile.ts';
import type { PlatformItem } from './item.ts';

/**
 * Returns the index of the item that each one answers, null for none: the item it stands in or, where levels are marked,
 * the nearest before it at a lower level. Levels count more, because a forgotten end tag puts a comment into the one
 * before it.
 */
export function parentIndices(items: readonly PlatformItem[], platform: CompiledPlatform): (number | null)[] {
  const indices = new Map(items.map(({ element }, i) => [element, i]));
  const itemAround = nearestAncestor((element) => indices.has(element));
  const levels = levelsOf(items, platform);
  const byLevel = parentsByLevel(levels);
  return items.map(({ element }, i) => {
    const outer = itemAround(element);
    const around = outer === null ? null : indices.get(outer)!;
    const isInside = around !== null && (platform.level === null || levels[around]! < levels[i]!);
    return isInside ? around : byLevel[i]!;
  });
}

/**
 * Returns `parents`, save for comments that say by name whom they answer: those answer the nearest before them by that
 * author under the same comment on the article.
 */
export function parentsByName(
  comments: readonly RawComment[],
  parents: readonly (number | null)[],
  names: readonly (string | null)[],
): readonly (number | null)[] {
  if (names.every((name) => name === null)) return parents;
  const roots: number[] = [];
  const latest = new Map<string, number>();
  return parents.map((parent, i) => {
    const root = parent === null ? i : roots[parent]!;
    roots.push(root);
    const answered = names[i] === null ? undefined : latest.get(`${root} ${names[i]}`);
    latest.set(`${root} ${comments[i]!.author}`, i);
    return answered ?? parent;
  });
}

/** How deep each item is marked to be: only the order of the numbers counts. */
function levelsOf(items: readonly PlatformItem[], { level, levelOtherwise, repliesBox }: CompiledPlatform): number[] {
  if (level !== null) {
    return items.map(({ element, own }) => {
      const match = capturedIn(level, element, own);
      const number = Number(match?.[1]);
      return match === null ? levelOtherwise : Number.isNaN(number) ? 2 : number;
    });
  }
  if (repliesBox === null) return items.map(() => 1);
  const boxAround = nearestAncestor(repliesBox);
  return items.map(({ element }) => {
    let boxes = 0;
    for (let box: Element | null = boxAround(element); box !== null; box = boxAround(box)) boxes++;
    return boxes;
  });
}
