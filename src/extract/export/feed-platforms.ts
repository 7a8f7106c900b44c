import type { Feed, FeedItem } from './feed-items.ts';

/** What a platform's feeds do that others do not. */
interface FeedPlatform {
  readonly name: string;
  readonly isOf: (feed: Feed) => boolean;
  /** Group 1 is the name that the platform's pages show. */
  readonly author?: RegExp;
  /** The address of the post that opens a topic. */
  readonly opening?: RegExp;
  /** A last paragraph that is no part of the text. */
  readonly tail?: RegExp;
  /** Group 1 is the headline. */
  readonly title?: RegExp;
}

const links = (pattern: RegExp) => (feed: Feed) =>
  [feed.link, ...feed.items.map(({ link }) => link)].some((link) => pattern.test(link ?? ''));

const PLATFORMS: readonly FeedPlatform[] = [
  { name: 'WordPress', isOf: ({ generator }) => /wordpress/i.test(generator) },
  { name: 'Blogger', isOf: ({ generator }) => /^blogger$/i.test(generator), title: /^[^:]{1,200}:\s+(.+)$/s },
  { name: 'Isso', isOf: links(/#isso-\d+$/) },
  { name: 'Disqus', isOf: links(/\/\/[\w-]+\.disqus\.com\//) },
  { name: 'Reddit', isOf: links(/\/\/(?:\w+\.)?reddit\.com\//), author: /^\/u\/(.+)$/, title: /^(.+) : \w+$/s },
  { name: 'Hacker News', isOf: links(/\/\/news\.ycombinator\.com\/item/) },
  {
    name: 'Discourse',
    isOf: ({ items }) => items.some(({ id }) => /-post-\d+-\d+$/.test(id ?? '')),
    author: /^@(\S+)(?: .*)?$/s,
    opening: /\/t\/[^/]+\/\d+\/1$/,
    tail: /<p><a href="[^"<>]{1,2000}">[^<>]{1,100}<\/a><\/p>\s*$/,
  },
];

/** Returns the platform of a feed, with the ways of its feeds, or null. */
export function platformOf(feed: Feed): FeedPlatform | null {
  return PLATFORMS.find(({ isOf }) => isOf(feed)) ?? null;
}

/** Returns an item without what its platform's feeds add to it. */
export function withoutAdditions(item: FeedItem, platform: FeedPlatform | null): FeedItem {
  const { author, tail } = platform ?? {};
  return {
    ...item,
    author: author?.exec(item.author ?? '')?.[1] ?? item.author,
    html: tail === undefined ? item.html : item.html.replace(tail, ''),
  };
}

/** "Comments on: HEADLINE", in languages that have such a word. */
const HEADING =
  /^(?:.{0,100}\bcomments (?:on|for|to|in)\b:?\s*|[^:]{0,40}(?:comment|kommentar|coment|komment|reacti|コメント|评论|評論)[^:]{0,30}:\s+)/is;

/** Returns the headline that the title of a feed of comments names, or null where it names none. */
export function headlineIn(title: string | null, platform: FeedPlatform | null): string | null {
  const named =
    title
      ?.replace(HEADING, '')
      .replace(/^["“](.+)["”]$/s, '$1')
      .trim() ?? '';
  const headline = platform?.title?.exec(named)?.[1] ?? named;
  return /^(?:(?:latest|recent|new|all)\s)?comments$/i.test(headline) ? null : headline || null;
}
