import { attribute, type Element } from '../../dom/elements.ts';
import { classesOf, type PageIndex } from '../element-tree.ts';
import type { Marks } from './features.ts';
import type { Item } from './items.ts';

const LEVEL_CLASS = /(?:^|[-_])(?:depth|level|indent(?:ed)?|nest(?:ed|ing)?|lvl)[-_]*(\d{1,3})$/i;
const REPLY_CLASS = /(?:^|[-_])(?:reply|replies|child|nested|indented|sub-?comment|answer|antwort|is-?reply)$/i;
const LEVEL_ATTRIBUTES = [
  'data-depth',
  'data-level',
  'data-indent',
  'data-comment-depth',
  'depth',
  'aria-level',
  'indent',
];
const PARENT_ATTRIBUTES = [
  'data-parent-id',
  'data-parent',
  'data-parentid',
  'data-comment-parent',
  'data-reply-to',
  'data-in-reply-to',
  'parentid',
];
const OFFSET =
  /(?:margin-left|padding-left|margin-inline-start)\s{0,4}:\s{0,4}(\d{1,4})(?:\.\d+)?\s{0,4}(px|em|rem|%)/i;

/** How many elements inside an item can say how deep it is. */
const NEAR = 8;

/** What an item answers: another one's place in the list, or its id. */
export type Parent = number | string | null;

/**
 * Returns what each item answers: the item that it stands in, else the one that an attribute names, else the nearest
 * before it that is less deep: by a number or word in its classes, by its margin, or because it stands in a box beside it.
 */
export function parentsOf(items: readonly Item[], index: PageIndex, marks: Marks): Parent[] {
  if (items.some(({ above }) => above !== null)) return items.map(({ above }) => above);
  const { elements } = index;
  const named = items.map(({ place }) => firstAttribute(elements[place]!, PARENT_ATTRIBUTES));
  if (new Set(named.filter((id) => id !== null)).size > 1) {
    return named.map((id) => (id === null || /^(?:0|-1|null)?$/.test(id) ? null : (/(\w+)$/.exec(id)?.[1] ?? null)));
  }
  const boxes = boxLevels(items, index, marks);
  const boxed = new Set(boxes).size > 1 ? boxes : null;
  const levels =
    markedLevels(items, [numberedLevel, offsetLevel], index) ?? boxed ?? markedLevels(items, [replyLevel], index);
  return levels === null ? items.map(() => null) : byLevel(levels);
}

function byLevel(levels: readonly number[]): (number | null)[] {
  const open: number[] = [];
  return levels.map((level, i) => {
    while (open.length > 0 && levels[open.at(-1)!]! >= level) open.pop();
    const parent = open.at(-1) ?? null;
    open.push(i);
    return parent;
  });
}

/** Levels as the items or the boxes right around and right inside them mark them; null where nothing does. */
function markedLevels(
  items: readonly Item[],
  readings: readonly ((element: Element) => number | null)[],
  { parents, elements }: PageIndex,
): number[] | null {
  const near = items.map(({ place, own }) =>
    [place, parents[place]!, ...own.slice(0, NEAR)].filter((p) => p >= 0).map((p) => elements[p]!),
  );
  for (const levelOf of readings) {
    const levels = near.map((around) => around.map(levelOf).find((level) => level !== null) ?? null);
    const found = levels.filter((level) => level !== null);
    if (new Set(levels).size > 1 && (levelOf === replyLevel ? found.length < items.length : found.length > 0)) {
      return levels.map((level) => level ?? 0);
    }
  }
  return null;
}

function numberedLevel(element: Element): number | null {
  for (const token of classesOf(element)) {
    const level = LEVEL_CLASS.exec(token);
    if (level !== null) return Number(level[1]);
  }
  const value = firstAttribute(element, LEVEL_ATTRIBUTES);
  return value !== null && /^\d{1,3}$/.test(value) ? Number(value) : null;
}

function offsetLevel(element: Element): number | null {
  const offset = OFFSET.exec(element.attribs.style ?? '');
  if (offset !== null) return Number(offset[1]);
  const image = element.name === 'img' && /spacer|s\.gif|blank|clear|pixel/i.test(element.attribs.src ?? '');
  return image && /^\d{1,4}$/.test(element.attribs.width ?? '') ? Number(element.attribs.width) : null;
}

function replyLevel(element: Element): number | null {
  return classesOf(element).some((token) => REPLY_CLASS.test(token)) ? 1 : null;
}

function firstAttribute(element: Element, names: readonly string[]): string | null {
  return names.map((name) => attribute(element, name)).find((value) => value !== null) ?? null;
}

/**
 * Replies in a box beside what they answer stand deeper. Only boxes that are named for it, lists in lists and items of
 * the same box count: other boxes split a thread into parts.
 */
function boxLevels(items: readonly Item[], { parents, elements }: PageIndex, { names }: Marks): number[] {
  const chains = items.map(({ place }) => {
    const chain: number[] = [];
    for (let above = parents[place]!; above >= 0; above = parents[above]!) chain.push(above);
    return chain.reverse();
  });
  const common = chains.reduce((length, chain) => sharedLength(chains[0]!, chain, length), chains[0]?.length ?? 0);
  return chains.map((chain) => {
    const boxes = chain.slice(common);
    return boxes.filter((place) => names[place]!.reply || /^(?:ul|ol|dl|dd|blockquote)$/.test(elements[place]!.name))
      .length;
  });
}

function sharedLength(a: readonly number[], b: readonly number[], most: number): number {
  let length = 0;
  while (length < most && length < b.length && a[length] === b[length]) length++;
  return length;
}
