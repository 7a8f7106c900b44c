import { attribute, type ChildNode, type Element, isTag, type ParentNode, selector } from '../../dom/elements.ts';
import { markedText } from '../../dom/visible.ts';
import type { Extractor, Result } from '../../extractor.ts';
import { quotesWithin } from '../../quotes.ts';
import { type RawComment, rawComment } from '../../thread.ts';
import type { HtmlPage } from '../html-page.ts';

/** The user's name, the minute in UTC, and behind them either both of what the comment answers or the heading. */
const ID = /^c-(.+?)-(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:-(.*))?$/s;
/** What is answered, without the number that tells apart what would have one id. */
const ANSWERED = /^(.+-\d{14})(?:-\d{1,4})?$/s;
const DASHES = /\s[-–—]{1,2}$/;

const noText = selector('.mw-editsection, .ext-discussiontools-init-replylink-buttons, .mw-empty-elt, sup.reference');
const quote = selector('blockquote, .talkquote');

/**
 * Talk pages of MediaWiki with DiscussionTools, which puts an empty element at the start of each comment, at its signature
 * and at its end; what lies between them crosses elements. Nothing but that marks a comment: extensions/DiscussionTools,
 * includes/CommentFormatter.php.
 */
export const mediawiki: Extractor<HtmlPage> = { name: 'MediaWiki', read };

function read({ tree }: HtmlPage): Result | string {
  for (const css of ['[data-mw-comment-start]', '[data-mw-comment-end]']) {
    if (!tree.selectors.has(css)) return `nothing matches ${css}`;
  }
  const spans = spansIn(tree.elements);
  if (spans.length === 0) return 'no comment between its marks';
  const indices = new Map(spans.map(({ key }, i) => [key, i]));
  return { platform: 'MediaWiki', comments: spans.map((span) => commentOf(span, indices)) };
}

/** A comment's name and time, and the elements in front of and behind its text. */
interface Span {
  readonly start: Element;
  readonly end: Element;
  /** User and time, as replies name it. */
  readonly key: string;
  readonly id: string;
}

/** A comment ends at its signature and before the next one starts, so that no text is read twice. */
function spansIn(elements: readonly Element[]): Span[] {
  const spans: Span[] = [];
  let open: { readonly start: Element; readonly id: string; readonly key: string } | null = null;
  for (const element of elements) {
    if ('data-mw-comment-start' in element.attribs) {
      const id = attribute(element, 'id') ?? '';
      const [, user, ...time] = ID.exec(id) ?? [];
      open = user === undefined ? null : { start: element, id, key: `${user}-${time.slice(0, 6).join('')}` };
    } else if (open !== null) {
      const ended = attribute(element, 'data-mw-comment-sig') ?? attribute(element, 'data-mw-comment-end');
      if (ended !== open.id) continue;
      spans.push({ ...open, end: element });
      open = null;
    }
  }
  return spans;
}

function commentOf({ start, end, id }: Span, indices: ReadonlyMap<string, number>): RawComment {
  const [, user, year, month, day, hour, minute, second, answered] = ID.exec(id)!;
  const marked = markedText({ children: nodesBetween(start, end) }, noText, quote);
  const text = marked.text.replace(DASHES, '').trim();
  return rawComment({
    id,
    parent: indices.get(ANSWERED.exec(answered ?? '')?.[1] ?? '') ?? null,
    author: user!.replaceAll('_', ' '),
    text,
    quotes: quotesWithin(marked, text),
    dateCreated: `${year}-${month}-${day}T${hour}:${minute}:${second}Z`,
  });
}

/** What stands between two elements of a page, the second behind the first; elements that only one end lies in are cut. */
function nodesBetween(start: Element, end: Element): ChildNode[] {
  const around = new Set<ParentNode>();
  for (let node = start.parent; node !== null; node = node.parent) around.add(node);
  let before: ChildNode[] = [];
  let last: ChildNode = end;
  while (last.parent !== null && !around.has(last.parent)) {
    before = [cut(last.parent, [...siblings(last, 'prev'), ...before])];
    last = last.parent as Element;
  }
  let behind: ChildNode[] = [];
  let first: ChildNode = start;
  while (first.parent !== last.parent && first.parent !== null) {
    behind = [cut(first.parent, [...behind, ...siblings(first, 'next')])];
    first = first.parent as Element;
  }
  const between: ChildNode[] = [];
  for (let node = first.next; node !== null && node !== last; node = node.next) between.push(node);
  return [...behind, ...between, ...before];
}

/** The nodes beside one on one side, in document order. */
function siblings(node: ChildNode, side: 'prev' | 'next'): ChildNode[] {
  const found: ChildNode[] = [];
  for (let sibling = node[side]; sibling !== null; sibling = sibling[side]) found.push(sibling);
  return side === 'prev' ? found.reverse() : found;
}

/** An element like another, with a part of its children; the page itself stays as it is. */
function cut(element: ParentNode, children: readonly ChildNode[]): ChildNode {
  const copy = isTag(element as ChildNode) ? element : {};
  return Object.create(copy, { children: { value: children } });
}
