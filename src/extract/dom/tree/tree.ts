import { append, Document, Element, insertBefore, isTag, type ParentNode, Text } from '../nodes.ts';
import type { RawText } from '../tokens.ts';
import { ActiveFormatting } from './formatting.ts';
import { type Mode, OpenElements } from './open-elements.ts';
import { type Namespace, SCOPE, TABLE_PART, type Tag, tagsOf } from './tags.ts';

/** Deeper elements become siblings at this depth: no page of comments goes near it, and every walk stays bounded. */
export const MAX_DEPTH = 512;
/** Elements, attributes, texts and end tags together: about 50 MB of ordinary markup. */
export const MAX_EVENTS = 2_000_000;

/** A start tag. */
export interface StartTag {
  readonly tag: Tag;
  readonly attribs: Record<string, string>;
  readonly selfClosing: boolean;
}

/** Tags that rules name. */
const NAMED =
  'a body button caption col colgroup dd div dt form frameset head html li nobr noscript optgroup option p rtc ruby select table tbody td template th tr' as const;
type Split<List extends string> = List extends `${infer First} ${infer Rest}` ? First | Split<Rest> : List;

/** A document under construction: where nodes go, and what is open. */
export class Tree {
  readonly document = new Document();
  readonly open = new OpenElements();
  readonly formatting = new ActiveFormatting();
  readonly tagOf: Readonly<Record<Namespace, (name: string) => Tag>> = {
    html: tagsOf('html'),
    svg: tagsOf('svg'),
    mathml: tagsOf('mathml'),
  };
  readonly tags = Object.fromEntries(NAMED.split(' ').map((name) => [name, this.tagOf.html(name)])) as Readonly<
    Record<Split<typeof NAMED>, Tag>
  >;
  head: Element | null = null;
  form: Element | null = null;
  /** Without a document type that says otherwise, a table may stand in a paragraph. */
  quirks = true;
  /** Whether what does not belong into a table goes in front of it. */
  fostering = false;
  /** How the content of the element that was opened last is read; null for markup. */
  raw: RawText | null = null;
  #events = 0;

  get isFull(): boolean {
    return this.#events >= MAX_EVENTS;
  }

  count(events: number): void {
    this.#events += events;
  }

  /** Inserts an element and opens it. */
  insert(
    { tag, attribs }: Pick<StartTag, 'tag' | 'attribs'>,
    mode: Mode = this.open.mode,
    name: string = tag.name,
  ): Element {
    const element = new Element(name, attribs);
    this.#place(element);
    this.open.push(element, tag, mode);
    return element;
  }

  /** Inserts and opens an element that the source leaves out. */
  imply(tag: Tag, mode?: Mode): Element {
    this.count(1);
    return this.insert({ tag, attribs: {} }, mode);
  }

  /** Inserts an element that has no content. */
  insertVoid({ tag, attribs }: Pick<StartTag, 'tag' | 'attribs'>): void {
    this.#place(new Element(tag.name, attribs));
  }

  insertText(data: string): void {
    const { parent, before } = this.placeFor(this.open.elements.length - 1);
    const previous = before === null ? parent.children[parent.children.length - 1] : before.prev;
    if (previous !== undefined && previous !== null && !isTag(previous)) previous.data += data;
    else put(new Text(data), parent, before);
  }

  #place(element: Element): void {
    if (this.open.elements.length === 0) {
      append(this.document, element);
      return;
    }
    const { parent, before } = this.placeFor(this.open.elements.length - 1);
    put(element, parent, before);
  }

  /** Where a node for the open element at an index goes: into it or, of what a table may not hold, in front of the table. */
  placeFor(index: number): { readonly parent: ParentNode; readonly before: Element | null } {
    const { elements, tags } = this.open;
    if (!this.fostering || (tags[index]!.is & TABLE_PART) === 0) return { parent: elements[index]!, before: null };
    let at = index;
    while (tags[at] !== this.tags.table && tags[at] !== this.tags.template && at > 0) at--;
    const element = elements[at]!;
    if (tags[at] !== this.tags.table) return { parent: element, before: null };
    if (element.parent !== null) return { parent: element.parent, before: element };
    return { parent: elements[at - 1]!, before: null };
  }

  /** Closes the open paragraph, and says whether there was one in reach. */
  closeParagraph(): boolean {
    const { p, button } = this.tags;
    if (p.open === 0) return false;
    const { tags } = this.open;
    for (let i = tags.length - 1; i >= 0; i--) {
      const tag = tags[i]!;
      if (tag === p) {
        this.open.popUntil(p);
        return true;
      }
      if ((tag.is & SCOPE) !== 0 || tag === button) return false;
    }
    return false;
  }

  /** Opens formatting again that the end of a block closed. */
  reopenFormatting(): void {
    const { entries } = this.formatting;
    const last = entries[entries.length - 1];
    if (last === undefined || last === null) return;
    const { elements } = this.open;
    if (elements.lastIndexOf(last.element) !== -1) return;
    let at = entries.length - 1;
    while (at > 0) {
      const before = entries[at - 1]!;
      if (before === null || elements.lastIndexOf(before.element) !== -1) break;
      at--;
    }
    for (; at < entries.length && this.open.depth < MAX_DEPTH; at++) {
      const { element, tag } = entries[at]!;
      this.count(1);
      entries[at] = { element: this.insert({ tag, attribs: { ...element.attribs } }), tag };
    }
  }
}

/** Puts a node without a parent at the end of `parent`, or before one of its children. */
export function put(node: Element | Text, parent: ParentNode, before: Element | null): void {
  if (before === null) append(parent, node);
  else insertBefore(before, node);
}
