import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { extractThread } from '../../../src/extract/index.ts';
import type { Thread } from '../../../src/schemas.ts';
import { needs } from '../../fixtures/needs.ts';

const outline = ({ comments }: Thread) => {
  const authors = new Map(comments.map(({ id, author }) => [id, author]));
  return comments.map(({ author, parentId, text }) => [author, parentId === null ? null : authors.get(parentId), text]);
};
const rss = (items: string, title = 'Comments on: The ferry', more = '') =>
  extractThread(
    `<rss version="2.0"><channel><title>${title}</title><link>https://a.example/ferry</link>${more}${items}</channel></rss>`,
  );
const item = (n: number, html: string, more = '') =>
  `<item><title>By: Reader ${n}</title><link>https://a.example/ferry#comment-${n}</link><dc:creator><![CDATA[Reader ${n}]]></dc:creator><description><![CDATA[${html}]]></description>${more}</item>`;
const link = (n: number) => `<a href="https://a.example/ferry#comment-${n}" rel="nofollow">Reader ${n}</a>`;

describe('what a comment answers', () => {
  test.each([
    ['a paragraph of a feed in English', `<p>In reply to ${link(1)}.</p>\n<p>No.</p>`],
    ['a paragraph of a feed in Japanese', `<p>${link(1)} への返信。</p><p>No.</p>`],
    [
      'a description escaped twice',
      `In reply to ${link(1)}.\n\nNo.`.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    ],
  ])('%s', (_, html) => {
    expect(outline(rss(item(2, html) + item(1, 'Yes.')))).toEqual([
      ['Reader 1', null, 'Yes.'],
      ['Reader 2', 'Reader 1', 'No.'],
    ]);
  });

  test('a link that a reader set stays in the text', () => {
    const text = `<p>I agree with ${link(1)} on the price, and would add the harbour fee to what is to be paid by all.</p>`;
    expect(outline(rss(item(1, 'Yes.') + item(2, text)))[1]).toEqual([
      'Reader 2',
      null,
      'I agree with Reader 1 on the price, and would add the harbour fee to what is to be paid by all.',
    ]);
  });

  test('what the feed no longer holds is said', () => {
    const thread = rss(item(9, `<p>In reply to ${link(4)}.</p><p>No.</p>`));
    expect(thread.comments).toMatchObject([{ id: '9', parentId: null, text: 'No.' }]);
    expect(thread.warnings.map(({ code }) => code)).toEqual(['comments-elsewhere']);
  });
});

describe('which feeds hold comments', () => {
  test('one of a whole site is read by article', () => {
    const on = (page: string, n: number) =>
      `<item><title>Comment on The ${page} by Ann</title><link>https://a.example/${page}#comment-${n}</link><description>Text ${n}</description></item>`;
    const thread = rss(on('ferry', 1) + on('market', 2) + on('ferry', 3), 'Comments for The Gull');
    expect(thread).toMatchObject({ headline: 'The ferry', url: 'https://a.example/ferry' });
    expect(thread.comments.map(({ text }) => text)).toEqual(['Text 1', 'Text 3']);
    expect(thread.warnings[0]!.message).toContain('"The market" (1)');
  });

  test('one of a topic, by its titles', () => {
    const post = (n: number) =>
      `<item><title>Re: The ferry</title><link>https://a.example/t/${n}</link><author>ann@example.org (Ann)</author><description>Text ${n}</description></item>`;
    expect(outline(rss(post(1) + post(2), 'The ferry'))).toEqual([
      ['Ann', null, 'Text 1'],
      ['Ann', null, 'Text 2'],
    ]);
  });

  test('Atom with content as XHTML, and threading', () => {
    const thread = extractThread(
      `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"><title>Comments for a.example/ferry</title><entry><id>tag:a,1</id><link href="https://a.example/ferry#c1"/><author><name>Ann</name></author><content type="xhtml"><div><p>One &amp; <b>two</b></p><blockquote>x</blockquote></div></content></entry><entry><id>tag:a,2</id><link href="https://a.example/ferry#c2"/><content type="text">1 &lt; 2</content><thr:in-reply-to ref="tag:a,1"/></entry></feed>`,
    );
    expect(outline(thread)).toEqual([
      ['Ann', null, 'One & two\n\nx'],
      [null, 'Ann', '1 < 2'],
    ]);
    expect(thread).toMatchObject({ headline: null, url: 'https://a.example/ferry' });
  });

  test.each([
    ['feedgen-articles.rss.xml', /a feed of 2 articles \(RSS\), and holds no comments/],
    ['feedgen-articles.atom.xml', /a feed of 2 articles \(Atom\)/],
  ])('not %s, and it is said so', (name, message) => {
    const thread = extractThread(readFileSync(`test/fixtures/exports/${name}`));
    expect(thread.comments).toEqual([]);
    expect(thread.warnings.map(({ code }) => code)).toEqual(['unreadable-data']);
    expect(thread.warnings[0]!.message).toMatch(message);
  });

  test('a feed of articles names the feed of their comments', () => {
    const article =
      '<item><title>The ferry</title><link>https://a.example/ferry#xtor=RSS-1</link><description>News</description><wfw:commentRss>https://a.example/ferry/feed</wfw:commentRss></item>';
    expect(rss(article, 'The Gull').warnings[0]!.message).toContain('its comments at https://a.example/ferry/feed');
  });
});

