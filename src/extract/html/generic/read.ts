import { attribute, type ChildNode, type Element, isTag, selector } from '../../dom/elements.ts';
import { type MarkedText, markedText } from '../../dom/visible.ts';
import { isButton, isExcerpt, isNoise } from '../../patterns/boilerplate.ts';
import { isDateLine } from '../../patterns/dates.ts';
import { withoutFurniture } from '../../patterns/furniture.ts';
import { trimmedLines } from '../../patterns/lines.ts';
import { withoutSays } from '../../patterns/names.ts';
import { quotesWithin } from '../../quotes.ts';
import type { RawComment } from '../../thread.ts';
import { itemsBelongingHere } from '../belongs-here.ts';
import { elementDate } from '../element-date.ts';
import type { HtmlPage } from '../html-page.ts';
import { authorNames } from './author-names.ts';
import type { Features } from './features.ts';
import { fieldsOf } from './fields.ts';
import { type Item, itemsAt } from './items.ts';
import { parentsOf } from './parents.ts';

const quote = selector('blockquote, [class*="quote" i]');
const noText = selector(
  'form, button, time, [class*="avatar"], [class*="signature"], [role="button"], [class*="comment-like"]',
);
const RUNNING = new Set(
  ['p', 'ul', 'ol', 'blockquote', 'pre', 'br', 'img', 'figure'].concat('a b strong em i u s code span'.split(' ')),
);
const PINGBACK = /\b(?:pingback|trackback)\b/i;
const PLACEHOLDER = /^\[?(?:comment )?(?:deleted|removed)(?: by \w{1,20})?\]?$/i;
const AUTHORS = ['data-author', 'data-username', 'data-user-name', 'data-author-name', 'data-comment-author', 'author'];
const ID = /(?:^|[-_.:/])((?:[a-z]{0,2}\d{2,}|[\da-f]{8,}(?:-[\da-f]{4,})*))$/i;
const IDS = ['id', 'data-comment-id', 'data-commentid', 'data-id', 'data-post-id', 'data-comment', 'name'];

/** Returns the comments that the elements at `indices` hold. */
export function readItems(indices: readonly number[], page: HtmlPage, features: Features): RawComment[] {
  const { elements } = page.tree;
  const items = itemsAt(indices, page.tree);
  const fields = fieldsOf(items, page.tree, features);
  const given = givenAuthors(items, elements);
  const parents = parentsOf(items, page.tree, features);
  const ids = idsOf(items, elements);
  const isItem = new Set(items.map(({ index }) => elements[index]!));
  const linked = items.map(({ own }, i) => ({ i, own: own.map((inner) => elements[inner]!), id: ids[i]! }));
  const here = new Set(itemsBelongingHere(linked, page.url).map(({ i }) => i));
  const labels = new Set(
    items.flatMap(({ own }) =>
      own
        .filter((i) => fields.labels.has(i) || (isLink(i, page) && isButton(features.label(i))))
        .map((i) => elements[i]!),
    ),
  );
  const elementAt = (index: number | null | undefined): Element | null => (index == null ? null : elements[index]!);
  const names = authorNames(fields.author.map(elementAt), fields.time.map(elementAt));
  const written = items.map((item, i) => {
    const author = elementAt(fields.author[i]);
    const time = elementAt(fields.time[i]);
    const skip = (element: Element): boolean =>
      isItem.has(element) || element === time || element === author || labels.has(element) || noText(element);
    return textOf(item, elementAt(fields.text[i]), skip, page, features);
  });
  const texts = withoutFurniture(written.map(({ text }) => text));
  return items.map((item, i) => {
    const time = elementAt(fields.time[i]);
    const text = texts[i]!;
    const className = elements[item.index]!.attribs.class ?? '';
    return {
      id: ids[i]!,
      parent: parents[i]!,
      author: given !== null ? given[i]! : names[i]!,
      text,
      quotes: quotesWithin(written[i]!.marked, text),
      dateCreated: time === null ? null : elementDate(time) || null,
      upvoteCount: null,
      downvoteCount: null,
      fromReader:
        here.has(i) &&
        !PLACEHOLDER.test(text) &&
        !isExcerpt(text) &&
        !PINGBACK.test(`${className} ${text.slice(0, 20)}`),
    };
  });
}

