import { describe, expect, test } from 'vitest';
import { extractThread } from '../../../../src/extract/index.ts';

const outline = (html: string) =>
  extractThread({ html }).comments.map(({ author, text, depth }) => `${'  '.repeat(depth)}${author}: ${text}`);
const item = (id: number, text: string, page = '') =>
  `<li class="comment depth-1" id="comment-${id}"><b class="fn">A${id}</b><a href="${page}#comment-${id}">May 1, 2020</a><div class="comment-content">${text}</div></li>`;

describe('WordPress', () => {
  test('a widget with comments from other pages is none of this page’s', () => {
    const own = item(1, 'one', 'https://a.example/post/') + item(2, 'two', 'https://a.example/post/comment-page-2/');
    const widget = item(7, 'elsewhere', 'https://a.example/other/') + item(2, 'two', 'https://a.example/post/');
    const page = `<link rel="canonical" href="https://www.a.example/post/"><ol class="comment-list">${own}</ol><aside id="comments"><ol class="commentlist">${widget}</ol></aside>`;
    expect(outline(page)).toEqual(['A1: one', 'A2: two']);
    expect(outline(`<ol>${item(7, 'x', '/a/')}${item(8, 'y', '/b/')}${item(9, 'z', '/c/')}</ol>`)).toEqual([]);
  });

  test('a list shown twice counts once', () => {
    const list = `<ol class="comment-list">${item(1, 'one')}${item(2, 'two')}</ol>`;
    expect(outline(list + list)).toEqual(['A1: one', 'A2: two']);
  });

  test('comments in flat boxes answer the one above them by level', () => {
    const box = (level: number, name: string) =>
      `<div class="comment depth-${level}"><cite class="fn">${name}</cite><p>x</p></div>`;
    expect(outline(['1 a', '2 b', '3 c', '2 d', '1 e'].map((s) => box(Number(s[0]), s[2]!)).join(''))).toEqual([
      'a: x',
      '  b: x',
      '    c: x',
      '  d: x',
      'e: x',
    ]);
  });

  test('at the greatest depth replies stand side by side', () => {
    const page = `<li class="comment depth-4" id="comment-1"><b class="fn">a</b><p>x</p><ul class="children"><li class="comment depth-5" id="comment-2"><b class="fn">b</b><p>x</p></li><li class="comment depth-5" id="comment-3"><b class="fn">c</b><p>x</p></li></ul></li>`;
    expect(outline(page)).toEqual(['a: x', '  b: x', '  c: x']);
  });

  test('an author’s name is not what stands around it', () => {
    const named = (name: string) => outline(`<li class="comment depth-1" id="comment-1">${name}<p>x</p></li>`);
    expect(
      named('<div class="comment-author vcard"><cite class="fn">Ann Lee</cite> <span class="says">says:</span></div>'),
    ).toEqual(['Ann Lee: x']);
    expect(named('<span class="comment-author">Ann Lee schrieb:</span>')).toEqual(['Ann Lee: x']);
    expect(named('<h5>Ann Lee</h5><small class="date">3 May 2020</small>')).toEqual(['Ann Lee: x']);
    expect(named('')).toEqual(['null: x']);
  });

  test('look-alikes are no comments', () => {
    for (const html of [
      '<span class="token comment">// depth-1</span>',
      '<li class="share comment"><a href="#">Comment</a></li>',
      '<div class="comment-count depth-1">12</div>',
      '<ul class="recentcomments"><li class="comment depth-1">x</li></ul>',
      '<template><li class="comment depth-1" id="comment-1"><p>{{text}}</p></li></template>',
      '<form id="comments"><ol class="commentlist"></ol></form>',
    ]) {
      expect(outline(html)).toEqual([]);
    }
  });
});

describe('microdata', () => {
  test('answers count on question pages, with the comments on them as replies', () => {
    const answer =
      '<div itemprop="suggestedAnswer" itemscope><p itemprop="text">Salt.</p><div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><b itemprop="text">How much?</b></div></div>';
    expect(outline(`<main itemscope itemtype="https://schema.org/QAPage">${answer}</main>`)).toEqual([
      'null: Salt.',
      '  null: How much?',
    ]);
    expect(
      outline(
        `<main itemscope itemtype="https://schema.org/FAQPage">${answer.replace(/<div itemprop="comment".*?<\/div>/, '')}</main>`,
      ),
    ).toEqual([]);
  });

  test('the page’s own author and text are not a comment’s', () => {
    const page =
      '<article itemscope itemtype="https://schema.org/Article"><b itemprop="author">Editor</b><p itemprop="text">News</p><div itemprop="comment" itemscope><p itemprop="text">Hm.</p></div></article>';
    expect(outline(page)).toEqual(['null: Hm.']);
  });
});
