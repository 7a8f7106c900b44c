import { type ChildNode, type Document, type Element, isTag } from '../dom/elements.ts';

/** Every shown element of a page in document order, and what finds them by name. */
export interface PageIndex {
  readonly elements: readonly Element[];
  /** The place of each element's parent, -1 at the top. */
  readonly parents: Int32Array;
  /** The place behind the last element inside each one. */
  readonly ends: Int32Array;
  /** Where each element stands. */
  readonly places: ReadonlyMap<Element, number>;
  /** The simple selectors that match something: `li`, `#comments`, `.comment`, `[itemscope]`. */
  readonly signs: ReadonlySet<string>;
}

/** Their content is shown to nobody, or only after a script has filled it in. */
const NOT_SHOWN = new Set(['script', 'style', 'template', 'head']);

/** They say nothing of a page. */
const COMMON = new Set(['class', 'id', 'href', 'src', 'style', 'title', 'alt']);

/** Returns the index of a document, in one walk. */
export function indexPage(document: Document): PageIndex {
  const elements: Element[] = [];
  const parents: number[] = [];
  const places = new Map<Element, number>();
  const signs = new Set<string>();
  const pending: ChildNode[] = [...document.children].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isTag(node)) continue;
    const { name, attribs, children, parent } = node;
    signs.add(name);
    for (const name in attribs) if (!COMMON.has(name)) signs.add(`[${name}]`);
    if (attribs.id !== undefined) signs.add(`#${attribs.id.trim()}`);
    for (const token of classesOf(node)) signs.add(`.${token}`);
    if (NOT_SHOWN.has(name)) continue;
    places.set(node, elements.length);
    parents.push(parent !== null && isTag(parent as ChildNode) ? (places.get(parent as Element) ?? -1) : -1);
    elements.push(node);
    for (let i = children.length - 1; i >= 0; i--) pending.push(children[i]!);
  }
  return { elements, parents: Int32Array.from(parents), ends: endsOf(parents), places, signs };
}

function endsOf(parents: readonly number[]): Int32Array {
  const ends = Int32Array.from(parents, (_, i) => i + 1);
  for (let i = parents.length - 1; i >= 0; i--) {
    const parent = parents[i]!;
    if (parent >= 0 && ends[parent]! < ends[i]!) ends[parent] = ends[i]!;
  }
  return ends;
}

/** Returns the names in an element's `class`. */
export function classesOf({ attribs }: Element): readonly string[] {
  const names = attribs.class;
  return names === undefined || names === '' ? [] : names.split(/\s+/).filter((name) => name !== '');
}
