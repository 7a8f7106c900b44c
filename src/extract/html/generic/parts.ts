import { classesOf, type Element, isText } from '../../dom/elements.ts';
import type { ElementTree } from '../element-tree.ts';
import { withoutNumbers } from './groups.ts';
import type { Item } from './items.ts';

/** The index of an element of each item, in the tree; null where an item has none. */
export type Column = readonly (number | null)[];

/** A kind of element inside items, with the first one in each of them. */
export interface Part {
  /** In words of CSS: `span.author`. */
  readonly key: string;
  readonly indices: Column;
}

/** A part that fewer items have is none of a template. */
export const MIN_SHARE = 0.5;

/** Returns the parts that enough of the items have. */
export function partsOf(items: readonly Item[], { elements }: ElementTree): Part[] {
  const columns = new Map<string, (number | null)[]>();
  for (const [i, { own }] of items.entries()) {
    for (const index of own) {
      for (const key of keysOf(elements[index]!)) {
        let column = columns.get(key);
        if (column === undefined) {
          column = items.map(() => null);
          columns.set(key, column);
        }
        column[i] ??= index;
      }
    }
  }
  return [...columns]
    .map(([key, indices]) => ({ key, indices }))
    .filter(({ indices }) => filled(indices) >= indices.length * MIN_SHARE);
}

function keysOf(element: Element): string[] {
  const { name, attribs } = element;
  const keys = classesOf(element).map((token) => `${name}.${token.replace(/\d+/g, '#')}`);
  if (attribs.itemprop !== undefined) keys.push(`${name}[itemprop=${attribs.itemprop}]`);
  if (attribs['data-testid'] !== undefined) keys.push(`${name}[data-testid=${attribs['data-testid']}]`);
  if (attribs.id !== undefined) keys.push(`${name}#${withoutNumbers(attribs.id)}`);
  if (name === 'a') {
    keys.push(/^#|^javascript:|^$/i.test(attribs.href ?? '') ? 'a#' : 'a/');
    // A picture leads to the profile before the name does.
    if (element.children.some((child) => isText(child) && /\S/.test(child.data))) keys.push('a/text');
  }
  keys.push(name);
  return keys;
}

/** Returns how many items have an element in a column. */
export function filled(column: Column): number {
  return column.reduce<number>((count, index) => count + (index === null ? 0 : 1), 0);
}

/** Returns the column of the part with the highest score above 0; an empty one where there is none. */
export function bestColumn(parts: readonly Part[], score: (part: Part) => number): Column {
  let best: Part | null = null;
  let highest = 0;
  for (const part of parts) {
    const value = score(part);
    if (value > highest) [best, highest] = [part, value];
  }
  return best?.indices ?? parts[0]?.indices.map(() => null) ?? [];
}
