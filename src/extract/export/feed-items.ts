import { label, timeOf } from './fields.ts';
import { child, children, field, markupOf, textOf, type XmlElement } from './xml.ts';

/** An item of a feed, or an entry. */
export interface FeedItem {
  readonly id: string | null;
  readonly link: string | null;
  readonly title: string | null;
  readonly author: string | null;
  /** As HTML, empty where there is none. */
  readonly html: string;
  readonly date: string | null;
  /** Names and addresses of what it answers (RFC 4685); null where it does not say that it answers anything. */
  readonly answers: readonly string[] | null;
  /** The address of the feed of its own comments. */
  readonly comments: string | null;
}

/** A feed, whatever its format. */
export interface Feed {
  readonly format: 'RSS' | 'Atom';
  readonly title: string | null;
  readonly link: string | null;
  readonly language: string | null;
  readonly generator: string;
  /** How many items there are of which these are a part; null where it is not said. */
  readonly total: number | null;
  readonly items: readonly FeedItem[];
}

/** Returns what a feed of RSS 2.0, RSS 1.0 or Atom (RFC 4287) holds, or null for any other XML. */
export function readFeed(root: XmlElement): Feed | null {
  if (root.name === 'feed') return atom(root);
  const channel = child(root, 'channel');
  if (channel === null || !/^(?:rss|rdf:RDF)$/.test(root.name)) return null;
  return {
    format: 'RSS',
    title: label(field(channel, 'title')),
    link: field(channel, 'link'),
    language: field(channel, 'language'),
    generator: field(channel, 'generator') ?? '',
    total: totalOf(channel),
    items: [...children(channel, 'item'), ...children(root, 'item')].map(rssItem),
  };
}

function rssItem(item: XmlElement): FeedItem {
  const answered = child(item, 'thr:in-reply-to');
  const date = field(item, 'pubDate') ?? field(item, 'dc:date');
  return {
    id: field(item, 'guid') ?? item.attributes['rdf:about'] ?? null,
    link: field(item, 'link'),
    title: label(field(item, 'title')),
    author: label(field(item, 'dc:creator') ?? rssAuthor(field(item, 'author'))),
    html: field(item, 'content:encoded') ?? unescapedOnce(field(item, 'description') ?? ''),
    date: timeOf(date),
    answers:
      answered === null
        ? null
        : [answered.attributes.ref, answered.attributes.href].filter((name) => name !== undefined),
    comments: field(item, 'wfw:commentRss'),
  };
}

/** OpenSearch 1.1 */
function totalOf(feed: XmlElement): number | null {
  const total = Number(field(feed, 'openSearch:totalResults') ?? Number.NaN);
  return Number.isSafeInteger(total) && total >= 0 ? total : null;
}

/** "ann@example.org (Ann Example)" */
function rssAuthor(author: string | null): string | null {
  return /^[^\s@]+@\S+ \(([^()]{1,200})\)$/.exec(author ?? '')?.[1] ?? author;
}

/** WordPress escapes the markup of descriptions once more than the format asks for. */
function unescapedOnce(html: string): string {
  const isEscapedTwice = !/<\/?[a-z]/i.test(html) && /&lt;\/?[a-z]/i.test(html);
  return isEscapedTwice
    ? html.replace(/&(lt|gt|quot);/g, (_, name: string) => ({ lt: '<', gt: '>' })[name] ?? '"')
    : html;
}

function atom(feed: XmlElement): Feed {
  return {
    format: 'Atom',
    title: label(field(feed, 'title')),
    link: linkOf(feed),
    language: feed.attributes['xml:lang'] ?? null,
    generator: field(feed, 'generator') ?? '',
    total: totalOf(feed),
    items: children(feed, 'entry').map(atomEntry),
  };
}

function atomEntry(entry: XmlElement): FeedItem {
  const answered = children(entry, 'thr:in-reply-to').flatMap(({ attributes: { ref, href } }) => [ref, href]);
  // Blogger says so of replies to other comments.
  const related = children(entry, 'link').find(({ attributes }) => attributes.rel === 'related')?.attributes.href;
  const author = child(entry, 'author');
  return {
    id: field(entry, 'id'),
    link: linkOf(entry),
    title: label(field(entry, 'title')),
    author: author === null ? null : label(field(author, 'name')),
    html: contentOf(child(entry, 'content') ?? child(entry, 'summary')),
    date: field(entry, 'published') ?? field(entry, 'updated'),
    answers:
      child(entry, 'thr:in-reply-to') === null ? null : [...answered, related].filter((name) => name !== undefined),
    comments: children(entry, 'link').find(({ attributes }) => attributes.rel === 'replies')?.attributes.href ?? null,
  };
}

function contentOf(content: XmlElement | null): string {
  if (content === null) return '';
  if (content.attributes.type === 'xhtml') return markupOf(content);
  const text = textOf(content) ?? '';
  return content.attributes.type === 'text' ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : text;
}

function linkOf(element: XmlElement): string | null {
  const links = children(element, 'link').map(({ attributes }) => attributes);
  return (links.find(({ rel }) => rel === undefined || rel === 'alternate') ?? links[0])?.href ?? null;
}
