import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extractThread, readPage } from '../../src/extract/index.ts';
import { Thread } from '../../src/schemas.ts';

const MB = 1_000_000;
const fill = (part: string, size: number): string => part.repeat(Math.floor(size / part.length));
const codes = (thread: Thread): string[] => thread.warnings.map(({ code }) => code);

/** Reads a page and says how long it took, in milliseconds. */
function timed(page: Parameters<typeof extractThread>[0]): { readonly thread: Thread; readonly ms: number } {
  const start = performance.now();
  return { thread: extractThread(page), ms: performance.now() - start };
}

describe('markup made to hurt', () => {
  test('50 MB of nested elements are given up in seconds, and it is said so', () => {
    const { thread, ms } = timed({ html: fill('<div>', 50 * MB) });
    expect(ms).toBeLessThan(10_000);
    expect(codes(thread)).toEqual(['truncated']);
  });

  test.each([
    ['comments in comments', fill('<li class="comment depth-1" id="comment-1">x', MB)],
    ['microdata in microdata', fill('<div itemscope itemprop="comment">x', MB)],
    ['end tags of nothing', `${fill('<b>', 3000)}${fill('</x>', MB)}`],
    ['one tag of attributes', `<p${Array.from({ length: 100_000 }, (_, i) => ` a${i}`).join('')}>`],
    ['one comment of many elements', `<li class="comment depth-1" id="comment-1">${fill('<b>x</b>', MB)}`],
    ['nothing but <', fill('<', MB)],
    ['nothing but entities', fill('&amp;', MB)],
    ['authors in authors', fill('<div class="comment"><b class="author">x</b> <i>3 May 2020</i> yes', MB)],
    [
      'comments beside comments',
      fill('<div class="comment"><b class="author">x</b> <i>3 May 2020</i> yes</div>', 2 * MB),
    ],
    ['lists in lists', fill('<ul><li>', MB)],
    [
      'names of its own for every element',
      Array.from({ length: 30_000 }, (_, i) => `<p class="k${i.toString(36)}q">Ann 3 May 2020`).join(''),
    ],
    ['a class of many names', fill(`<p class="${fill('a b c d e f ', 2000)}">x</p>`, 2 * MB)],
    [
      'terms without end',
      `<dl id="comments-block">${fill('<dt class="comment-author" id="c1234567">a<dd class="comment-body"><p>x', MB)}`,
    ],
    ['quotations in quotations', fill('<blockquote>x', MB)],
    ['a preload that never ends', `<script>window._preloads = JSON.parse("${fill('\\"a', 2 * MB)}</script>`],
    ['months', `<p class="comment">${fill('January ', 2 * MB)}</p>`],
    ['short lines of months', fill('<li class="comment"><i>January May </i>', MB)],
    ['headings that claim', fill('<h2>5 comments', MB)],
    [
      'linked data with a deep statistic',
      `<script type="application/ld+json">{"@type":"Article","interactionStatistic":{"interactionType":${fill('[', 50_000)}${fill(']', 50_000)}}}</script>`,
    ],
    ['nested linked data', `<script type="application/ld+json">${fill('{"comment":[', MB)}</script>`],
  ])('%s', (_, html) => {
    expect(timed({ html }).ms).toBeLessThan(5_000);
  });

  test('elements below the depth limit stay readable, and what follows them is in its place', () => {
    const deep = `${fill('<div>', 5 * 2000)}deep${fill('</div>', 6 * 2000)}`;
    const { thread } = timed({
      html: `<h1>Title</h1>${deep}<ol class="comment-list"><li class="comment depth-1" id="comment-1"><p class="fn">A</p><div class="comment-content">kept</div></li></ol>`,
    });
    expect(codes(thread)).toEqual(['truncated']);
    expect(thread.comments.map(({ text }) => text)).toEqual(['kept']);
  });

  test('everything unclosed', () => {
    const html =
      '<!doctype html><title>Broken</title><body><h1>Broken<ol class="comment-list"><li class="comment depth-1" id="comment-1"><cite class="fn">Ann</cite><p>one<p>two<li class="comment depth-1" id="comment-2"><cite class="fn">Bob</cite><p>three <a href="x><b';
    expect(extractThread({ html }).comments.map(({ author, text }) => [author, text])).toEqual([
      ['Ann', 'one\n\ntwo'],
      ['Bob', 'three'],
    ]);
  });

  test('linked data as deep as JSON allows', () => {
    const json = JSON.parse(`${'{"text":"x","comment":'.repeat(4000)}null${'}'.repeat(4000)}`);
    const { thread } = timed({ json: { '@type': 'Article', comment: json } });
    expect(thread.comments).toHaveLength(4000);
    expect(thread.comments.at(-1)!.depth).toBe(3999);
  });
});

