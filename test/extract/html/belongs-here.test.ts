import { expect, test } from 'vitest';
import { select } from '../../../src/extract/dom/elements.ts';
import { parseHtml } from '../../../src/extract/dom/parse.ts';
import { itemsBelongingHere } from '../../../src/extract/html/belongs-here.ts';

const item = (id: string | null, href: string | null) => ({
  id,
  own: href === null ? [] : select(() => true, parseHtml(`<a href="${href}">link</a>`).document),
});
const idsHere = (items: readonly ReturnType<typeof item>[], url: string | null = null) =>
  itemsBelongingHere(items, url).map(({ id }) => id);

test('items that link to another page are left out, those without a link or an id stay', () => {
  const items = [item('1', '/a/#comment-1'), item('2', '/b/#comment-2'), item('3', null), item(null, '/b/#comment-4')];
  expect(idsHere(items, 'https://a.example/a/')).toEqual(['1', '3', null]);
});

test('without the page’s address, the page that most link to is here', () => {
  const here = ['1', '2', '3', '4'].map((id) => item(id, `https://a.example/?p=7#comment-${id}`));
  expect(idsHere([...here, item('5', '/?p=8#comment-5')])).toEqual(['1', '2', '3', '4']);
  expect(idsHere([item('1', '/a/#comment-1'), item('2', '/b/#comment-2')])).toEqual([]);
});

test('an id counts once, and pages of one thread are one page', () => {
  const items = [item('1', '/a/#comment-1'), item('2', '/a/comment-page-2/#comment-2'), item('1', '/a/#comment-1')];
  expect(idsHere(items)).toEqual(['1', '2']);
});
