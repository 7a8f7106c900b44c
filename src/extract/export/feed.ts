import type { Article } from '../article.ts';
import { choose, type Discussion, groupedBy } from '../discussions.ts';
import type { Extractor, Result } from '../extractor.ts';
import { type RawComment, rawComment } from '../thread.ts';
import { type Feed, type FeedItem, readFeed } from './feed-items.ts';
import { headlineIn, platformOf, withoutAdditions } from './feed-platforms.ts';
import { htmlField } from './fields.ts';
import { withoutReplyLine } from './reply-line.ts';
import type { XmlFile } from './xml-file.ts';

/** The places on a page where platforms put comments. */
const PLACE = /#(?:[\w-]*comment|isso|disqus|post|reply|respond|answer|msg|message|c|p)?[-_]?(\d+)$/i;
/** Addresses of comments that have pages of their own. */
const OWN_PAGE = /[?&](?:show)?comment\w*=|\/comments?\/[^/]+\/?$|^t1_\w+$/i;
/** The address of a comment in Blogger's API. */
const IN_API = /\/comments\/default\/(\d+)$/;
/** Titles that programs give to comments. */
const TITLE =
  /^(?:re|aw|antw|sv|vs)\s?:\s|^(?:by|von|par|por|di|door)\s?:\s|^(?:new )?comment (?:on|by)\b|^(?:answer|reply) (?:by|to)\b/i;
type Platform = ReturnType<typeof platformOf>;

/** A feed of comments: RSS 2.0 or 1.0, or Atom, with or without threading (RFC 4685). */
export const commentFeed: Extractor<XmlFile> = {
  name: 'feed of comments',
  read: ({ root, thread, url }) => {
    const feed = readFeed(root);
    if (feed === null) return `the root is <${root.name}>`;
    const comments = feed.items.filter((item) => isComment(item, feed));
    if (comments.length === 0 || comments.length < feed.items.length / 2) {
      return `${comments.length} of its ${feed.items.length} items are comments`;
    }
    const platform = platformOf(feed);
    const items = comments.map((item) => withoutAdditions(item, platform));
    const discussions = discussionsOf(feed, items, platform);
    const chosen = choose(discussions, thread, url);
    const article = { ...chosen.article, claimedCount: discussions.length === 1 ? feed.total : null };
    const warnings = [...chosen.warnings, ...warningOnOlder(chosen.comments)];
    return { platform: platform?.name ?? null, comments: chosen.comments, article, warnings };
  },
};

function isComment({ link, id, title, answers }: FeedItem, feed: Feed): boolean {
  if (answers !== null || TITLE.test(title ?? '') || (title !== null && title === feed.title)) return true;
  return [link, id].some((address) => PLACE.test(address ?? '') || OWN_PAGE.test(address ?? ''));
}

/** Comments on one page answer one article. Where each has a page of its own, all are taken for answers to one. */
function discussionsOf(feed: Feed, items: readonly FeedItem[], platform: Platform): Discussion[] {
  const arePlaces = items.every(({ link }) => link?.includes('#') === true);
  const groups = groupedBy(items, ({ link }) => (arePlaces ? pageOf(link!) : feed.link));
  const ids = new Map(items.flatMap((item) => [item.id, item.link].map((name) => [name, idOf(item)] as const)));
  return [...groups].map(([url, group]) => ({
    id: null,
    article: {
      url,
      language: feed.language,
      headline: groups.size === 1 ? headlineOf(feed, url, platform) : articleIn(group[0]!),
    },
    comments: oldestFirst(group).map((item) => commentOf(item, ids, platform)),
  }));
}

/** Feeds begin with what is newest, a page with what was there first. */
function oldestFirst(items: readonly FeedItem[]): readonly FeedItem[] {
  const times = new Map(items.map((item) => [item, Date.parse(item.date ?? '')]));
  const areKnown = [...times.values()].every((time) => !Number.isNaN(time));
  return areKnown ? items.toSorted((a, b) => times.get(a)! - times.get(b)!) : items;
}

function headlineOf({ title }: Feed, url: string | null, platform: Platform): Article['headline'] {
  const headline = headlineIn(title, platform);
  const address = url?.replace(/^https?:\/\//, '').replace(/\/$/, '');
  return headline?.replace(/\/$/, '') === address ? null : headline;
}

/** A feed of a whole site names articles in the titles of their comments alone. */
function articleIn({ title }: FeedItem): Article['headline'] {
  return /^comment on (.{1,500}) by .{1,200}$/is.exec(title ?? '')?.[1] ?? null;
}

function commentOf(item: FeedItem, ids: ReadonlyMap<string | null, string | null>, platform: Platform): RawComment {
  const { html, answered } = withoutReplyLine(item.html, item.link);
  const names = [...(item.answers ?? []), ...(answered === null ? [] : [answered])];
  const known = names.map((name) => ids.get(name) ?? placeOf(name)).find((id) => id !== null);
  return rawComment({
    id: idOf(item),
    parent: known ?? null,
    author: item.author,
    ...htmlField(html),
    dateCreated: item.date,
    fromReader: !(platform?.opening?.test(item.link ?? '') ?? (platform?.name === 'WordPress' && isPing(html))),
  });
}

function idOf({ id, link }: FeedItem): string | null {
  return placeOf(link) ?? placeOf(id) ?? id ?? link;
}

/** The number that an address ends in, where it leads to a comment on a page. */
function placeOf(address: string | null): string | null {
  return PLACE.exec(address ?? '')?.[1] ?? IN_API.exec(address ?? '')?.[1] ?? null;
}

function pageOf(address: string): string {
  return address.replace(/#.*$/s, '').replace(/[?&]showComment=\d+$/, '');
}

/** WordPress' feeds do not mark pingbacks and trackbacks, but wrap what these say: "[…] … […]", and a title in bold above. */
function isPing(html: string): boolean {
  const mark = String.raw`\[(?:&#8230;|&hellip;|\u2026)\]`;
  const [first = '', second = '', third = ''] = html.trim().split(/<\/p>\s*/, 3);
  if (second === '') return new RegExp(`^<p>${mark}`).test(first) && new RegExp(`${mark}$`).test(first);
  return third === '' && /^<p><strong>[^<>]*<\/strong>$/.test(first);
}

/** Feeds hold the newest comments, ten with WordPress. */
function warningOnOlder(comments: readonly RawComment[]): NonNullable<Result['warnings']> {
  const ids = new Set(comments.map(({ id }) => id));
  const missing = new Set(
    comments.map(({ parent }) => parent).filter((parent) => typeof parent === 'string' && !ids.has(parent)),
  );
  if (missing.size === 0) return [];
  const message = `the feed holds the newest comments alone, and answers to ${missing.size} that it does not hold: read the page, or the export of the platform, for all`;
  return [{ code: 'comments-elsewhere', message }];
}
