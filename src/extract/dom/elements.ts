import { compileSelector, type Selector } from './css.ts';
import { type ChildNode, type Document, type Element, isTag, isText, type ParentNode } from './nodes.ts';

export type { ChildNode, Document, Element, ParentNode, Selector };
export { isTag, isText };

/** Returns a selector that is compiled on first use, because most pages use few. Throws then, as `compileSelector` does. */
export function selector(css: string): Selector {
  let compiled: Selector | null = null;
  return (element) => {
    compiled ??= compileSelector(css);
    return compiled(element);
  };
}

/** Returns every element below `root` that matches, in document order. Content of `<template>` is not searched. */
export function select(matches: Selector, root: ParentNode): Element[] {
  return elementsOf(root).filter(matches);
}

/** Returns the first element below `root` that matches, or null. */
export function first(matches: Selector, root: ParentNode): Element | null {
  return elementsOf(root).find(matches) ?? null;
}

/** Elements by document: documents are searched many times and never change. */
const elementsByDocument = new WeakMap<ParentNode, readonly Element[]>();

/** The elements below `root` in document order, past the content of `<template>`. */
function elementsOf(root: ParentNode): readonly Element[] {
  const cached = elementsByDocument.get(root);
  if (cached !== undefined) return cached;
  const elements: Element[] = [];
  const pending: ChildNode[] = [...root.children].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isTag(node)) continue;
    elements.push(node);
    if (node.name === 'template') continue;
    for (let i = node.children.length - 1; i >= 0; i--) pending.push(node.children[i]!);
  }
  if (root.parent === null) elementsByDocument.set(root, elements);
  return elements;
}

/** Returns the elements below `root` in document order, without those that `stop` matches and what is inside them. */
export function elementsWithin(root: Element, stop: Selector): Element[] {
  const elements: Element[] = [];
  const pending: ChildNode[] = [...root.children].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isTag(node) || stop(node)) continue;
    elements.push(node);
    for (let i = node.children.length - 1; i >= 0; i--) pending.push(node.children[i]!);
  }
  return elements;
}

/**
 * Returns a function that returns the nearest matching ancestor of an element, or null. It caches the nodes that it has
 * passed, so that asking for every element of a page takes linear time.
 */
export function nearestAncestor(matches: Selector): (element: Element) => Element | null {
  const cache = new Map<ParentNode, Element | null>();
  return (element) => {
    const passed: ParentNode[] = [];
    let node: ParentNode | null = element.parent;
    let nearest: Element | null = null;
    for (; node !== null; node = node.parent) {
      const cached = cache.get(node);
      if (cached !== undefined || (isTag(node) && matches(node))) {
        nearest = cached ?? (cached === null ? null : (node as Element));
        break;
      }
      passed.push(node);
    }
    if (node !== null && !cache.has(node)) cache.set(node, nearest);
    for (const node of passed) cache.set(node, nearest);
    return nearest;
  };
}

/** Returns an attribute's value without white space around it, or null where it is absent or empty. */
export function attribute(element: Element, name: string): string | null {
  return element.attribs[name]?.trim() || null;
}

/** Returns the text of raw-text elements such as `<script>` and `<title>`. */
export function rawText(element: Element): string {
  return element.children.map((child) => (isText(child) ? child.data : '')).join('');
}

/** Returns the class names of an element. */
export function classesOf({ attribs }: Element): readonly string[] {
  const names = attribs.class;
  return names === undefined || names === '' ? [] : names.split(/\s+/).filter((name) => name !== '');
}