function isLink(index: number, { tree }: HtmlPage): boolean {
  return tree.elements[index]!.name === 'a';
}

/** An item's text without labels, and what it is cut from: the box of the text or, where that is empty, the item. */
function textOf(
  item: Item,
  box: Element | null,
  skip: (element: Element) => boolean,
  page: HtmlPage,
  features: Features,
): { readonly marked: MarkedText; readonly text: string } {
  const inBox = box === null ? null : markedText({ children: paragraphsFrom(box, item, page) }, skip, quote);
  const marked =
    inBox !== null && inBox.text !== ''
      ? inBox
      : markedText(page.tree.elements[item.index]!, skipHead(item, skip, page, features), quote);
  return { marked, text: withoutLabels(withoutSays(marked.text), marked === inBox) };
}

/** A box of the text is read as it is; a paragraph with those behind it, which are the rest of the text. */
function paragraphsFrom(box: Element, { own }: Item, { tree }: HtmlPage): readonly ChildNode[] {
  if (box.name !== 'p' || box.parent === null) return box.children;
  const inItem = new Set(own.map((i) => tree.elements[i]!));
  const siblings = box.parent.children;
  const start = siblings.indexOf(box);
  const end = siblings.findIndex((node, i) => i > start && isTag(node) && !(inItem.has(node) && isRunning(node)));
  return siblings.slice(start, end === -1 ? siblings.length : end);
}

/** Says whether an element goes on with the text before it: a paragraph without a name of its own, a list, a quotation. */
function isRunning({ name, attribs }: Element): boolean {
  return RUNNING.has(name) && (attribs.class === undefined || name !== 'p');
}

/** Names that the items have as an attribute; null where they have none, or all the same. */
function givenAuthors(items: readonly Item[], elements: readonly Element[]): (string | null)[] | null {
  const names = items.map(({ index, own }) => {
    for (const i of [index, ...own.slice(0, 3)]) {
      for (const name of AUTHORS) {
        const value = attribute(elements[i]!, name);
        if (value !== null && value.length <= 80 && /\p{L}/u.test(value)) return value;
      }
    }
    return null;
  });
  const given = names.filter((name) => name !== null);
  return given.length > items.length * 0.8 && new Set(given).size > 1 ? names : null;
}

/** A text without the lines above and below it that are buttons, counters or dates. */
function withoutLabels(text: string, boxed: boolean): string {
  // In a box of its own, a number or a dash is the author's.
  const isLabel = boxed ? isButton : (line: string) => isNoise(line) || isDateLine(line);
  return trimmedLines(text.split('\n'), (line) => line === '' || isLabel(line));
}

/** Without a box of its own, the text is what the item holds beside the box of its author and time. */
function skipHead(
  { index, own }: Item,
  skip: (element: Element) => boolean,
  { tree: { elements, parents } }: HtmlPage,
  features: Features,
): (element: Element) => boolean {
  const whole = features.textLength(index);
  const heads = new Set<Element>();
  for (const inner of own) {
    if (!features.isAuthor(inner) && !features.isTime(inner)) continue;
    let head = inner;
    while (parents[head]! !== index && features.textLength(parents[head]!) <= whole / 2 && parents[head]! > index)
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

function idOf({ index, own }: Item, elements: readonly Element[]): string | null {
  for (const i of [index, ...own]) {
    for (const name of IDS) {
      const value = attribute(elements[i]!, name);
      const id = value === null ? null : (ID.exec(value)?.[1] ?? (/^\d+$/.test(value) ? value : null));
      if (id !== null) return id;
    }
  }
  return null;
}
