import { describe, expect, test } from 'vitest';
import { selector } from '../../../src/extract/dom/elements.ts';
import { parseHtml } from '../../../src/extract/dom/parse.ts';
import { htmlText, visibleText } from '../../../src/extract/dom/visible.ts';

const text = (html: string) => visibleText(parseHtml(html).document);

describe('visibleText: what a reader sees', () => {
  test.each<[string, string, string]>([
    ['white space collapses', ' a \n\t b&nbsp;c ', 'a b c'],
    ['inline elements do not part words', 'un<b>believ</b>able', 'unbelievable'],
    ['paragraphs are a blank line apart', '<p>a</p>\n<p>b</p>', 'a\n\nb'],
    ['other blocks are lines', '<div>a</div><div>b</div>', 'a\nb'],
    ['a break is a line, two are a blank line, three no more', 'a<br>b<br/><br>c<br><br><br>d', 'a\nb\n\nc\n\nd'],
    ['lists', 'x<ul><li>a<li>b</ul>y', 'x\n\na\nb\n\ny'],
    ['cells are apart', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['scripts, styles and templates are not shown', 'a<script>x</script><style>y</style><template>z</template>b', 'ab'],
    [
      'hidden elements are not shown',
      '<p hidden>a</p><p style="color:red; display: none">b</p><b class="sr-only">c</b>d',
      'd',
    ],
    ['emoji pictures are text, others are not', 'a <img class="emoji" alt="🎉"><img alt="cat">', 'a 🎉'],
    ['nothing', '', ''],
  ])('%s', (_, html, expected) => {
    expect(text(html)).toBe(expected);
  });

  test('what is skipped is skipped with all it holds', () => {
    const { document } = parseHtml('<div>a<p class="x">b<i>c</i></p>d</div>');
    expect(visibleText(document, selector('.x'))).toBe('a\n\nd');
  });
});

describe('htmlText: a field that may hold markup', () => {
  test.each([
    ['<p>a</p><p>b &amp; c</p>', 'a\n\nb & c'],
    ['Fish &amp; chips', 'Fish & chips'],
    ['a < b > c & d', 'a < b > c & d'],
    ['I <3 you', 'I <3 you'],
    [' two\n \n\n\n lines ', 'two\n\nlines'],
  ])('%j', (source, expected) => {
    expect(htmlText(source)).toBe(expected);
  });
});
