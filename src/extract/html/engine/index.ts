import type { Warning } from '../../../schemas.ts';
import {
  attribute,
  type ChildNode,
  type Element,
  elementsWithin,
  first,
  isTag,
  nearestAbove,
  select,
} from '../../dom/elements.ts';
import { oneLine, visibleText } from '../../dom/visible.ts';
import type { Extractor, Found, HtmlPage } from '../../extractor.ts';
import { type Candidate, ownItems } from '../belongs-here.ts';
import { compileMarkup, type Markup, type Platform, readMatch } from './compile.ts';
import { readItem } from './item.ts';
import { parentPlaces } from './parents.ts';

/** Returns an extractor for pages marked up as `platform` says. */
export function platformExtractor(platform: Platform): Extractor<HtmlPage> {
  const markup = compileMarkup(platform);
  return { name: platform.name, read: (page) => extract(markup, page) };
}

function extract(markup: Markup, page: HtmlPage): Found | string {
  if (!markup.signs.some((sign) => page.index.signs.has(sign))) return `nothing matches ${markup.signs.join(', ')}`;
  const elsewhere = markup.elsewhere === null ? null : nearestAbove(markup.elsewhere);
  const found = select(markup.item, page.document).filter((item) => elsewhere === null || elsewhere(item) === null);
  if (found.length === 0) return `nothing matches ${markup.css}`;
  const outermost = new Set(withoutInnerMarks(found, markup));
  const isItem = (element: Element): boolean => outermost.has(element);
  const candidates = [...outermost].map((element) => {
    const own = elementsWithin(element, isItem);
    if (markup.spread) own.push(...behind(element, isItem));
    return { element, own, ...idsOf(element, own, markup) };
  });
  const items = ownItems(candidates, page.url);
  if (items.length === 0) return `${candidates.length} comments belong to other pages`;
  if (!markup.unboxed && !items.some(({ own }) => own.some(markup.text))) {
    return `${items.length} elements match ${markup.css}, none holds its text as this platform does`;
  }
  const opening = openingPost(items, page, markup);
  const comments = parentPlaces(items, markup).map((place, i) => {
    const comment = readItem(items[i]!, place, isItem, markup);
    return items[i]!.element === opening ? { ...comment, fromReader: false } : comment;
  });
  if (comments.every(({ text, fromReader }) => fromReader && text === '')) {
    return `${comments.length} elements match ${markup.css}, none with a text`;
  }
  return { platform: markup.name, comments, warnings: warningsOn(items, page, markup) };
}

/** What stands behind an item, up to the next one. */
function behind(item: Element, isItem: (element: Element) => boolean): Element[] {
  const found: Element[] = [];
  const pending: ChildNode[] = [];
  for (let beside = item.next; beside !== null; beside = beside.next) {
    pending.push(beside);
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (!isTag(node)) continue;
      if (isItem(node)) return found;
      found.push(node);
      for (let i = node.children.length - 1; i >= 0; i--) pending.push(node.children[i]!);
    }
  }
  return found;
}

/** Themes mark a comment's list item and the article in it alike: same id, or no id and the same level. */
function withoutInnerMarks(found: readonly Element[], markup: Markup): Element[] {
  const all = new Set(found);
  const itemAbove = nearestAbove((element) => all.has(element));
  const levelOf = (element: Element) => (markup.level === null ? null : readMatch(markup.level, element, []))?.[1];
  return found.filter((item) => {
    const above = itemAbove(item);
    if (above === null) return true;
    const { id } = idsOf(item, [], markup);
    if (id === null) return markup.level === null || levelOf(item) !== levelOf(above);
    return id !== idsOf(above, [], markup).id;
  });
}

function idsOf(item: Element, own: readonly Element[], { id, parent }: Markup): Pick<Candidate, 'id' | 'parentId'> {
  const found = readMatch(id, item, own);
  const answered = parent === null ? null : readMatch(parent, item, own);
  return { id: found?.[1] ?? null, parentId: answered?.[1] ?? found?.[2] ?? null };
}

function openingPost(items: readonly Candidate[], page: HtmlPage, markup: Markup): Element | null {
  const { openingPost: post, pageNumber } = markup;
  if (post !== null) return items.find(({ element }) => post(element))?.element ?? null;
  if (pageNumber === null) return null;
  const number = first(pageNumber, page.document);
  const onFirst = number === null || /^\D*1(?!\d)/.test(oneLine(visibleText(number)));
  return onFirst ? (items[0]?.element ?? null) : null;
}

function warningsOn(items: readonly Candidate[], page: HtmlPage, { cut, more }: Markup): Warning[] {
  const warnings: Warning[] = [];
  const shortened = cut === null ? 0 : items.filter(({ own }) => own.some(cut)).length;
  if (shortened > 0) {
    const message = `${shortened === 1 ? '1 comment is' : `${shortened} comments are`} cut short on this page`;
    warnings.push({ code: 'truncated', message });
  }
  const link = more === null ? null : first(more, page.document);
  if (link !== null) {
    const href = attribute(link, 'href');
    const where = href === null || /^(?:#|javascript:)/i.test(href) ? 'another request' : href;
    const message = `this page shows a part of its comments: more are behind ${where}`;
    warnings.push({ code: 'comments-elsewhere', message });
  }
  return warnings;
}
