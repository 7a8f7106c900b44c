import { type ChildNode, classesOf, type Document, type Element, isTag } from '../dom/elements.ts';

/**
 * The shown elements of a page as arrays: an element's index is its position in document order, so the elements inside
 * it have the indices from its own plus one up to `ends`.
 */
export interface ElementTree {
  readonly elements: readonly Element[];
  /** The index of each element's parent, -1 at the top. */
  readonly parents: Int32Array;
  /** The index behind the last element inside each one. */
  readonly ends: Int32Array;
  /** The simple selectors that match something, shown or not: `li`, `#comments`, `.comment`, `[itemscope]`. */
  readonly selectors: ReadonlySet<string>;
}

/** Their content is shown to nobody, or only after a script has filled it in. */
const NOT_SHOWN = new Set(['script', 'style', 'template', 'head']);

/** Attributes that say nothing of a page. */
const COMMON = new Set(['class', 'id', 'href', 'src', 'style', 'title', 'alt']);

/** Returns the tree of a document, in one walk. */
export function elementTree(document: Document): ElementTree {
  const elements: Element[] = [];
  const parents: number[] = [];
  const indices = new Map<Element, number>();
  const selectors = new Set<string>();
  const pending: ChildNode[] = [...document.children].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isTag(node)) continue;
    const { name, attribs, children, parent } = node;
    selectors.add(name);
    for (const name in attribs) if (!COMMON.has(name)) selectors.add(`[${name}]`);
    if (attribs.id !== undefined) selectors.add(`#${attribs.id.trim()}`);
    for (const token of classesOf(node)) selectors.add(`.${token}`);
    if (NOT_SHOWN.has(name)) continue;
    indices.set(node, elements.length);
    parents.push(parent !== null && isTag(parent as ChildNode) ? (indices.get(parent as Element) ?? -1) : -1);
    elements.push(node);
    for (let i = children.length - 1; i >= 0; i--) pending.push(children[i]!);
  }
  return { elements, parents: Int32Array.from(parents), ends: endsOf(parents), selectors };
}

function endsOf(parents: readonly number[]): Int32Array {
  const ends = Int32Array.from(parents, (_, i) => i + 1);
  for (let i = parents.length - 1; i >= 0; i--) {
    const parent = parents[i]!;
    if (parent >= 0 && ends[parent]! < ends[i]!) ends[parent] = ends[i]!;
  }
  return ends;
}
