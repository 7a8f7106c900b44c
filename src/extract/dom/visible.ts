import {
  attribute,
  type ChildNode,
  type Element,
  isTag,
  isText,
  type ParentNode,
  type Selector,
  selector,
} from './elements.ts';
import { parseHtml } from './parse.ts';

const NEVER_SHOWN = new Set(
  'head title script style template noscript textarea select datalist iframe object canvas audio video svg'.split(' '),
);
const PARAGRAPHS = new Set('p blockquote pre ul ol dl table h1 h2 h3 h4 h5 h6 hr figure'.split(' '));
const LINES = new Set(
  'address article aside body caption dd details div dt fieldset figcaption footer form header legend li main menu nav section summary tbody tfoot thead tr'.split(
    ' ',
  ),
);
const hidden = selector(
  '[hidden], [style*="display:none" i], [style*="display: none" i], .screen-reader-text, .sr-only, .visually-hidden',
);
/** Pictures that stand for a character the reader typed. */
const emoji = selector('img.emoji[alt], img.wp-smiley[alt]');

/** A stretch of a text, in UTF-16 offsets with the end exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A text, and the stretches of it that stand in marked elements: in order, none inside another. */
export interface MarkedText {
  readonly text: string;
  readonly ranges: readonly TextRange[];
}

const none: Selector = () => false;

/**
 * Returns the text of `root` as a reader sees it: blocks on lines of their own, paragraphs a blank line apart, white
 * space collapsed. Elements that `skip` matches are left out with all they hold; `root` itself is always read.
 */
export function visibleText(root: ParentNode, skip: Selector = none): string {
  return markedText(root, skip, none).text;
}

/**
 * Returns the text as `visibleText` does, and where in it the elements that `mark` matches stand. Nothing more is read once
 * the text has `limit` UTF-16 units.
 */
export function markedText(
  root: { readonly children: readonly ChildNode[] },
  skip: Selector,
  mark: Selector,
  limit = Number.POSITIVE_INFINITY,
): MarkedText {
  const out = new TextBuilder();
  // An entry is a node still to be read, or what is due behind an element whose content has been read.
  const pending: Entry[] = [...root.children].reverse();
  for (let entry = pending.pop(); entry !== undefined && out.length < limit; entry = pending.pop()) {
    if (typeof entry === 'number') out.lineBreak(entry);
    else if (entry === MARK_ENDS) out.closeMark();
    else if (isText(entry)) out.text(entry.data);
    else if (isTag(entry)) readElement(entry, skip, mark, out, pending);
  }
  return out.result();
}

const MARK_ENDS = Symbol('mark ends');
type Entry = ChildNode | number | typeof MARK_ENDS;

function readElement(element: Element, skip: Selector, mark: Selector, out: TextBuilder, pending: Entry[]): void {
  const { name } = element;
  if (name === 'br') out.br();
  if (name === 'img' && emoji(element)) out.text(attribute(element, 'alt') ?? '');
  if (NEVER_SHOWN.has(name) || hidden(element)) return;
  const lines = PARAGRAPHS.has(name) ? 2 : LINES.has(name) ? 1 : 0;
  out.lineBreak(lines);
  if (skip(element)) return;
  if (lines > 0) pending.push(lines);
  else if (name === 'td' || name === 'th') out.text(' ');
  if (mark(element)) {
    out.openMark();
    pending.push(MARK_ENDS);
  }
  for (let i = element.children.length - 1; i >= 0; i--) pending.push(element.children[i]!);
}

/** Joins texts, with at most one space or one blank line between two of them. */
class TextBuilder {
  #parts: string[] = [];
  #length = 0;
  #lines = 0;
  #space = false;
  #marks = 0;
  /** Where the outermost open mark's text starts; null before it has any. */
  #markStart: number | null = null;
  #ranges: TextRange[] = [];

  get length(): number {
    return this.#length;
  }

  text(data: string): void {
    const words = data.replace(/\s+/g, ' ');
    const trimmed = words.trim();
    if (words.startsWith(' ')) this.#space = true;
    if (trimmed === '') return;
    if (this.#length > 0) {
      if (this.#lines > 0) this.#add('\n'.repeat(this.#lines));
      else if (this.#space) this.#add(' ');
    }
    if (this.#marks > 0) this.#markStart ??= this.#length;
    this.#add(trimmed);
    this.#lines = 0;
    this.#space = words.endsWith(' ');
  }

  lineBreak(lines: number): void {
    this.#lines = Math.max(this.#lines, lines);
  }

  br(): void {
    this.#lines = Math.min(this.#lines + 1, 2);
  }

  openMark(): void {
    this.#marks++;
  }

  closeMark(): void {
    this.#marks--;
    if (this.#marks > 0 || this.#markStart === null) return;
    this.#ranges.push({ start: this.#markStart, end: this.#length });
    this.#markStart = null;
  }

  result(): MarkedText {
    return { text: this.#parts.join(''), ranges: this.#ranges };
  }

  #add(part: string): void {
    this.#parts.push(part);
    this.#length += part.length;
  }
}

const MARKUP = /<(?:\/?[a-z][a-z0-9]{0,15}[\s/>]|!--)|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,30});/i;

/** Returns the visible text of a field that may hold HTML or plain text. */
export function htmlText(source: string): string {
  return htmlMarkedText(source, none).text;
}

/** Returns the visible text of a field that may hold HTML or plain text, and where the elements that `mark` matches stand. */
export function htmlMarkedText(source: string, mark: Selector): MarkedText {
  if (MARKUP.test(source)) return markedText(parseHtml(source).document, none, mark);
  const text = source
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return { text, ranges: [] };
}
