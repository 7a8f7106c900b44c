import { type ChildNode, type Document, DomHandler, type Element, isTag, isText, type ParentNode } from 'domhandler';
import { Parser } from 'htmlparser2';
import { compileSelector, type Selector } from './css.ts';

export type { ChildNode, Document, Element, ParentNode, Selector };
export { isTag, isText };

/** Deeper elements become siblings at this depth: no page of comments goes near it, and every walk stays bounded. */
const MAX_DEPTH = 512;
/** Tags, attributes, texts and comments together: about 50 MB of ordinary markup. */
const MAX_EVENTS = 2_000_000;
/** Their content is read as text up to the end tag, so a flattened one would spill its source into the page. */
const RAW_TEXT = new Set(['script', 'style', 'title', 'textarea', 'iframe', 'noembed', 'noframes', 'xmp', 'plaintext']);

export interface ParsedHtml {
  readonly document: Document;
  /** What had to be given up to keep hostile or broken markup in bounds; null when everything was read. */
  readonly truncated: string | null;
}

/**
 * Returns the document of any string, however broken; never throws. Content of `<noscript>` is kept as elements.
 * Time and depth are bounded: see `truncated`.
 */
export function parseHtml(html: string): ParsedHtml {
  const handler = new CountingHandler();
  const parser = new BoundedParser(handler);
  parser.end(html);
  return { document: handler.root, truncated: parser.truncated };
}

/** Returns a selector, which is compiled when it is first asked: most pages ask few. */
export function selector(css: string): Selector {
  let matches: Selector | null = null;
  return (element) => {
    matches ??= compileSelector(css);
    return matches(element);
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

/** Elements of whole documents, which are searched again and again and never change. */
const ofDocuments = new WeakMap<ParentNode, readonly Element[]>();

/** The elements below `root` in document order, past the content of `<template>`. */
function elementsOf(root: ParentNode): readonly Element[] {
  const known = ofDocuments.get(root);
  if (known !== undefined) return known;
  const found: Element[] = [];
  const pending: ChildNode[] = [...root.children].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isTag(node)) continue;
    found.push(node);
    if (node.name === 'template') continue;
    for (let i = node.children.length - 1; i >= 0; i--) pending.push(node.children[i]!);
  }
  if (root.parent === null) ofDocuments.set(root, found);
  return found;
}

/** Returns the elements below `root` in document order, without those that `stop` matches and what is inside them. */
export function elementsWithin(root: Element, stop: Selector): Element[] {
  const found: Element[] = [];
  const pending: ChildNode[] = [...root.children].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isTag(node) || stop(node)) continue;
    found.push(node);
    for (let i = node.children.length - 1; i >= 0; i--) pending.push(node.children[i]!);
  }
  return found;
}

/**
 * Returns a function that gives the nearest matching element above another, or null. It remembers what it has walked
 * past, so that asking for every element of a page stays linear.
 */
export function nearestAbove(matches: Selector): (element: Element) => Element | null {
  const known = new Map<ParentNode, Element | null>();
  return (element) => {
    const passed: ParentNode[] = [];
    let above: ParentNode | null = element.parent;
    let found: Element | null = null;
    for (; above !== null; above = above.parent) {
      const before = known.get(above);
      if (before !== undefined || (isTag(above) && matches(above))) {
        found = before ?? (before === null ? null : (above as Element));
        break;
      }
      passed.push(above);
    }
    if (above !== null && !known.has(above)) known.set(above, found);
    for (const node of passed) known.set(node, found);
    return found;
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

/** Builds the document and counts what it is given, so that reading can stop at a limit. */
class CountingHandler extends DomHandler {
  onLimit: () => void = () => {};
  #events = 0;

  get depth(): number {
    return this.tagStack.length - 1;
  }

  count(weight = 1): void {
    this.#events += weight;
    if (this.#events >= MAX_EVENTS) this.onLimit();
  }

  onattribute(): void {
    this.count();
  }

  override ontext(data: string): void {
    // An entity is a text of its own here and costs little: pages written in them should not meet the limit.
    this.count(0.2);
    super.ontext(data);
  }

  protected override addNode(node: ChildNode): void {
    this.count();
    super.addNode(node);
  }
}

/**
 * htmlparser2 keeps its open elements in an array that it shifts and searches, which a million nested tags turn into
 * hours. Elements below the depth limit are therefore opened and closed at once, as void elements are.
 */
class BoundedParser extends Parser {
  readonly #handler: CountingHandler;
  #flattening = false;
  #voided = false;
  #flattenedOpen = 0;
  #flattenedEver = false;
  #stopped = false;

  constructor(handler: CountingHandler) {
    super(handler);
    this.#handler = handler;
    handler.onLimit = () => {
      this.#stopped = true;
      this.pause();
    };
  }

  /** What was given up, in words; null when nothing was. */
  get truncated(): string | null {
    if (this.#stopped) return `the page was read up to its first ${MAX_EVENTS} tags, attributes and texts`;
    return this.#flattenedEver
      ? `elements nested deeper than ${MAX_DEPTH} were read as if they stood side by side`
      : null;
  }

  override onopentagname(start: number, end: number): void {
    this.#flattening = this.#handler.depth >= MAX_DEPTH;
    this.#voided = false;
    super.onopentagname(start, end);
  }

  override onopentagend(end: number): void {
    super.onopentagend(end);
    if (this.#voided) {
      this.#flattenedOpen++;
      this.#flattenedEver = true;
    }
    this.#voided = false;
  }

  override onclosetag(start: number, end: number): void {
    this.#handler.count();
    this.#flattening = false;
    if (this.#flattenedOpen === 0) super.onclosetag(start, end);
    else {
      this.#flattenedOpen--;
      this.startIndex = end + 1;
    }
  }

  protected override isVoidElement(name: string): boolean {
    if (!this.#flattening || name === '' || super.isVoidElement(name)) return super.isVoidElement(name);
    if (RAW_TEXT.has(name) && this.#handler.depth === MAX_DEPTH) return false;
    this.#voided = true;
    return true;
  }
}
