import { describe, expect, test } from 'vitest';
import { extractThread } from '../../src/extract/index.ts';

const quoted = (html: string) => {
  const { comments } = extractThread({
    html: `<li class="comment depth-1" id="comment-1"><b class="fn">Ann</b><div class="comment-content">${html}</div></li>`,
  });
  const { text, quotes } = comments[0]!;
  return quotes.map(({ start, end }) => text.slice(start, end));
};

describe('what a comment repeats of others is marked', () => {
  test.each<[string, string, string[]]>([
    ['a quotation', '<blockquote>You are late.</blockquote><p>I am not.</p>', ['You are late.']],
    ['in the middle', '<p>Look:</p><blockquote><p>a</p><p>b</p></blockquote><p>No.</p>', ['a\n\nb']],
    ['a quotation in a quotation', '<blockquote>a<blockquote>b</blockquote></blockquote>c', ['a\n\nb']],
    ['two that touch', '<blockquote>a</blockquote><blockquote>b</blockquote><p>c</p>', ['a\n\nb']],
    ['two apart', '<blockquote>a</blockquote><p>x</p><blockquote>b</blockquote><p>y</p>', ['a', 'b']],
    ['lines as in a mail', '<p>&gt; You are late.<br>I am not.</p>', ['> You are late.']],
    ['an empty one', '<blockquote></blockquote><p>x</p>', []],
    ['a comment that is nothing else', '<blockquote>To be or not to be</blockquote>', []],
    ['no quotation', '<p>5 &gt; 3, always</p>', []],
  ])('%s', (_, html, expected) => {
    expect(quoted(html)).toEqual(expected);
  });

  test('offsets are UTF-16, also behind emoji', () => {
    expect(quoted('<p>😀 first</p><blockquote>then 😀</blockquote><p>end</p>')).toEqual(['then 😀']);
  });
});
