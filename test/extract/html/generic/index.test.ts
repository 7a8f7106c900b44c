import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generic } from '../../../../src/extract/html/generic/index.ts';
import { readHtml } from '../../../../src/extract/html/index.ts';
import { explainThread, extractThread } from '../../../../src/extract/index.ts';
import { buildThread } from '../../../../src/extract/thread.ts';

const PAGES = resolve('test/fixtures/pages');
const outline = (html: string) => {
  const { result } = readHtml(html, null, [generic]);
  return buildThread(result?.comments ?? []).comments.map(
    ({ author, text, depth }) => `${'  '.repeat(depth)}${author}: ${text}`,
  );
};
const times = (count: number, part: (i: number) => string) => Array.from({ length: count }, (_, i) => part(i)).join('');

describe('what repeats on a page', () => {
  test('our platforms’ pages, read without their platform', () => {
    const files = readdirSync(PAGES).filter((file) => file.endsWith('.html'));
    const same = files.filter((file) => {
      const expected = JSON.parse(readFileSync(resolve(PAGES, file.replace('.html', '.expected.json')), 'utf8'));
      const { result } = readHtml(readFileSync(resolve(PAGES, file), 'utf8'), null, [generic]);
      const texts = buildThread(result?.comments ?? []).comments.map(({ text }) => text);
      return JSON.stringify(texts) === JSON.stringify(expected.comments.map((c: { text: string }) => c.text));
    });
    expect(same.length / files.length).toBeGreaterThan(0.6);
  });

  test('replies may have a name of their own', () => {
    const one = (name: string, author: string) =>
      `<div class="${name}"><a class="user" href="/user/${author}">${author}</a> <i>3 May 2020</i><p>What ${author} says.</p></div>`;
    const page = `<div id="comments">${one('remark', 'ann')}<div class="answers">${one('answer', 'bo')}${one('answer', 'cy')}</div>${one('remark', 'di')}</div>`;
    expect(outline(page)).toEqual([
      'ann: What ann says.',
      '  bo: What bo says.',
      '  cy: What cy says.',
      'di: What di says.',
    ]);
  });

  test('one comment is enough where everything says that it is one', () => {
    const page =
      '<div id="comments"><h3>1 comment</h3><div class="comment" id="comment-7"><span class="comment-author">Ann</span> <time datetime="2020-05-03">3 May</time><p>Well said.</p><a href="#">Reply</a></div></div>';
    expect(outline(page)).toEqual(['Ann: Well said.']);
  });

  test.each([
    [
      'teasers',
      times(
        6,
        (i) =>
          `<div class="post"><h3><a href="/story-${i}">Story ${i}</a></h3><span class="author">Lena</span> <time datetime="2020-05-0${i + 1}">May</time><p>It began on a Monday, as such things do.</p></div>`,
      ),
    ],
    [
      'the latest comments of other pages',
      `<div class="widget latest-comments"><ul>${times(5, (i) => `<li><a href="/user/a${i}">Ann ${i}</a> on <a href="/story-${i}#comment-${i}">Story ${i}</a></li>`)}</ul></div>`,
    ],
    ['comments in code', times(20, (i) => `<span class="comment">// set the value of x to ${i}</span>`)],
    ['counters', times(9, (i) => `<div class="comment-count"><a href="/s${i}#comments">${i} comments</a></div>`)],
    [
      'goods',
      times(
        8,
        (i) =>
          `<li class="product"><a href="/p${i}"><img alt=""><b>Lamp ${i}</b></a><span class="price">${i}9.00</span></li>`,
      ),
    ],
    [
      'a table',
      `<table>${times(30, (i) => `<tr><td>Lisbon ${i}</td><td>3 May 2020</td><td>${i * 7}</td></tr>`)}</table>`,
    ],
    [
      'events',
      times(
        8,
        (i) =>
          `<li class="event"><time datetime="2020-05-0${i + 1}">May ${i + 1}</time> <b>Concert ${i}</b><p>In the town hall.</p></li>`,
      ),
    ],
    [
      'reviews of goods',
      `<div id="reviews">${times(5, (i) => `<div class="review"><b class="review-author">Ann ${i}</b> <time datetime="2020-05-0${i + 1}">May</time><p>A fine lamp, and it came in two days.</p></div>`)}</div>`,
    ],
    [
      'topics of a forum',
      `<ul class="topiclist">${times(9, (i) => `<li class="topic"><a class="topictitle" href="/t${i}">How do I mend lamp number ${i}?</a> by <a class="username" href="/user/a${i}">Ann ${i}</a> <time datetime="2020-05-0${i + 1}">May ${i + 1}</time> <span>Replies: ${i}</span></li>`)}</ul>`,
    ],
    [
      'what people said of us',
      times(4, (i) => `<div class="testimonial"><p>They mended my lamp in a day.</p><cite>Ann ${i}</cite></div>`),
    ],
    ['menus', `<nav><ul>${times(12, (i) => `<li class="menu-item"><a href="/${i}">Part ${i}</a></li>`)}</ul></nav>`],
    [
      'authors',
      times(
        4,
        (i) =>
          `<div class="author-bio"><a class="author" href="/author/${i}">Lena ${i}</a><p>Writes about ships and harbours.</p></div>`,
      ),
    ],
    [
      'one article',
      '<article class="post"><h1>News</h1><span class="author">Lena</span><time datetime="2020-05-01">May</time><p>It rained.</p></article>',
    ],
  ])('%s are no comments', (_, html) => {
    expect(outline(html)).toEqual([]);
    expect(extractThread({ html }).comments).toEqual([]);
  });
});

describe('explainThread', () => {
  test('says why each extractor rejected the page, up to the one that read it', () => {
    const html = readFileSync(resolve(PAGES, 'own-guestbook.html'), 'utf8');
    const { thread, trials } = explainThread({ html });
    expect(thread.comments.length).toBeGreaterThan(0);
    expect(trials[0]).toEqual({ extractor: 'wpDiscuz', rejected: 'nothing matches .wpd-comment, .wc-comment' });
    expect(trials.at(-1)).toEqual({ extractor: 'repeated items', rejected: null });
    expect(trials.slice(0, -1).every(({ rejected }) => rejected !== null)).toBe(true);
  });

  test('says what came nearest where nothing was found', () => {
    const { trials } = explainThread({ html: '<h1>News</h1><p>It rained.</p>' });
    expect(trials.find(({ extractor }) => extractor === 'repeated items')!.rejected).toMatch(
      /^no repeated elements look like comments; nearest /,
    );
    expect(explainThread({ json: { a: 1 } }).trials.every(({ rejected }) => rejected !== null)).toBe(true);
    expect(explainThread({ text: 'Nothing.' }).trials).toEqual([
      { extractor: 'plain text', rejected: 'no lines look like comments' },
    ]);
  });
});
