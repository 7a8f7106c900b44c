import { attribute, type Element, type Selector } from '../../dom/elements.ts';
import { type MarkedText, markedText, oneLine, visibleText } from '../../dom/visible.ts';
import { isDateLine } from '../../patterns/dates.ts';
import { authorName, dateShown, wholeNumber, withoutSays } from '../../patterns/names.ts';
import { rangesWithin } from '../../quotes.ts';
import type { RawComment } from '../../thread.ts';
import type { Candidate } from '../belongs-here.ts';
import type { Markup, Source } from './compile.ts';

/** Returns what an item holds, other items (`isItem`) excepted; `place` is where its parent stands in the list. */
export function readItem(item: Candidate, place: number | null, isItem: Selector, markup: Markup): RawComment {
  const { id, parentId } = item;
  const dropped = (element: Element): boolean => isItem(element) || markup.drop(element);
  const time = firstValue(markup.time, item, dateShown);
  const notName = (element: Element): boolean => element === time?.element || dropped(element);
  const author = firstValue(markup.author, item, (element) =>
    authorName(attribute(element, 'content') ?? visibleText(element, notName)),
  );
  const aside = (element: Element): boolean => element === author?.element || notName(element);
  const marked = textOf(item, aside, markup);
  const { text, date } = withoutDateLines(withoutSays(marked.text), time === null);
  return {
    id,
    parent: parentId === null ? place : parentId === '0' ? null : parentId,
    author: author?.value ?? null,
    text,
    quotes: rangesWithin(marked.ranges, marked.text.indexOf(text), text),
    dateCreated: time?.value ?? date,
    upvoteCount: countIn(markup.upvotes, item),
    downvoteCount: countIn(markup.downvotes, item),
    fromReader: markup.notFromReader === null || ![item.element, ...item.own].some(markup.notFromReader),
  };
}

function textOf({ element, own }: Candidate, aside: Selector, { text, head, quote }: Markup): MarkedText {
  const boxes = own.filter(text);
  const withoutHead = head === null ? aside : (e: Element) => aside(e) || head(e);
  for (const [i, box] of boxes.entries()) {
    const next = boxes[i + 1];
    if (next !== undefined && contains(box, next)) continue;
    const shown = markedText(box, withoutHead, quote);
    if (shown.text !== '') return shown;
  }
  if (boxes.length > 0) return { text: '', ranges: [] };
  const shown = markedText(element, withoutHead, quote);
  return shown.text === '' ? markedText(element, aside, quote) : shown;
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

interface Value {
  /** Where it stands; null for an attribute, which is no part of a text. */
  readonly element: Element | null;
  readonly value: string;
}

/** Where the value is an address, the name is its last part: `/user/ann/`. */
function attributeValue(element: Element, name: string): string {
  const value = attribute(element, name) ?? '';
  return name === 'href' ? value.replace(/\/$/, '').replace(/^.*\//s, '') : value;
}

function firstValue(sources: readonly Source[], item: Candidate, value: (element: Element) => string): Value | null {
  for (const { matches, attribute: name } of sources) {
    const elements = matches === null ? [item.element] : item.own.filter(matches);
    for (const element of elements) {
      const found = name === null ? value(element) : attributeValue(element, name);
      if (found !== '') return { element: name === null ? element : null, value: found };
    }
  }
  return null;
}

function countIn(source: Source | null, item: Candidate): number | null {
  if (source === null) return null;
  const value = firstValue([source], item, (e) => attribute(e, 'content') ?? oneLine(visibleText(e)));
  return value === null ? null : wholeNumber(value.value);
}
