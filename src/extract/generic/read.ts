import { isDateLine } from '../dates.ts';
import { attribute, type Element, selector } from '../dom.ts';
import type { HtmlPage } from '../page.ts';
import { rangesWithin } from '../quotes.ts';
import { isButton, isNoise } from '../text-header.ts';
import type { RawComment } from '../thread.ts';
import { authorName, dateShown, withoutSays } from '../values.ts';
import { markedText, visibleText } from '../visible.ts';
import { fieldsOf, nameShown } from './fields.ts';
import { type Item, itemsAt } from './items.ts';
import type { Marks } from './marks.ts';
import { parentsOf } from './parents.ts';

const quote = selector('blockquote, [class*="quote" i]');
const aside = selector('form, button, time, [class*="avatar"], [class*="signature"], [role="button"]');
const PINGBACK = /\b(?:pingback|trackback)\b/i;
const ID = /(?:^|[-_.:/])((?:[a-z]{0,2}\d{2,}|[\da-f]{8,}(?:-[\da-f]{4,})*))$/i;
const IDS = ['id', 'data-comment-id', 'data-commentid', 'data-id', 'data-post-id', 'data-comment', 'name'];

/** Returns the comments that the elements at `places` hold. */
export function readItems(places: readonly number[], page: HtmlPage, marks: Marks): RawComment[] {
  const { index } = page;
  const { elements } = index;
  const items = itemsAt(places, index);
  const fields = fieldsOf(items, index, marks);
  const parents = parentsOf(items, index, marks);
  const isItem = new Set(items.map(({ place }) => elements[place]!));
  return items.map((item, i) => {
    const at = (column: readonly (number | null)[]): Element | null =>
      column[i] == null ? null : elements[column[i]!]!;
    const author = at(fields.author);
    const time = at(fields.time);
    const skip = (element: Element): boolean =>
      isItem.has(element) || element === time || element === author || aside(element);
    const box = at(fields.text);
    const inBox = box === null ? null : markedText(box, skip, quote);
    const marked =
      inBox !== null && inBox.text !== ''
        ? inBox
        : markedText(elements[item.place]!, skipHead(item, skip, page, marks), quote);
    const text = withoutLabels(withoutSays(marked.text), marked === inBox);
    return {
      id: idOf(item, elements),
      parent: parents[i]!,
      author: author === null ? null : nameOf(author, time),
      text,
      quotes: rangesWithin(marked.ranges, marked.text.indexOf(text), text),
      dateCreated: time === null ? null : dateShown(time) || null,
      upvoteCount: null,
      downvoteCount: null,
      fromReader: !PINGBACK.test(`${elements[item.place]!.attribs.class ?? ''} ${text.slice(0, 20)}`),
    };
  });
}

function nameOf(author: Element, time: Element | null): string | null {
  const shown = visibleText(author, (element) => element === time);
  return authorName(nameShown(author, shown.length, shown)) || null;
}

/** Lines above and below a text that are buttons, counters or dates. */
function withoutLabels(text: string, boxed: boolean): string {
  const lines = text.split('\n');
  // In a box of its own, a number or a dash is the author's.
  const isLabel = (line: string): boolean =>
    line === '' || isButton(line) || (!boxed && (isNoise(line) || isDateLine(line)));
  const start = lines.findIndex((line) => !isLabel(line));
  const end = lines.findLastIndex((line) => !isLabel(line));
  return start === -1 ? '' : lines.slice(start, end + 1).join('\n');
}

/** Without a box of its own, the text is what the item holds beside the box of its author and time. */
function skipHead(
  { place, own }: Item,
  skip: (element: Element) => boolean,
  { index: { elements, parents } }: HtmlPage,
  marks: Marks,
): (element: Element) => boolean {
  const whole = marks.within(place).text;
  const heads = new Set<Element>();
  for (const inner of own) {
    if (!marks.isAuthor(inner) && !marks.isTime(inner)) continue;
    let head = inner;
    while (parents[head]! !== place && marks.within(parents[head]!).text <= whole / 2 && parents[head]! > place)
      head = parents[head]!;
    heads.add(elements[head]!);
  }
  return (element) => skip(element) || heads.has(element);
}

function idOf({ place, own }: Item, elements: readonly Element[]): string | null {
  for (const p of [place, ...own]) {
    for (const name of IDS) {
      const value = attribute(elements[p]!, name);
      const found = value === null ? null : (ID.exec(value)?.[1] ?? (/^\d+$/.test(value) ? value : null));
      if (found !== null) return found;
    }
  }
  return null;
}
