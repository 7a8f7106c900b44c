import { type ChildNode, classesOf, type Element, isTag } from '../../dom/elements.ts';
import { type ElementTree, endsOf } from '../element-tree.ts';
import type { Features } from './features.ts';
import { withoutNumbers } from './groups.ts';

/** Fewer comments in a row are a coincidence. */
const MIN_RUNS = 2;
/** Of the runs that must look like comments. */
const MIN_SHARE = 0.7;
/** Children that are tried as the first of a run, which bounds the time that wide boxes take. */
const MAX_KEYS = 4;
/** How many children of a child are asked what they are. */
const MAX_INNER = 4;

/** A stretch of siblings: the position of its first child and the one behind its last. */
interface Run {
  readonly start: number;
  readonly end: number;
}

/**
 * Returns a tree in which siblings that repeat as a sequence (`dt` and `dd`, a header and the text below it, two rows of a
 * table) stand in a box of their own, as if the page had put one around each comment; null where no sequence looks like
 * comments. Elements of the page are left as they are.
 */
export function withSequences(tree: ElementTree, features: Features): ElementTree | null {
  // Most pages without comments say nothing of them, and are done here.
  if (!features.names.some(({ comment }) => comment)) return null;
  const children = childrenOf(tree);
  const runs = new Map<number, readonly Run[]>();
  for (const [parent, inside] of children) {
    const found = runsOf(inside, tree, features);
    if (found !== null) runs.set(parent, found);
  }
  return runs.size === 0 ? null : boxed(tree, children, runs);
}

/** The children of each element that has enough of them, as indices in the tree. */
function childrenOf({ parents }: ElementTree): ReadonlyMap<number, readonly number[]> {
  const children = new Map<number, number[]>();
  for (const [i, parent] of parents.entries()) {
    const inside = children.get(parent);
    if (inside === undefined) children.set(parent, [i]);
    else inside.push(i);
  }
  for (const [parent, inside] of children) if (inside.length < 2 * MIN_RUNS) children.delete(parent);
  return children;
}

/** The runs of siblings that look most like comments, null where none do: each has one name or time, and words. */
function runsOf(inside: readonly number[], tree: ElementTree, features: Features): readonly Run[] | null {
  const first = features.within(inside[0]!);
  const signed = inside.reduce((sum, i) => sum + Math.min(1, features.within(i).authors + features.within(i).times), 0);
  if (signed < MIN_RUNS && first.authors === 0) return null;
  const keys = inside.map((i) => keyOf(i, tree));
  const places = new Map<string, number[]>();
  for (const [place, key] of keys.entries()) {
    const at = places.get(key);
    if (at === undefined) places.set(key, [place]);
    else at.push(place);
  }
  let best: { readonly runs: readonly Run[]; readonly value: number } | null = null;
  const repeated = [...places.values()].filter(({ length }) => length >= MIN_RUNS);
  for (const starts of repeated.slice(0, MAX_KEYS)) {
    const runs = runsFrom(starts, keys);
    const value = likeness(runs, inside, features);
    if (value > (best?.value ?? 0)) best = { runs, value };
  }
  return best?.runs ?? null;
}

/** From each start up to the next; the last one ends before what no other run has. */
function runsFrom(starts: readonly number[], keys: readonly string[]): readonly Run[] {
  const known = new Set(keys.slice(starts[0]!, starts.at(-1)!));
  return starts.map((start, i) => {
    if (i + 1 < starts.length) return { start, end: starts[i + 1]! };
    let end = start + 1;
    while (end < keys.length && known.has(keys[end]!)) end++;
    return { start, end };
  });
}

