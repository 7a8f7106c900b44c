import { describe, expect, test } from 'vitest';
import { extractThread } from '../../../../src/extract/index.ts';

const start = (id: string) => `<span data-mw-comment-start="" id="${id}"></span>`;
const signed = (id: string) =>
  `<span data-mw-comment-sig="${id}"></span><a href="/wiki/User:X">X</a> 08:00, 1 April 2026 (UTC)<span data-mw-comment-end="${id}"></span>`;
const outline = (html: string) =>
  extractThread({ html }).comments.map(
    ({ author, text, depth, dateCreated }) => `${'  '.repeat(depth)}${author} (${dateCreated}): ${text}`,
  );

const first = 'c-Ann_Lee-20260401080000-Heading';
const reply = 'c-Bo-20260401091000-Ann_Lee-20260401080000';

describe('talk pages with DiscussionTools', () => {
  test('a comment may start in one element and end in another', () => {
    const html = `<div><p>Before.</p><p>Above. ${start(first)}One <b>two</b></p><ul><li>three</li></ul><p>four ${signed(first)}</p><p>Behind.</p></div>`;
    expect(outline(html)).toEqual(['Ann Lee (2026-04-01T08:00:00Z): One two\n\nthree\n\nfour']);
  });

  test('both ends may stand in elements of their own, at other depths', () => {
    const html = `<dl><dd><i>${start(first)}In</i> the list.</dd><dd><dl><dd>Deeper, ${signed(first)}</dd></dl></dd></dl>`;
    expect(outline(html)).toEqual(['Ann Lee (2026-04-01T08:00:00Z): In the list.\n\nDeeper,']);
  });

  test('a reply names what it answers by user and minute, and a number tells apart what is posted twice', () => {
    const again = 'c-Cy-20260401092000-Ann_Lee-20260401080000-1';
    const html = `<p>${start(first)}Root. ${signed(first)}</p><dl><dd>${start(reply)}Reply. ${signed(reply)}</dd><dd>${start(again)}Again. ${signed(again)}</dd></dl>`;
    expect(outline(html)).toEqual([
      'Ann Lee (2026-04-01T08:00:00Z): Root.',
      '  Bo (2026-04-01T09:10:00Z): Reply.',
      '  Cy (2026-04-01T09:20:00Z): Again.',
    ]);
  });

  test('without a mark at the signature, the comment ends where it ends', () => {
    const html = `<p>${start(first)}Root. Ann Lee<span data-mw-comment-end="${first}"></span></p>`;
    expect(outline(html)).toEqual(['Ann Lee (2026-04-01T08:00:00Z): Root. Ann Lee']);
  });

  test('marks that do not belong together hold no text twice', () => {
    const html = `<div>${start(first).repeat(3)}<p>x</p>${start(reply)}y${signed(first)}${signed(reply)}</div>`;
    expect(outline(html)).toHaveLength(1);
    expect(outline(`<div>${start(first)}never ended</div><span data-mw-comment-end="other"></span>`)).toEqual([]);
  });
});
