import { type Element, nearestAncestor } from '../../dom/elements.ts';
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
