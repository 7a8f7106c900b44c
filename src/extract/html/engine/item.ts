import { attribute, type Element, type Selector } from '../../dom/elements.ts';
import { htmlText, type MarkedText, markedText, visibleText } from '../../dom/visible.ts';
import { wholeNumber } from '../../patterns/counts.ts';
import { isDateLine } from '../../patterns/dates.ts';
import { oneLine } from '../../patterns/lines.ts';
import { authorName, withoutSays } from '../../patterns/names.ts';
import { quotesWithin } from '../../quotes.ts';
import type { RawComment } from '../../thread.ts';
import { elementDate } from '../element-date.ts';
import { type CompiledLocator, type CompiledPlatform, capturedIn, valueIn } from './compile.ts';

/** An element that holds one comment. */
export interface PlatformItem {
  readonly element: Element;
  /** The elements that the item holds, other items and theirs excepted. */
  readonly own: readonly Element[];
  readonly id: string | null;
  readonly parentId: string | null;
}

/** Returns the comment of an item, without those that it holds (`isItem`); `parent` is the index of what it answers. */
export function readItem(
  item: PlatformItem,
  parent: number | null,
  isItem: Selector,
  platform: CompiledPlatform,
): RawComment {
  const { id, parentId } = item;
  const isDropped = (element: Element): boolean => isItem(element) || platform.drop(element);
  const time = firstValue(platform.time, item, elementDate);
  const isNoName = (element: Element): boolean => element === time?.element || isDropped(element);
  const author = firstValue(platform.author, item, (element) =>
    authorName(attribute(element, 'content') ?? visibleText(element, isNoName)),
  );
  const name = author === null || platform.anonymous.has(author.value) ? null : author.value;
  const isNoText = (element: Element): boolean => element === author?.element || isNoName(element);
  const marked = textOf(item, isNoText, platform);
  const { text, date } = withoutDateLines(withoutSays(marked.text), time === null);
  return {
    id,
    parent: parentId === null ? parent : parentId === '0' ? null : parentId,
    author: name,
    text,
    quotes: quotesWithin(marked, text),
    dateCreated: time === null ? date : ofEpoch(time.value),
    upvoteCount: countIn(platform.upvotes, item),
    downvoteCount: countIn(platform.downvotes, item),
    fromReader: isFromReader(item, platform),
  };
}

function isFromReader({ element, own }: PlatformItem, { notFromReader, withheld }: CompiledPlatform): boolean {
  if (notFromReader !== null && (notFromReader(element) || own.some(notFromReader))) return false;
  return withheld === null || capturedIn(withheld, element, own) === null;
}

function textOf({ element, own }: PlatformItem, skip: Selector, platform: CompiledPlatform): MarkedText {
  const { text, inPieces, head, quote } = platform;
  const boxes = own.filter(text);
  // What is declared to be the text counts more than what stands in its place until somebody logs in.
  const declared = boxes.find(({ name, attribs }) => name === 'meta' && attribs.content);
  if (declared !== undefined) return { text: htmlText(declared.attribs.content!), ranges: [] };
  if (inPieces) return markedText({ children: boxes }, skip, quote);
  const skipHead = head === null ? skip : (e: Element) => skip(e) || head(e);
  for (const [i, box] of boxes.entries()) {
    const next = boxes[i + 1];
    if (next !== undefined && contains(box, next)) continue;
    const marked = markedText(box, skipHead, quote);
    if (marked.text !== '') return marked;
  }
  if (boxes.length > 0) return { text: '', ranges: [] };
  const marked = markedText(element, skipHead, quote);
  return marked.text === '' ? markedText(element, skip, quote) : marked;
}

function contains(outer: Element, inner: Element): boolean {
  let ancestor = inner.parent;
  while (ancestor !== null && ancestor !== outer) ancestor = ancestor.parent;
  return ancestor === outer;
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
  /** The element whose text the value is; null for an attribute, which is no part of a text. */
  readonly element: Element | null;
  readonly value: string;
}

function firstValue(
  locators: readonly CompiledLocator[],
  item: PlatformItem,
  textValue: (element: Element) => string,
): Value | null {
  for (const locator of locators) {
    const { matches, attribute: name, pattern } = locator;
    const elements = matches === null ? [item.element] : item.own.filter(matches);
    for (const element of elements) {
      if (pattern !== null) {
        const part = pattern.exec(valueIn(element, locator))?.[1] ?? '';
        // The element holds more than this part, perhaps the text.
        if (part !== '') return { element: null, value: part };
        continue;
      }
      const value = name === null ? textValue(element) : attributeValue(element, name);
      if (value !== '') return { element: name === null ? element : null, value };
    }
  }
  return null;
}

/** Returns the name of whom an item says that it answers, or null. */
export function answeredName(item: PlatformItem, { answers }: CompiledPlatform): string | null {
  if (answers === null) return null;
  return firstValue([answers], item, (element) => authorName(visibleText(element)))?.value ?? null;
}

/** A date in milliseconds since 1970 as ISO 8601, any other as it is. */
function ofEpoch(time: string): string {
  return /^1\d{12}$/.test(time) ? new Date(Number(time)).toISOString() : time;
}

/** Where the value is an address, the name is its last part: `/user/ann/`. */
function attributeValue(element: Element, name: string): string {
  const value = attribute(element, name) ?? '';
  return name === 'href' ? value.replace(/\/$/, '').replace(/^.*\//s, '') : value;
}

function countIn(locator: CompiledLocator | null, item: PlatformItem): number | null {
  if (locator === null) return null;
  const count = firstValue([locator], item, (e) => attribute(e, 'content') ?? oneLine(visibleText(e)));
  return count === null ? null : wholeNumber(count.value);
}
