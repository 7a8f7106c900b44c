import { type Element, nearestAbove } from '../../dom/elements.ts';
import type { Candidate } from '../belongs-here.ts';
import { type Markup, readMatch } from './compile.ts';

/**
 * Returns the place of the item that each one answers, null for none: the item it stands in or, where levels are marked,
 * the nearest before it at a lower level. Levels count more, because a forgotten end tag puts a comment into the one
 * before it.
 */
export function parentPlaces(items: readonly Candidate[], markup: Markup): (number | null)[] {
  const places = new Map(items.map(({ element }, place) => [element, place]));
  const itemAbove = nearestAbove((element) => places.has(element));
  const levels = levelsOf(items, markup);
  const open: number[] = [];
  return items.map(({ element }, place) => {
    const above = itemAbove(element);
    const abovePlace = above === null ? null : places.get(above)!;
    const level = levels[place]!;
    while (open.length > 0 && levels[open.at(-1)!]! >= level) open.pop();
    const inside = abovePlace !== null && (markup.level === null || levels[abovePlace]! < level);
    const parent = inside ? abovePlace : (open.at(-1) ?? null);
    open.push(place);
    return parent;
  });
}

/** How deep each item is marked to be: only the order of the numbers counts. */
function levelsOf(items: readonly Candidate[], { level, levelOtherwise, repliesBox }: Markup): number[] {
  if (level !== null) {
    return items.map(({ element, own }) => {
      const match = readMatch(level, element, own);
      const number = Number(match?.[1]);
      return match === null ? levelOtherwise : Number.isNaN(number) ? 2 : number;
    });
  }
  if (repliesBox === null) return items.map(() => 1);
  const boxAbove = nearestAbove(repliesBox);
  return items.map(({ element }) => {
    let boxes = 0;
    for (let box: Element | null = boxAbove(element); box !== null; box = boxAbove(box)) boxes++;
    return boxes;
  });
}
