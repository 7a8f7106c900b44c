import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Extractor } from '../../../../src/extract/extractor.ts';
import type { HtmlPage } from '../../../../src/extract/html/html-page.ts';
import { readHtml } from '../../../../src/extract/html/index.ts';
import { platforms } from '../../../../src/extract/html/platforms/index.ts';
import { extractThread } from '../../../../src/extract/index.ts';
import { needs } from '../../../fixtures/needs.ts';

const CASE = '../shared/cases/comments-list-id.html';

/** The simple selectors that a platform asks for and does not find on a page. */
function missing(platform: Extractor<HtmlPage>, html: string): string[] {
  const [trial] = readHtml(html, null, [platform]).trials;
  return (
    /^nothing matches ([^ ,]+(?:, [^ ,]+)*)$/
      .exec(trial?.rejected ?? '')?.[1]
      ?.split(', ')
      .filter((css) => /^(?:[#.][\w-]+|\[[\w-]+\]|[\w-]+)$/.test(css)) ?? []
  );
}

/** An element that a simple selector matches. */
function elementOf(css: string): string {
  if (css.startsWith('#')) return `<div id="${css.slice(1)}"></div>`;
  if (css.startsWith('.')) return `<div class="${css.slice(1)}"></div>`;
  return css.startsWith('[') ? `<div ${css.slice(1, -1)}="x"></div>` : `<${css}></${css}>`;
}

/** Where no simple selector says it, the second witness is in the item's own selector. */
const BY_ITEM = ['Insticator', 'WordPress', 'WordPress by ids'];

test.each(platforms.map((platform, i) => [`${i} ${platform.name}`, platform] as const))(
  '%s is taken from no single name on a page',
  (_, platform) => {
    const first = missing(platform, '<p>x</p>');
    expect(first.length).toBeGreaterThan(0);
    for (const css of first) {
      const page = elementOf(css);
      const second = missing(platform, page);
      expect(second).not.toContain(css);
      if (!BY_ITEM.includes(platform.name)) expect(second.length).toBeGreaterThan(0);
    }
  },
);

const box = (name: string, text: string) =>
  `<li><div class="comment"><div class="comment-box"><p><b class="bold">${name}</b> <span class="comment-date">10.06.2024, 07:00:00</span></p><div class="comment-content"><p>${text}</p></div></div></div></li>`;
const boxes = [
  box('Lock Keeper', 'A night ferry would bring the choir home, and the bakers to work.'),
  box('Bilge Pump', 'It would wake the whole quay, and the quay votes as well.'),
  box('Half Hitch', 'Then let it run on Fridays, as it did before the war.'),
].join('');

test('a common id makes no JComments of a page, whose names would become texts', () => {
  const thread = extractThread({ html: `<h1>Ferry</h1><h3>3 Comments</h3><ul id="comments-list">${boxes}</ul>` });
  expect(thread.source.platform).toBeNull();
  expect(thread.comments.map(({ author, text }) => `${author}: ${text}`)).toEqual([
    'Lock Keeper: A night ferry would bring the choir home, and the bakers to work.',
    'Bilge Pump: It would wake the whole quay, and the quay votes as well.',
    'Half Hitch: Then let it run on Fridays, as it did before the war.',
  ]);
});

test('comments-list-id.html', needs('shared cases'), () => {
  const right = JSON.parse(readFileSync(`${CASE}.right.json`, 'utf8')).rightData as { author: string; text: string }[];
  const { comments } = extractThread({ html: readFileSync(CASE, 'utf8') });
  expect(comments.map(({ author, text }) => ({ author, text }))).toEqual(
    right.map(({ author, text }) => ({ author, text })),
  );
});
