import type { Warning } from '../../../schemas.ts';
import {
  attribute,
  type ChildNode,
  type Element,
  elementsWithin,
  first,
  isTag,
  nearestAncestor,
  type Selector,
  select,
} from '../../dom/elements.ts';
import { visibleText } from '../../dom/visible.ts';
import type { Extractor, Result } from '../../extractor.ts';
import { oneLine } from '../../patterns/lines.ts';
import type { RawComment } from '../../thread.ts';
import { itemsBelongingHere } from '../belongs-here.ts';
import type { HtmlPage } from '../html-page.ts';
import { type CompiledPlatform, capturedIn, compilePlatform } from './compile.ts';
import { doubtOn } from './doubt.ts';
import { answeredName, type PlatformItem, readItem } from './item.ts';
import { parentIndices, parentsByName } from './parents.ts';
import type { Platform } from './platform.ts';

/** Returns an extractor for pages marked up as `platform` says. */
export function platformExtractor(platform: Platform): Extractor<HtmlPage> {
  const compiled = compilePlatform(platform);
  return { name: platform.name, read: (page) => extract(compiled, page) };
}

function extract(platform: CompiledPlatform, page: HtmlPage): Result | string {
  const { detect, itemCss } = platform;
  const absent = detect.find((names) => !names.some((css) => page.tree.selectors.has(css)));
  if (absent !== undefined) return `nothing matches ${absent.join(', ')}`;
  const elsewhere = platform.elsewhere === null ? null : nearestAncestor(platform.elsewhere);
  const matches = select(platform.item, page.document).filter((e) => elsewhere === null || elsewhere(e) === null);
  if (matches.length === 0) return `nothing matches ${itemCss}`;
  const outermost = new Set(withoutDoubles(matches, platform));
  const isItem = (element: Element): boolean => outermost.has(element);
  const all = [...outermost].map((element) => {
    const own = elementsWithin(element, isItem);
    if (platform.spread) own.push(...elementsUpTo(isItem, element));
    return { element, own, ...idsOf(element, own, platform) };
  });
  const items = platform.ofManyPages ? all : itemsBelongingHere(all, page.url);
  if (items.length === 0) return `${all.length} comments belong to other pages`;
  if (!platform.unboxed && !items.some(({ own }) => own.some(platform.text))) {
    return `${items.length} elements match ${itemCss}, none holds its text as this platform does`;
  }
  const opening = openingPost(items, page, platform);
  const parents = parentIndices(items, platform);
  const read = items.map((item, i) => readItem(item, parents[i]!, isItem, platform));
  const answered = parentsByName(
    read,
    parents,
    items.map((item) => answeredName(item, platform)),
  );
  const comments = read.map((comment, i) => ({
    ...comment,
    parent: comment.parent === parents[i] ? answered[i]! : comment.parent,
    fromReader: comment.fromReader && items[i]!.element !== opening,
  }));
  const doubt = doubtOn(comments);
  if (doubt !== null) return `${comments.length} elements match ${itemCss}, ${doubt}`;
  return {
    platform: platform.name,
    comments,
    ...openingText(comments[items.findIndex(({ element }) => element === opening)], page, platform),
    warnings: warningsOn(items, page, platform),
  };
}

/** The text that the comments answer: of the opening post, or of the element that the platform names. */
function openingText(
  post: RawComment | undefined,
  { document, tree }: HtmlPage,
  { topic, article, drop, ofManyPages }: CompiledPlatform,
): Pick<Result, 'opening'> {
  if (ofManyPages) return { opening: null };
  if (post !== undefined) return { opening: post.text };
  if (article === null) return topic !== null && tree.selectors.has(topic) ? { opening: null } : {};
  const element = first(article, document);
  return { opening: element === null ? null : visibleText(element, drop) };
}

/** The elements behind an item, up to the next item. */
function elementsUpTo(isItem: Selector, item: Element): Element[] {
  const elements: Element[] = [];
  const pending: ChildNode[] = [];
  for (let sibling = item.next; sibling !== null; sibling = sibling.next) {
    pending.push(sibling);
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (!isTag(node)) continue;
      if (isItem(node)) return elements;
      elements.push(node);
      for (let i = node.children.length - 1; i >= 0; i--) pending.push(node.children[i]!);
    }
  }
  return elements;
}

/** Themes mark a comment's list item and the article in it alike: same id, or no id and the same level. */
function withoutDoubles(elements: readonly Element[], platform: CompiledPlatform): Element[] {
  const all = new Set(elements);
  const itemAround = nearestAncestor((element) => all.has(element));
  const levelOf = (element: Element) => (platform.level === null ? null : capturedIn(platform.level, element, []))?.[1];
  return elements.filter((element) => {
    const outer = itemAround(element);
    if (outer === null) return true;
    const { id } = idsOf(element, [], platform);
    if (id === null) return platform.level === null || levelOf(element) !== levelOf(outer);
    return id !== idsOf(outer, [], platform).id;
  });
}

function idsOf(
  element: Element,
  own: readonly Element[],
  { id, parents }: CompiledPlatform,
): Pick<PlatformItem, 'id' | 'parentId'> {
  const match = capturedIn(id, element, own);
  let parentId = match?.[2] ?? null;
  for (const parent of parents.toReversed()) parentId = capturedIn(parent, element, own)?.[1] ?? parentId;
  return { id: match?.[1] ?? null, parentId };
}

function openingPost(items: readonly PlatformItem[], page: HtmlPage, platform: CompiledPlatform): Element | null {
  const { openingPost: post, pageNumber } = platform;
  if (post !== null) return items.find(({ element }) => post(element))?.element ?? null;
  if (pageNumber === null) return null;
  const number = first(pageNumber, page.document);
  const isFirstPage = number === null || /^\D*1(?!\d)/.test(oneLine(visibleText(number)));
  return isFirstPage ? (items[0]?.element ?? null) : null;
}

function warningsOn(items: readonly PlatformItem[], page: HtmlPage, { cut, more }: CompiledPlatform): Warning[] {
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