/** How many runs are a comment of more than one element, and 0 where too few of them are. */
function likeness(runs: readonly Run[], inside: readonly number[], features: Features): number {
  let alike = 0;
  for (const { start, end } of runs) {
    let [authors, times, words, worded] = [0, 0, 0, 0];
    for (const child of inside.slice(start, end)) {
      const counts = features.within(child);
      authors += counts.authors;
      times += counts.times;
      words += counts.words;
      if (counts.words > 0) worded++;
    }
    const signed = authors + times > 0 && authors <= 2 && times <= 2;
    if (end - start > 1 && signed && words > 0 && worded <= 3) alike++;
  }
  return alike >= MIN_RUNS && alike >= runs.length * MIN_SHARE ? alike : 0;
}

/** What an element is: its name and classes and, as rows of a table have none, those of its children. */
function keyOf(index: number, { elements }: ElementTree): string {
  const element = elements[index]!;
  const inner = element.name === 'tr' ? element.children.filter(isTag).slice(0, MAX_INNER) : [];
  return [element, ...inner].map((e) => `${e.name}.${firstClass(e)}`).join(' ');
}

/** Of the classes, the first: those behind it tell even from odd, and one author from others. */
function firstClass(element: Element): string {
  return withoutNumbers(classesOf(element)[0] ?? '');
}

/** The tree with a box around each run. */
function boxed(
  tree: ElementTree,
  children: ReadonlyMap<number, readonly number[]>,
  runs: ReadonlyMap<number, readonly Run[]>,
): ElementTree {
  const boxes = new Map<number, { readonly box: Element; readonly end: number }>();
  for (const [parent, found] of runs) {
    const inside = children.get(parent)!;
    const firsts = found.map(({ start }) => tree.elements[inside[start]!]!);
    const ends = found.map(({ end }) => (end < inside.length ? tree.elements[inside[end]!]! : null));
    const contents = contentsOf(tree.elements[inside[0]!]!.parent!.children, firsts, ends);
    for (const [i, { start, end }] of found.entries()) {
      const box = boxAround(firsts[i]!, contents[i]!);
      boxes.set(inside[start]!, { box, end: tree.ends[inside[end - 1]!]! });
    }
  }
  const elements: Element[] = [];
  const parents: number[] = [];
  const moved = new Int32Array(tree.elements.length);
  const open: { readonly at: number; readonly end: number; readonly parent: number }[] = [];
  for (const [i, element] of tree.elements.entries()) {
    while (open.length > 0 && open.at(-1)!.end <= i) open.pop();
    const parent = tree.parents[i]!;
    const around = parent < 0 ? -1 : moved[parent]!;
    const found = boxes.get(i);
    if (found !== undefined) {
      open.push({ at: elements.length, end: found.end, parent });
      parents.push(around);
      elements.push(found.box);
    }
    const innermost = open.at(-1);
    parents.push(innermost !== undefined && innermost.parent === parent ? innermost.at : around);
    moved[i] = elements.length;
    elements.push(element);
  }
  return { elements, parents: Int32Array.from(parents), ends: endsOf(parents), selectors: tree.selectors };
}

/** The nodes of each run, texts between its elements included: from its first element up to the one behind its last. */
function contentsOf(
  nodes: readonly ChildNode[],
  firsts: readonly Element[],
  ends: readonly (Element | null)[],
): ChildNode[][] {
  const contents: ChildNode[][] = firsts.map(() => []);
  let run = -1;
  let isOpen = false;
  for (const node of nodes) {
    if (isOpen && node === ends[run]) isOpen = false;
    if (node === firsts[run + 1]) {
      run++;
      isOpen = true;
    }
    if (isOpen) contents[run]!.push(node);
  }
  return contents;
}

/** A box that has the classes of the first element in it. The elements keep the parent that they have on the page. */
function boxAround({ name, attribs, parent }: Element, children: ChildNode[]): Element {
  const { class: names } = attribs;
  return {
    type: 'tag',
    // Another element than the first, or the two would be one group.
    name: name === 'article' ? 'section' : 'article',
    attribs: names === undefined ? {} : { class: names },
    children,
    parent,
    prev: null,
    next: null,
  } as unknown as Element;
}
