import { attribute, type Element } from '../dom/elements.ts';

/** What tells whether an item belongs to this page. */
interface Linked {
  /** The elements that the item holds, other items and theirs excepted. */
  readonly own: readonly Element[];
  readonly id: string | null;
}

/** Below this share of the items with a link, the page that most of them link to is not taken for the page they stand on. */
const MIN_HOME_SHARE = 0.8;

/**
 * Returns the items that belong to this page. Widgets of recent comments use the same markup, but each item's permanent
 * link leads to the page where it was written; a list shown twice (for wide and narrow screens) counts once.
 */
export function itemsBelongingHere<Item extends Linked>(items: readonly Item[], pageUrl: string | null): Item[] {
  const pages = items.map(writtenOn);
  const home = homePage(pages, pageUrl);
  const seen = new Set<string>();
  return items.filter(({ id }, i) => {
    const page = pages[i]!;
    if (page !== null && page !== home) return false;
    if (id === null) return true;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

/** The page that an item's permanent link leads to; null without such a link. */
function writtenOn({ own, id }: Linked): string | null {
  if (id === null) return null;
  for (const element of own) {
    const href = element.name === 'a' ? attribute(element, 'href') : null;
    if (href === null || !href.endsWith(`comment-${id}`)) continue;
    const page = pageOf(href.slice(0, href.lastIndexOf('#')));
    // An address made of the comment's own number (Drupal's /comment/12) is no page.
    if (page !== '' && !page.split('/').includes(id)) return page;
  }
  return null;
}

function homePage(pages: readonly (string | null)[], pageUrl: string | null): string | null {
  const counts = new Map<string, number>();
  for (const page of pages) {
    if (page !== null) counts.set(page, (counts.get(page) ?? 0) + 1);
  }
  const here = pageUrl === null ? null : pageOf(pageUrl);
  if (here !== null && counts.has(here)) return here;
  const [page, count] = [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most), ['', 0] as const);
  const linked = pages.filter((p) => p !== null).length;
  return count >= linked * MIN_HOME_SHARE ? page : null;
}

/** The path of an address and, on sites without readable addresses, the number of its post. */
function pageOf(url: string): string {
  const post = /[?&]((?:p|page_id)=\d+)/.exec(url)?.[1] ?? '';
  const path = url.replace(/^(?:https?:)?\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  return path.replace(/\/comment-page-\d+\/?$/, '').replace(/\/$/, '') + post;
}
