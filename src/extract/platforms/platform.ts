import type { Warning } from '../../schemas.ts';
import { attribute, type Element, elementsWithin, first, nearestAbove, select } from '../dom.ts';
import type { Extractor, Found, HtmlPage } from '../page.ts';
import { readItem } from './item.ts';
import { compileMarkup, type Markup, type Platform } from './markup.ts';
import { type Candidate, ownItems } from './own.ts';

/** Returns an extractor for pages marked up as `platform` says. */
export function platformExtractor(platform: Platform): Extractor<HtmlPage> {
  const markup = compileMarkup(platform);
  return (page) => (platform.hint.test(page.source) ? extract(markup, page) : null);
}

function extract(markup: Markup, page: HtmlPage): Found | null {
  const elsewhere = nearestAbove(markup.elsewhere);
  const found = select(markup.item, page.document).filter((item) => elsewhere(item) === null);
  if (found.length === 0) return null;
  const outermost = new Set(withoutInnerMarks(found, markup));
  const isItem = (element: Element): boolean => outermost.has(element);
  const candidates = [...outermost].map((element) => {
    const own = elementsWithin(element, isItem);
    return { element, own, ...idsOf([element, ...own], markup.id) };
  });
  const items = ownItems(candidates, page.url);
  const comments = parentPlaces(items, markup).map((place, i) => readItem(items[i]!, place, isItem, markup));
  return { platform: markup.name, comments, warnings: warningsOn(items, page, markup) };
}

/** Themes mark a comment's list item and the article in it alike: same id, or no id and the same level. */
function withoutInnerMarks(found: readonly Element[], markup: Markup): Element[] {
  const all = new Set(found);
  const itemAbove = nearestAbove((element) => all.has(element));
  const level = levelOf(markup);
  return found.filter((item) => {
    const above = itemAbove(item);
    if (above === null) return true;
    const { id } = idsOf([item], markup.id);
    if (id === null) return markup.level === null || level(item) !== level(above);
    return id !== idsOf([above], markup.id).id;
  });
}

function idsOf(elements: readonly Element[], pattern: RegExp): Pick<Candidate, 'id' | 'parentId'> {
  for (const { attribs } of elements) {
    const match = attribs.id === undefined ? null : pattern.exec(attribs.id);
    if (match !== null) return { id: match[1]!, parentId: match[2] ?? null };
  }
  return { id: null, parentId: null };
}

/**
 * The place of the item that each one answers, null for none: the item it stands in or, where levels are marked, the one
 * before it at the level above. Levels count more, because a forgotten end tag puts a comment into the one before it.
 */
function parentPlaces(items: readonly Candidate[], markup: Markup): (number | null)[] {
  const places = new Map(items.map(({ element }, place) => [element, place]));
  const itemAbove = nearestAbove((element) => places.has(element));
  const level = levelOf(markup);
  const lastAtLevel: number[] = [];
  return items.map(({ element }, place) => {
    const above = itemAbove(element);
    const at = level(element);
    const inside = above !== null && (markup.level === null || level(above) < at);
    const parent = inside ? places.get(above) : lastAtLevel[at - 1];
    lastAtLevel.length = at;
    lastAtLevel[at] = place;
    return parent ?? null;
  });
}

function levelOf({ level, repliesBox }: Markup): (item: Element) => number {
  if (repliesBox === null) return ({ attribs }) => Number(level?.exec(attribs.class ?? '')?.[1] ?? 1);
  const boxAbove = nearestAbove(repliesBox);
  return (item) => {
    let boxes = 0;
    for (let box = boxAbove(item); box !== null; box = boxAbove(box)) boxes++;
    return boxes + 1;
  };
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
