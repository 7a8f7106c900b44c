import { readFeed } from './feed-items.ts';
import type { XmlElement } from './xml.ts';

/** XML that holds no comments, by the name of its root. */
const KNOWN: Readonly<Record<string, string>> = {
  urlset: 'a sitemap',
  sitemapindex: 'an index of sitemaps',
  opml: 'an OPML list of feeds',
  disqus: 'an export of Disqus without any thread',
  mediawiki:
    'an export of MediaWiki, whose talk pages are wikitext: give the HTML of a page, or the answer of discussiontoolspageinfo',
  comments: 'a table of comments, as the dumps of Stack Exchange are: convert it to CSV or JSON lines',
  posts: 'a table of posts, as the dumps of Stack Exchange are: convert it to CSV or JSON lines',
  plist: 'a property list in XML: for a web archive of Safari, convert it by plutil -convert binary1',
  kml: 'a map (KML)',
  gpx: 'a track (GPX)',
  svg: 'a picture (SVG)',
  Error: 'an error of a server',
  error: 'an error of a server',
};

/** Returns what XML is in which no comments were found, in words. */
export function nameOf(root: XmlElement | null): string {
  if (root === null) return 'the XML has no element';
  const feed = readFeed(root);
  if (feed === null)
    return `the XML is ${KNOWN[root.name] ?? `of an unknown form (<${root.name}>)`}, and holds no comments in a form that is read`;
  const own = feed.items.find(({ comments }) => comments !== null)?.comments;
  const advice = own == null ? 'give the page, or the feed of its comments' : `the first has its comments at ${own}`;
  return `the XML is a feed of ${feed.items.length} articles (${feed.format}), and holds no comments: ${advice}`;
}
