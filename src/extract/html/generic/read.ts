import { attribute, type Element, selector } from '../../dom/elements.ts';
import { markedText, visibleText } from '../../dom/visible.ts';
import type { HtmlPage } from '../../extractor.ts';
import { isDateLine } from '../../patterns/dates.ts';
import { authorName, dateShown, withoutSays } from '../../patterns/names.ts';
import { rangesWithin } from '../../quotes.ts';
import { isButton, isNoise } from '../../text/header.ts';
import type { RawComment } from '../../thread.ts';
import { ownItems } from '../belongs-here.ts';
import type { Marks } from './features.ts';
import { fieldsOf, nameShown } from './fields.ts';
import { type Item, itemsAt } from './items.ts';
import { parentsOf } from './parents.ts';

const quote = selector('blockquote, [class*="quote" i]');
const aside = selector(
  'form, button, time, [class*="avatar"], [class*="signature"], [role="button"], [class*="comment-like"]',
);
const PINGBACK = /\b(?:pingback|trackback)\b/i;
const PLACEHOLDER = /^\[?(?:comment )?(?:deleted|removed)(?: by \w{1,20})?\]?$/i;
const AUTHORS = ['data-author', 'data-username', 'data-user-name', 'data-author-name', 'data-comment-author', 'author'];
const ID = /(?:^|[-_.:/])((?:[a-z]{0,2}\d{2,}|[\da-f]{8,}(?:-[\da-f]{4,})*))$/i;
const IDS = ['id', 'data-comment-id', 'data-commentid', 'data-id', 'data-post-id', 'data-comment', 'name'];

/** Returns the comments that the elements at `places` hold. */
export function readItems(places: readonly number[], page: HtmlPage, marks: Marks): RawComment[] {
  const { index } = page;
  const { elements } = index;
  const items = itemsAt(places, index);
  const fields = fieldsOf(items, index, marks);
  const given = givenAuthors(items, elements);
  const parents = parentsOf(items, index, marks);
  const ids = idsOf(items, elements);
  const isItem = new Set(items.map(({ place }) => elements[place]!));
  const here = new Set(
    ownItems(
      items.map(({ place, own }, i) => ({
        element: elements[place]!,
        own: own.map((p) => elements[p]!),
        id: ids[i]!,
        parentId: null,
      })),
      page.url,
    ).map(({ element }) => element),
  );
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
      id: ids[i]!,
      parent: parents[i]!,
      author: given !== null ? given[i]! : author === null ? null : nameOf(author, time),
      text,
      quotes: rangesWithin(marked.ranges, marked.text.indexOf(text), text),
      dateCreated: time === null ? null : dateShown(time) || null,
      upvoteCount: null,
      downvoteCount: null,
      fromReader:
        here.has(elements[item.place]!) &&
        !PLACEHOLDER.test(text) &&
        !PINGBACK.test(`${elements[item.place]!.attribs.class ?? ''} ${text.slice(0, 20)}`),
    };
  });
}

/** Names that the items have as an attribute; null where they have none, or all the same. */
function givenAuthors(items: readonly Item[], elements: readonly Element[]): (string | null)[] | null {
  const names = items.map(({ place, own }) => {
    for (const p of [place, ...own.slice(0, 3)]) {
      for (const name of AUTHORS) {
        const value = attribute(elements[p]!, name);
        if (value !== null && value.length <= 80 && /\p{L}/u.test(value)) return value;
      }
    }
    return null;
  });
  const given = names.filter((name) => name !== null);
  return given.length > items.length * 0.8 && new Set(given).size > 1 ? names : null;
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

/** Ids that tell the items apart; none where they do not. */
function idsOf(items: readonly Item[], elements: readonly Element[]): (string | null)[] {
  const ids = items.map((item) => idOf(item, elements));
  const distinct = new Set(ids.filter((id) => id !== null)).size;
  return distinct >= items.length * 0.8 ? ids : items.map(() => null);
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