describe('text made to hurt', () => {
  test.each([
    ['bullets', fill('  • a\n', MB)],
    [
      'bullets ever deeper',
      Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}• Ann\n\n${' '.repeat(i + 2)}x`).join('\n'),
    ],
    ['claims', fill('3 Comments on “x\n', MB)],
    ['dates', fill('Ann\n\nMay 3, 2020\n\nMay\n', 2 * MB)],
    ['a name on every line', fill('Ann on May 3, 2020 | parent\n', 2 * MB)],
    ['dates below', `4 Comments\n${fill('Ann\ntext of hers\nMay 3, 2020\nShare this\n', MB)}`],
    ['names and dates', `90000 Comments\n${fill('Ann\nMay 3, 2020\n\ntext\n', 2 * MB)}`],
    ['one line', fill('a ', 2 * MB)],
    ['blank lines', `  • Ann\n${fill('\n', 2 * MB)}  x`],
    ['lists', fill('  • Ann\n\n    x\n\ny\n', MB)],
    ['lists behind comments', `9 Comments\n${fill('  • Ann\n\n    x\n\ny\n', MB)}`],
    ['a list in a comment', `1 Comment\n\n  • Ann\n    May 3, 2020\n\n    x\n${fill('    • y\n', 2 * MB)}`],
  ])('%s', (_, text) => {
    expect(timed({ text }).ms).toBeLessThan(5_000);
  });

  test('more lines than anybody writes are given up, and it is said so', () => {
    expect(codes(extractThread({ text: `x${fill('\n', MB)}` }))).toEqual(['truncated']);
  });
});

describe('saved answers made to hurt', () => {
  test('a thread deeper than any', () => {
    const leaf = '"id":1,"type":"comment","author":"a","text":"x","created_at":null,"children":[';
    const json = JSON.parse(`${`{${leaf}`.repeat(140)}${']}'.repeat(140)}`);
    const { thread, ms } = timed({ json });
    expect(thread.comments).toHaveLength(140);
    expect(ms).toBeLessThan(5_000);
  });

  test('one deeper than a schema can follow is given up, and it is said so', () => {
    const leaf = '"id":1,"type":"comment","children":[';
    const json = JSON.parse(`${`{${leaf}`.repeat(5000)}${']}'.repeat(5000)}`);
    expect(codes(extractThread({ json }))).toEqual(['unreadable-data']);
  });
});

describe('strange characters', () => {
  test('halves of surrogate pairs go through', () => {
    const html = '<li class="comment depth-1" id="comment-1"><b class="fn">\ud83d</b><p>a \udc00 b \ud83d</p></li>';
    const [comment] = extractThread({ html }).comments;
    expect(comment).toMatchObject({ author: '\ud83d', text: 'a \udc00 b \ud83d' });
    expect(extractThread({ text: '\udc00\n\n1 Comment\n\n  1. \ud83d' }).comments).toHaveLength(1);
  });

  test('no string makes it throw anything but its own errors, and every thread keeps its form', () => {
    const part = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom(
        ...[
          '<li class="comment depth-2" id="comment-1">',
          '<div class="wpd-comment" id="wpd-comm-2_1">',
          '</li>',
          '<p>',
          '</p>',
        ],
        ...[
          '<b class="fn">',
          '<time datetime="x">',
          '<script type="application/ld+json">',
          '{"comment":[',
          '"text":"a"',
          '</script>',
        ],
        ...[
          '<div itemprop="comment" itemscope>',
          '<i itemprop="text">',
          '3 Comments',
          '  • ',
          '  1. ',
          '\n\n',
          '    ',
          'Ann says:',
          'May 3, 2020',
        ],
      ),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), fc.constantFrom('html', 'text'), (parts, kind) => {
        const content = parts.join('');
        if (content.trim() === '') return;
        expect(Thread.safeParse(extractThread({ [kind]: content })).success).toBe(true);
        readPage(content);
      }),
      { numRuns: 400 },
    );
  });
});
