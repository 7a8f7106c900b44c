import { attribute, classesOf, type Element } from '../../dom/elements.ts';
import type { ElementTree } from '../element-tree.ts';
import { parentsByLevel } from '../levels.ts';
import type { Features } from './features.ts';
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
const MAX_INSIDE = 8;

/** What an item answers: another one's position in the list, or its id. */
export type Parent = number | string | null;

/**
 * Returns what each item answers: the item that it stands in, else the one that an attribute names, else the nearest
 * before it that is less deep: by a number or word in its classes, by its margin, or because it stands in a box beside it.
 */
export function parentsOf(items: readonly Item[], tree: ElementTree, features: Features): Parent[] {
  if (items.some(({ outer }) => outer !== null)) return items.map(({ outer }) => outer);
  const named = items.map(({ index }) => firstAttribute(tree.elements[index]!, PARENT_ATTRIBUTES));
  if (new Set(named.filter((id) => id !== null)).size > 1) {
    return named.map((id) =>
      id === null || /^(?:0|-1|null)?$/.test(id) ? null : (/(?<!\w)(\w+)$/.exec(id)?.[1] ?? null),
    );
  }
  const boxes = boxLevels(items, tree, features);
  const boxed = new Set(boxes).size > 1 ? boxes : null;
  const levels =
    markedLevels(items, [numberedLevel, offsetLevel], tree) ?? boxed ?? markedLevels(items, [replyLevel], tree);
  return levels === null ? items.map(() => null) : parentsByLevel(levels);
}

/** Levels as the items or the boxes right around and right inside them mark them; null where nothing does. */
function markedLevels(
  items: readonly Item[],
  readings: readonly ((element: Element) => number | null)[],
  { parents, elements }: ElementTree,
): number[] | null {
  const near = items.map(({ index, own }) =>
    [index, parents[index]!, ...own.slice(0, MAX_INSIDE)].filter((i) => i >= 0).map((i) => elements[i]!),
  );
  for (const levelOf of readings) {
    const levels = near.map((around) => around.map(levelOf).find((level) => level !== null) ?? null);
    const marked = levels.filter((level) => level !== null);
    if (new Set(levels).size > 1 && (levelOf === replyLevel ? marked.length < items.length : marked.length > 0)) {
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
function boxLevels(items: readonly Item[], { parents, elements }: ElementTree, { names }: Features): number[] {
  const chains = items.map(({ index }) => {
    const chain: number[] = [];
    for (let ancestor = parents[index]!; ancestor >= 0; ancestor = parents[ancestor]!) chain.push(ancestor);
    return chain.reverse();
  });
  const common = chains.reduce((length, chain) => sharedLength(chains[0]!, chain, length), chains[0]?.length ?? 0);
  return chains.map((chain) => {
    const boxes = chain.slice(common);
    return boxes.filter((i) => names[i]!.reply || /^(?:ul|ol|dl|dd|blockquote)$/.test(elements[i]!.name)).length;
  });
}

/** How many elements at the start of two chains are the same, `limit` at most. */
function sharedLength(a: readonly number[], b: readonly number[], limit: number): number {
  let length = 0;
  while (length < limit && length < b.length && a[length] === b[length]) length++;
  return length;
}