/** Written in the form of the feeds that the platforms give. */
describe('what feeds of a platform add', () => {
  test('Discourse: the opening post, a link below each text, user names before full names', () => {
    const post = (n: number, creator: string) =>
      `<item><title>The ferry</title><dc:creator><![CDATA[${creator}]]></dc:creator><description><![CDATA[<p>Text ${n}</p><p><a href="https://a.example/t/ferry/12/${n}">Read full topic</a></p>]]></description><link>https://a.example/t/ferry/12/${n}</link><guid isPermaLink="false">a.example-post-12-${n}</guid></item>`;
    const thread = rss(post(2, '@bob Bob Stone') + post(1, '@ann'), 'The ferry');
    expect(outline(thread)).toEqual([['bob', null, 'Text 2']]);
    expect(thread).toMatchObject({ headline: 'The ferry', source: { platform: 'Discourse' } });
  });

  test('Reddit: the post among its comments, and the name of the community', () => {
    const entry = (id: string, path: string, title: string) =>
      `<entry><author><name>/u/ann</name></author><content type="html">&lt;p&gt;Text of ${id}&lt;/p&gt;</content><id>${id}</id><link href="https://www.reddit.com/r/town/comments/p1/ferry/${path}"/><title>${title}</title></entry>`;
    const thread = extractThread(
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>The ferry : town</title><link rel="alternate" href="https://www.reddit.com/r/town/comments/p1/ferry/"/>${entry('t3_p1', '', 'The ferry')}${entry('t1_a1', 'a1/', '/u/ann on The ferry')}</feed>`,
    );
    expect(outline(thread)).toEqual([['ann', null, 'Text of t1_a1']]);
    expect(thread.headline).toBe('The ferry');
  });

  test('Blogger: what a reply answers stands in a link, and the number of comments beside a page of them', () => {
    const entry = (n: number, more = '') =>
      `<entry><id>tag:blogger.com,1999:blog-1.post-${n}</id><content type="html">Text ${n}</content><link rel="alternate" href="https://a.example/ferry.html?showComment=17#c${n}"/><author><name>Reader ${n}</name></author><thr:in-reply-to ref="tag:blogger.com,1999:blog-1.post-7"/>${more}</entry>`;
    const thread = extractThread(
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>Comments on The Gull: The ferry: free?</title><generator>Blogger</generator><openSearch:totalResults>3</openSearch:totalResults>${entry(9, '<link rel="related" href="https://www.blogger.com/feeds/1/7/comments/default/8"/>')}${entry(8)}</feed>`,
    );
    expect(thread).toMatchObject({
      headline: 'The ferry: free?',
      url: 'https://a.example/ferry.html',
      claimedCount: 3,
    });
    expect(outline(thread)).toEqual([
      ['Reader 8', null, 'Text 8'],
      ['Reader 9', 'Reader 8', 'Text 9'],
    ]);
    expect(thread.warnings.map(({ code }) => code)).toEqual(['fewer-than-claimed']);
  });
});

describe('other XML is named', () => {
  test.each([
    ['<?xml version="1.0"?><urlset><url><loc>https://a.example/</loc></url></urlset>', /a sitemap/],
    ['<opml version="2.0"><body><outline text="x"/></body></opml>', /an OPML list/],
    [
      '<?xml version="1.0"?>\n<!-- a -->\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "x"><plist/>',
      /plutil -convert binary1/,
    ],
    ['<?xml version="1.0"?><conversation><turn>Hi</turn></conversation>', /of an unknown form \(<conversation>\)/],
    ['<disqus></disqus>', /without any thread/],
  ])('%s', (xml, message) => {
    const { comments, source, warnings } = extractThread(xml);
    expect(comments).toEqual([]);
    expect(source).toEqual({ kind: 'xml', platform: null });
    expect(warnings[0]!.message).toMatch(message);
  });

  test.each([
    '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html><body>x</body></html>',
    '<?xml version="1.0"?><div>a fragment</div>',
    '<svg><title>x</title></svg><p>a page',
  ])('a page stays a page: %s', (html) => {
    expect(extractThread(html).source.kind).toBe('html');
  });

  test('XML that breaks off is read up to there', () => {
    const whole = `<rss><channel><title>Comments on: x</title>${item(1, 'Yes.')}${item(2, 'No.')}`;
    const thread = extractThread(whole.slice(0, -20));
    expect(thread.comments.map(({ text }) => text)).toEqual(['Yes.', 'No.']);
    expect(thread.warnings.map(({ code }) => code)).toContain('truncated');
  });
});

/** Feeds that WordPress 7.1.4 and Isso 0.14.0 gave. */
describe('feeds of ../shared', needs('shared pages'), () => {
  const truth = (name: string): { key: string; author: string | null; parent: string | null; text: string }[] =>
    JSON.parse(readFileSync(`../shared/captures/truth-${name}.json`, 'utf8'));

  test.each(['wordpress-7.1.4-comments-rss.xml', 'wordpress-7.1.4-comments-atom.xml'])('%s', (name) => {
    const thread = extractThread(readFileSync(`../shared/captures/${name}`));
    // Ten items, two of them pings: the first two comments are older.
    const [, , ...right] = truth('wp');
    const authors = new Map(right.map(({ key, author }) => [key, author]));
    expect(outline(thread)).toEqual(
      right.map(({ author, parent, text }) => [author, authors.get(parent ?? '') ?? null, text]),
    );
    expect(thread).toMatchObject({
      headline: 'Tram line four is “late” again & nobody knows why',
      url: 'http://example.test/2026/03/tram-four/',
      source: { kind: 'xml', platform: 'WordPress' },
    });
  });

  test('isso-0.14.0-feed.xml', () => {
    const thread = extractThread(readFileSync('../shared/captures/isso-0.14.0-feed.xml'));
    const right = truth('isso');
    const authors = new Map(right.map(({ key, author }) => [key, author]));
    const sorted = (rows: unknown[][]) => rows.map((row) => JSON.stringify(row)).sort();
    expect(sorted(outline(thread))).toEqual(
      sorted(right.map(({ author, parent, text }) => [author, parent === null ? null : authors.get(parent), text])),
    );
  });
});
