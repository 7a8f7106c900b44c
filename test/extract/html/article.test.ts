import { describe, expect, test } from 'vitest';
import { extractThread } from '../../../src/extract/index.ts';

const headline = (html: string) => extractThread({ html }).headline;
const claimed = (html: string) => extractThread({ html }).claimedCount;

describe('headline: what a reader would call it', () => {
  test.each<[string, string, string | null]>([
    [
      'the h1 that the title begins with',
      '<title>Gulls return | The Bay</title><h1>The Bay</h1><h1>Gulls return</h1>',
      'Gulls return',
    ],
    ['in the h1’s own words', '<title>gulls – return - The Bay</title><h1><b>Gulls:</b> return</h1>', 'Gulls: return'],
    [
      'not the site’s name',
      '<meta property="og:site_name" content="The Bay"><meta property="og:title" content="The Bay - Gulls return"><h1>The Bay</h1>',
      'The Bay - Gulls return',
    ],
    [
      'the h1 marked as headline',
      '<title>Gulls</title><h1>Menu</h1><h1 class="entry-title">The gulls are back</h1>',
      'The gulls are back',
    ],
    [
      'the only h2 marked as headline',
      '<title>The Bay</title><h1><a>Bay News</a></h1><h2 class="entry-title">Gulls return</h2>',
      'Gulls return',
    ],
    [
      'what the comments are on',
      '<title>The Bay » Gulls return</title><h1>The Bay</h1><h3 id="comments">2 Responses to “Gulls return”</h3>',
      'Gulls return',
    ],
    [
      'what linked data says',
      '<title>x</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Gulls return"}</script>',
      'Gulls return',
    ],
    [
      'og:title without the site',
      '<meta property="og:title" content="Gulls return | The Bay"><meta property="og:site_name" content="The Bay">',
      'Gulls return',
    ],
    [
      'a dash of its own stays',
      '<meta property="og:title" content="Gulls return - at last"><meta property="og:site_name" content="The Bay">',
      'Gulls return - at last',
    ],
    ['the only h1', '<title>The Bay | Home of gulls</title><h1>Something else</h1>', 'Something else'],
    ['the title without the site', '<title>Gulls return to the bay &mdash; The Bay</title>', 'Gulls return to the bay'],
    ['nothing', '<p>Gulls return', null],
  ])('%s', (_, html, expected) => {
    expect(headline(html)).toBe(expected);
  });
});

describe('address', () => {
  const url = (html: string, given?: string) =>
    extractThread(given === undefined ? { html } : { html, url: given }).url;

  test('the canonical one counts, resolved against where the page was found', () => {
    expect(url('<link rel="canonical" href="https://a.example/x">')).toBe('https://a.example/x');
    expect(url('<link rel="canonical" href="/x">', 'https://a.example/y?z')).toBe('https://a.example/x');
    expect(url('<meta property="og:url" content="https://a.example/og">')).toBe('https://a.example/og');
    expect(url('<p>', 'https://a.example/y')).toBe('https://a.example/y');
    expect(url('<p>')).toBeNull();
  });

  test('no address that a browser would run', () => {
    expect(url('<link rel="canonical" href="javascript:alert(1)">', 'https://a.example/y')).toBe('https://a.example/y');
  });
});

describe('claimed count', () => {
  test.each<[string, string, number | null]>([
    ['a heading of the comments', '<div id="comments"><h2>7 Comments</h2></div>', 7],
    ['a heading in other words', '<div class="comments-title">Talk to us! 7 comments so far</div>', 7],
    ['any heading that says nothing else', '<h4>7 Comments</h4>', 7],
    ['wpDiscuz’s attribute', '<div class="wpd-thread-info" data-comments-count="36">', 36],
    ['linked data', '<script type="application/ld+json">{"@type":"Article","commentCount":"9"}</script>', 9],
    ['microdata', '<meta itemprop="interactionCount" content="UserComments:4">', 4],
    ['a link down to them', '<a href="#comments">3 Comments</a>', 3],
    ['counters that agree', '<b class="comment-count">3 comments</b><i class="comment-count">3 comments</i>', 3],
    ['not counters of teasers', '<b class="comment-count">3 comments</b><i class="comment-count">9 comments</i>', null],
    ['not a link to another page’s', '<a href="/other#comments">3 Comments</a>', null],
    ['not the counts of answers', '<b itemprop="commentCount">3</b><b itemprop="commentCount">1</b>', null],
    ['not the form', '<div id="comments"><h3 id="reply-title">Leave a Reply</h3></div>', null],
  ])('%s', (_, html, expected) => {
    expect(claimed(html)).toBe(expected);
  });

  test('fewer than claimed is said, and pingbacks count as seen', () => {
    const list = (count: number) =>
      `<div id="comments"><h2>${count} Comments</h2><ol><li class="comment depth-1" id="comment-1"><p>x</p></li><li class="pingback depth-1" id="comment-2"></li></ol></div>`;
    expect(extractThread({ html: list(2) }).warnings).toEqual([]);
    expect(extractThread({ html: list(5) }).warnings).toEqual([
      { code: 'fewer-than-claimed', message: 'the page claims 5 comments and holds 2' },
    ]);
  });
});
