import { classesOf, type Element } from '../../dom/elements.ts';
import type { ElementTree } from '../element-tree.ts';
import type { Counts, Features } from './features.ts';

/** Elements that hold a comment where they have no name. */
const BOXES = new Set(['li', 'tr', 'div', 'article', 'section', 'dd']);
const NAMING = ['itemprop', 'role', 'data-testid', 'component', 'data-component', 'data-type'];
/** How far up a name is looked for, which bounds the time that deep markup takes. */
const MAX_NAMELESS = 24;

/** Elements that share a name or a parent, in document order. */
export interface Group {
  /** In words of CSS, for people. */
  readonly name: string;
  /** Of its elements, in the tree. */
  readonly indices: readonly number[];
}

/** Returns what a group's own name says: not its element's, and not the box's around elements without one. */
export function nameOf({ name }: Group): string {
  return / in /.test(name) ? '' : name.replace(/^[^.#[]*/, '');
}

/** Returns what the box is named that a group's elements without a name stand in; '' for others. */
export function boxNameOf({ name }: Group): string {
  return / in \D/.test(name) ? name.replace(/^.*? in [^.#[]*/, '') : '';
}

/** Returns every set of elements that something repeats: a class, the letters of an id, a role, a parent or its class. */
export function groupsOf({ elements, parents }: ElementTree): Group[] {
  const groups = new Map<string, number[]>();
  for (const [i, element] of elements.entries()) {
    for (const key of keysOf(element, () => namedAncestor(i, elements, parents), elements)) {
      const indices = groups.get(key);
      if (indices === undefined) groups.set(key, [i]);
      else if (indices.at(-1) !== i) indices.push(i);
    }
  }
  return [...groups].map(([name, indices]) => ({ name, indices }));
}

/** The nearest ancestor that a site gives a name: lists in lists and rows in bodies of tables have none. */
function namedAncestor(index: number, elements: readonly Element[], parents: Int32Array): number {
  let ancestor = parents[index]!;
  for (let i = 0; i < MAX_NAMELESS && ancestor > 0 && isNameless(elements[ancestor]!); i++)
    ancestor = parents[ancestor]!;
  return ancestor;
}

function isNameless({ attribs }: Element): boolean {
  return attribs.class === undefined && attribs.id === undefined;
}

function keysOf(element: Element, parent: () => number, elements: readonly Element[]): string[] {
  const { name, attribs } = element;
  const keys = classesOf(element).map((token) => `${name}.${withoutNumbers(token)}`);
  if (attribs.id !== undefined && /\d/.test(attribs.id)) keys.push(`${name}#${withoutNumbers(attribs.id)}`);
  for (const attribute of NAMING)
    if (attribs[attribute] !== undefined) keys.push(`${name}[${attribute}=${attribs[attribute]}]`);
  if (name.includes('-')) keys.push(name);
  if (keys.length > 0) return keys;
  const around = parent();
  keys.push(`${name} in ${around}`);
  // Lists in lists are one thread where they share a name.
  const names = around < 0 ? undefined : elements[around]!.attribs.class;
  if (names !== undefined && BOXES.has(name))
    keys.push(`${name} in ${elements[around]!.name}.${withoutNumbers(names.trim())}`);
  return keys;
}

/** Ids such as `comment-12` and `c_4e7a3582eab8` differ in what is no word. */
export function withoutNumbers(name: string): string {
  return name.replace(/[\da-f]{8,}|\d+/gi, '#');
}

/** Counts of what an item holds, other items of the group excepted. */
export interface ItemCounts extends Counts {
  /** Of the item's element, in the tree. */
  readonly index: number;
}

/** Returns what each item of a group holds by itself: an item inside another counts for itself alone. */
export function itemCounts(indices: readonly number[], { ends }: ElementTree, features: Features): ItemCounts[] {
  const counts = indices.map((index) => ({ index, ...features.within(index) }));
  const open: number[] = [];
  for (const [i, index] of indices.entries()) {
    while (open.length > 0 && ends[indices[open.at(-1)!]!]! <= index) open.pop();
    const outer = open.at(-1);
    if (outer !== undefined) {
      const inner = features.within(index);
      const rest = counts[outer]!;
      counts[outer] = {
        index: rest.index,
        text: rest.text - inner.text,
        linked: rest.linked - inner.linked,
        words: rest.words - inner.words,
        times: rest.times - inner.times,
        authors: rest.authors - inner.authors,
        buttons: rest.buttons - inner.buttons,
        headlines: rest.headlines - inner.headlines,
        bodies: rest.bodies - inner.bodies,
      };
    }
    open.push(i);
  }
  return counts;
}
