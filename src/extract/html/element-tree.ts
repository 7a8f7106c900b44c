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
  const names = new SelectorSet();
  const pending: ChildNode[] = [...document.children].reverse();
  /** Beside each pending node, the index of its parent. */
  const around: number[] = pending.map(() => -1);
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const parent = around.pop()!;
    if (!isTag(node)) continue;
    names.add(node);
    if (NOT_SHOWN.has(node.name)) continue;
    const index = elements.length;
    parents.push(parent);
    elements.push(node);
    const { children } = node;
    for (let i = children.length - 1; i >= 0; i--) {
      pending.push(children[i]!);
      around.push(index);
    }
  }
  return { elements, parents: Int32Array.from(parents), ends: endsOf(parents), selectors: names.selectors };
}

/** Collects simple selectors. Values that were there before, as most were, cost one look-up. */
class SelectorSet {
  readonly selectors = new Set<string>();
  readonly #attributes = new Set<string>();
  readonly #classes = new Set<string>();

  add(element: Element): void {
    const { name, attribs } = element;
    this.selectors.add(name);
    for (const attribute in attribs) {
      if (COMMON.has(attribute) || this.#attributes.has(attribute)) continue;
      this.#attributes.add(attribute);
      this.selectors.add(`[${attribute}]`);
    }
    if (attribs.id !== undefined) this.selectors.add(`#${attribs.id.trim()}`);
    const { class: classes } = attribs;
    if (classes === undefined || this.#classes.has(classes)) return;
    this.#classes.add(classes);
    for (const token of classesOf(element)) this.selectors.add(`.${token}`);
  }
}

export function endsOf(parents: readonly number[]): Int32Array {
  const ends = Int32Array.from(parents, (_, i) => i + 1);
  for (let i = parents.length - 1; i >= 0; i--) {
    const parent = parents[i]!;
    if (parent >= 0 && ends[parent]! < ends[i]!) ends[parent] = ends[i]!;
  }
  return ends;
}
