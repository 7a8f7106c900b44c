import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { extractThread, readPage } from '../../src/extract/index.ts';
import gold from '../fixtures/leads.json' with { type: 'json' };
import { needs } from '../fixtures/needs.ts';

const SHARED = resolve('..', 'shared', 'pages');
const pages: Readonly<Record<string, readonly string[]>> = gold.pages;

const named = (kind: RegExp, extension: string) =>
  Object.entries(pages)
    .map(([name, starts]) => [`${name}${extension}`, starts] as const)
    .filter(([file]) => kind.test(file) && existsSync(resolve(SHARED, file)));

/** How a lead starts, as the fixture writes it; null for a page without one. */
function startOf(file: string): string | null {
  const page = readFileSync(resolve(SHARED, file));
  const lead = page.toString().trim() === '' ? null : extractThread(readPage(page)).lead;
  if (lead === null) return null;
  expect(lead.length).toBeLessThanOrEqual(600);
  const start = [...lead.replace(/\s+/gu, '')].slice(0, 60).join('');
  return createHash('sha256').update(start).digest('hex').slice(0, 16);
}

describe('leads of real pages', needs('shared pages'), () => {
  test('every page has its expectation', () => {
    const files = ['gold', 'negatives'].flatMap((folder) =>
      readdirSync(resolve(SHARED, folder)).map((file) => `${folder}/${file}`),
    );
    expect(files.filter((file) => file.endsWith('.html') && pages[file.slice(0, -5)] === undefined)).toEqual([]);
  });

  test.each([...named(/^(?:gold|negatives)/, '.html'), ...named(/^seeds/, '.txt')])('%s', (file, starts) => {
    expect(starts.length === 0 ? [null] : starts).toContain(startOf(file));
  });

  test('scrapes give the right one or none, and every second gives one', () => {
    const scrapes = named(/^gold/, '.txt').map(([file, starts]) => ({ file, starts, start: startOf(file) }));
    expect(scrapes.filter(({ starts, start }) => start !== null && !starts.includes(start))).toEqual([]);
    expect(scrapes.filter(({ start }) => start !== null).length).toBeGreaterThanOrEqual(15);
  });
});

describe('the lead of a thread', () => {
  const body = 'The council met on Monday, and for once the hall was full to the last seat.';
  const comment = (text: string) =>
    `<ol class="comment-list"><li class="comment depth-1" id="comment-1"><b class="fn">Ann</b><div class="comment-content">${text}</div></li></ol>`;
  const lead = (html: string) => extractThread({ html }).lead;

  test('is no comment', () => {
    const text = 'I was there as well, and it was not full at all, whatever the paper says.';
    expect(lead(`<h1>Council</h1>${comment(`<p>${text}</p>`)}`)).toBeNull();
    expect(lead(`<h1>Council</h1><p>${body}</p>${comment(`<p>${text}</p>`)}`)).toBe(body);
  });

  test('may be quoted in one', () => {
    expect(lead(`<h1>Council</h1><p>${body}</p>${comment(`<blockquote>${body}</blockquote><p>It was not.</p>`)}`)).toBe(
      body,
    );
  });

  test('is the post that a topic starts with, and null on its later pages', () => {
    const post = (id: number, text: string) =>
      `<div class="post" id="p${id}"><div class="postbody"><p class="author"><strong>Ann</strong></p><div class="content">${text}</div></div></div>`;
    const page = (number: number) => `<div class="pagination"><strong>${number}</strong></div>`;
    const posts = post(1, 'Why does it stop') + post(2, 'Because the battery is empty, as I have said before, twice.');
    expect(lead(`<h2>Clock</h2>${page(1)}${posts}`)).toBe('Why does it stop');
    expect(lead(`<h2>Clock</h2>${page(2)}${posts}`)).toBeNull();
  });

  test('is read from linked data and from saved answers', () => {
    const article = { '@type': 'NewsArticle', headline: 'Council', articleBody: `<p>${body}</p>` };
    expect(lead(`<script type="application/ld+json">${JSON.stringify(article)}</script><h1>Council</h1>`)).toBe(body);
    expect(extractThread({ json: { ...article, comment: [{ '@type': 'Comment', text: 'x' }] } }).lead).toBe(body);
    const reply = { id: 2, type: 'comment', author: 'b', text: 'No', children: [] };
    const story = { id: 1, type: 'story', author: 'a', text: '<p>What now?', children: [reply] };
    expect(extractThread({ json: story }).lead).toBe('What now?');
    expect(extractThread({ json: { ...story, text: null } }).lead).toBeNull();
    const listing = (kind: string, data: object) => ({ kind: 'Listing', data: { children: [{ kind, data }] } });
    const comments = listing('t1', { id: 'c', author: 'b', body: 'No', replies: '' });
    expect(extractThread({ json: [listing('t3', { selftext: 'What now?' }), comments] }).lead).toBe('What now?');
    expect(extractThread({ json: comments }).lead).toBeNull();
  });

  test('is null in threads made before there was one', () => {
    const thread = { headline: null, url: null, source: { kind: 'html', platform: null }, claimedCount: null };
    expect(extractThread({ json: { ...thread, comments: [], warnings: [] } }).lead).toBeNull();
  });
});
