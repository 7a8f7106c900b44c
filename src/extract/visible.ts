import {
  attribute,
  type ChildNode,
  type Element,
  isTag,
  isText,
  type ParentNode,
  parseHtml,
  type Selector,
  selector,
} from './dom.ts';

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

/**
 * Returns the text of `root` as a reader sees it: blocks on lines of their own, paragraphs a blank line apart, white
 * space collapsed. Elements that `skip` matches are left out with all they hold; `root` itself is always read.
 */
export function visibleText(root: ParentNode, skip: Selector = () => false): string {
  const out = new TextBuilder();
  // An entry is a node still to be read, or the line break due after a block whose content has been read.
  const pending: (ChildNode | number)[] = [...root.children].reverse();
  for (let entry = pending.pop(); entry !== undefined; entry = pending.pop()) {
    if (typeof entry === 'number') out.lineBreak(entry);
    else if (isText(entry)) out.text(entry.data);
    else if (isTag(entry)) readElement(entry, skip, out, pending);
  }
  return out.toString();
}

function readElement(element: Element, skip: Selector, out: TextBuilder, pending: (ChildNode | number)[]): void {
  const { name } = element;
  if (name === 'br') out.br();
  if (name === 'img' && emoji(element)) out.text(attribute(element, 'alt') ?? '');
  if (NEVER_SHOWN.has(name) || hidden(element)) return;
  const lines = PARAGRAPHS.has(name) ? 2 : LINES.has(name) ? 1 : 0;
  out.lineBreak(lines);
  if (skip(element)) return;
  if (lines > 0) pending.push(lines);
  else if (name === 'td' || name === 'th') out.text(' ');
  for (let i = element.children.length - 1; i >= 0; i--) pending.push(element.children[i]!);
}

/** Joins texts, with at most one space or one blank line between two of them. */
class TextBuilder {
  #parts: string[] = [];
  #lines = 0;
  #space = false;

  text(data: string): void {
    const words = data.replace(/\s+/g, ' ');
    const trimmed = words.trim();
    if (words.startsWith(' ')) this.#space = true;
    if (trimmed === '') return;
    if (this.#parts.length > 0) {
      if (this.#lines > 0) this.#parts.push('\n'.repeat(this.#lines));
      else if (this.#space) this.#parts.push(' ');
    }
    this.#parts.push(trimmed);
    this.#lines = 0;
    this.#space = words.endsWith(' ');
  }

  lineBreak(lines: number): void {
    this.#lines = Math.max(this.#lines, lines);
  }

  br(): void {
    this.#lines = Math.min(this.#lines + 1, 2);
  }

  toString(): string {
    return this.#parts.join('');
  }
}

/** Returns the text on one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

const MARKUP = /<(?:\/?[a-z][a-z0-9]{0,15}[\s/>]|!--)|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,30});/i;

/** Returns the visible text of a field that may hold HTML or plain text. */
export function htmlText(source: string): string {
  if (MARKUP.test(source)) return visibleText(parseHtml(source).document);
  return source
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
