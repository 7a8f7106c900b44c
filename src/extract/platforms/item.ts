import { attribute, type Element, type Selector } from '../dom.ts';
import { isDateLine } from '../text-header.ts';
import type { RawComment } from '../thread.ts';
import { authorName, dateShown, wholeNumber, withoutSays } from '../values.ts';
import { oneLine, visibleText } from '../visible.ts';
import type { Markup } from './markup.ts';
import type { Candidate } from './own.ts';

/** Returns what an item holds, other items (`isItem`) excepted; `place` is where its parent stands in the list. */
export function readItem(item: Candidate, place: number | null, isItem: Selector, markup: Markup): RawComment {
  const { own, id, parentId } = item;
  const dropped = (element: Element): boolean => isItem(element) || markup.drop(element);
  const time = firstValue(markup.time, own, dateShown);
  const notName = (element: Element): boolean => element === time?.element || dropped(element);
  const author = firstValue(markup.author, own, (element) =>
    authorName(attribute(element, 'content') ?? visibleText(element, notName)),
  );
  const aside = (element: Element): boolean => element === author?.element || notName(element);
  const { text, date } = withoutDateLines(withoutSays(textOf(item, aside, markup)), time === null);
  return {
    id,
    parent: parentId === '0' ? null : (parentId ?? place),
    author: author?.value ?? null,
    text,
    dateCreated: time?.value ?? date,
    upvoteCount: countIn(markup.upvotes, own),
    downvoteCount: countIn(markup.downvotes, own),
    fromReader: !markup.notFromReader(item.element),
  };
}

function textOf({ element, own }: Candidate, aside: Selector, { text, head }: Markup): string {
  const boxes = own.filter(text);
  if (boxes.length === 0) return visibleText(element, (e) => aside(e) || head(e)) || visibleText(element, aside);
  for (const [i, box] of boxes.entries()) {
    const next = boxes[i + 1];
    if (next !== undefined && contains(box, next)) continue;
    const shown = visibleText(box, (e) => aside(e) || head(e));
    if (shown !== '') return shown;
  }
  return '';
}

function contains(outer: Element, inner: Element): boolean {
  let above = inner.parent;
  while (above !== null && above !== outer) above = above.parent;
  return above === outer;
}

/** Where no element is known to hold the date, it can still be a line of its own above or below the text. */
function withoutDateLines(text: string, wanted: boolean): { readonly text: string; readonly date: string | null } {
  const lines = text.split('\n');
  if (!wanted || lines.length < 2) return { text, date: null };
  const last = lines.length - 1;
  if (isDateLine(lines[0]!)) return { text: lines.slice(1).join('\n').trim(), date: lines[0]! };
  if (isDateLine(lines[last]!)) return { text: lines.slice(0, last).join('\n').trim(), date: lines[last]! };
  return { text, date: null };
}

function firstValue(
  selectors: readonly Selector[],
  elements: readonly Element[],
  value: (element: Element) => string,
): { readonly element: Element; readonly value: string } | null {
  for (const matches of selectors) {
    for (const element of elements) {
      const found = matches(element) ? value(element) : '';
      if (found !== '') return { element, value: found };
    }
  }
  return null;
}

function countIn(matches: Selector | null, elements: readonly Element[]): number | null {
  const element = matches === null ? undefined : elements.find(matches);
  return element === undefined ? null : wholeNumber(attribute(element, 'content') ?? oneLine(visibleText(element)));
}
