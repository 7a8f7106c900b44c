import type { Element } from '../../dom/elements.ts';
import { classesOf, type PageIndex } from '../element-tree.ts';
import type { Counts, Marks } from './features.ts';

/** How far up a name is looked for, which bounds the time that deep markup takes. */
const NAMELESS = 24;

/** Elements that share a name or a place in the page, in document order. */
export interface Group {
  /** In words of CSS, for people. */
  readonly name: string;
  readonly places: readonly number[];
}

/** Returns every set of elements that something repeats: a class, the letters of an id, a role, or a parent. */
export function groupsOf({ elements, parents }: PageIndex): Group[] {
  const groups = new Map<string, number[]>();
  for (const [place, element] of elements.entries()) {
    for (const key of keysOf(element, () => named(place, elements, parents))) {
      const places = groups.get(key);
      if (places === undefined) groups.set(key, [place]);
      else if (places.at(-1) !== place) places.push(place);
    }
  }
  return [...groups].map(([name, places]) => ({ name, places }));
}

/** The nearest element above that a site gives a name: lists in lists and rows in bodies of tables have none. */
function named(place: number, elements: PageIndex['elements'], parents: Int32Array): number {
  let above = parents[place]!;
  for (let i = 0; i < NAMELESS && above > 0 && isNameless(elements[above]!); i++) above = parents[above]!;
  return above;
}

function isNameless({ attribs }: Element): boolean {
  return attribs.class === undefined && attribs.id === undefined;
}

function keysOf(element: Element, parent: () => number): string[] {
  const { name, attribs } = element;
  const keys = classesOf(element).map((token) => `${name}.${withoutNumbers(token)}`);
  if (attribs.id !== undefined && /\d/.test(attribs.id)) keys.push(`${name}#${withoutNumbers(attribs.id)}`);
  for (const attribute of ['itemprop', 'role', 'data-testid', 'component', 'data-component', 'data-type'])
    if (attribs[attribute] !== undefined) keys.push(`${name}[${attribute}=${attribs[attribute]}]`);
  if (name.includes('-')) keys.push(name);
  if (keys.length === 0) keys.push(`${name} in ${parent()}`);
  return keys;
}

/** Ids such as `comment-12` and `c_4e7a3582eab8` differ in what is no word. */
function withoutNumbers(name: string): string {
  return name.replace(/[\da-f]{8,}|\d+/gi, '#');
}

/** What an item holds, other items of the group excepted. */
export interface Own extends Counts {
  readonly place: number;
}

/** Returns what each item of a group holds by itself: an item inside another counts for itself alone. */
export function ownCounts(places: readonly number[], { ends }: PageIndex, marks: Marks): Own[] {
  const own = places.map((place) => ({ place, ...marks.within(place) }));
  const open: number[] = [];
  for (const [i, place] of places.entries()) {
    while (open.length > 0 && ends[places[open.at(-1)!]!]! <= place) open.pop();
    const outer = open.at(-1);
    if (outer !== undefined) {
      const inner = marks.within(place);
      const rest = own[outer]!;
      own[outer] = {
        place: rest.place,
        text: rest.text - inner.text,
        linked: rest.linked - inner.linked,
        words: rest.words - inner.words,
        times: rest.times - inner.times,
        authors: rest.authors - inner.authors,
        buttons: rest.buttons - inner.buttons,
        headlines: rest.headlines - inner.headlines,
      };
    }
    open.push(i);
  }
  return own;
}
