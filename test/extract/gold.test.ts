import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generic } from '../../src/extract/html/generic/index.ts';
import { readHtml } from '../../src/extract/html/index.ts';
import { extractThread, readPage } from '../../src/extract/index.ts';
import { buildThread } from '../../src/extract/thread.ts';
import type { Comment } from '../../src/schemas.ts';
import { needs } from '../fixtures/needs.ts';

const PAGES = resolve('..', 'shared', 'pages');
const present = existsSync(PAGES);

/** A comment as people wrote it down for a real page. */
interface GoldComment {
  readonly i: number;
  readonly author: string | null;
  readonly depth: number;
  readonly parent: number | null;
  readonly text60: string;
  readonly flags?: string;
  readonly present?: boolean;
  readonly hasQuote?: boolean;
}

/** Comments without words, which we leave out: a picture, and notes that a comment was deleted. */
const WORDLESS = [/^lemmy/, /^newreddit/];

describe('real pages', needs('shared pages'), () => {
  test.each(seeds().map((seed) => [seed.file, seed] as const))('seed %s', (file, seed) => {
    const thread = extractThread(readPage(readFileSync(resolve(PAGES, 'seeds', file))));
    expect(thread.headline).toBe(seed.headline);
    expect(thread.claimedCount).toBe(seed.claimedComments);
    const places = new Map(thread.comments.map(({ id }, place) => [id, place]));
    expect(
      thread.comments.map(({ author, text, depth, parentId }) => ({
        author,
        text,
        depth,
        parent: parentId === null ? null : places.get(parentId),
      })),
    ).toEqual(seed.comments.map(({ author, text, depth, parent }) => ({ author, text, depth, parent })));
  });

  test.each(files('gold', '.html'))('%s', (file) => {
    const score = scored(extractThread(readPage(readFileSync(resolve(PAGES, 'gold', file)))).comments, goldOf(file));
    if (WORDLESS.some((name) => name.test(file))) expect(score.precision).toBe(1);
    else expect(score).toEqual({ precision: 1, recall: 1, authors: 1, parents: 1 });
  });

  test.each(files('negatives', '.html'))('%s holds no comments, with and without platforms', (file) => {
    const html = htmlOf('negatives', file);
    expect(extractThread({ html }).comments).toEqual([]);
    expect(readHtml(html, null, [generic]).result).toBeNull();
  });

  test('pages of platforms that we do not know are read by what repeats', () => {
    const scores = files('gold', '.html').map((file) => {
      const { result } = readHtml(htmlOf('gold', file), null, [generic]);
      return scored(buildThread(result?.comments ?? []).comments, goldOf(file), isQuoted);
    });
    expect(
      mean(scores.map(({ precision, recall }) => (2 * precision * recall) / (precision + recall || 1))),
    ).toBeGreaterThan(0.93);
    expect(mean(scores.map(({ authors }) => authors))).toBeGreaterThan(0.95);
    expect(mean(scores.map(({ parents }) => parents))).toBeGreaterThan(0.97);
  });

  test('scrapes keep nine comments in ten', () => {
    let [present, recalled, found, right] = [0, 0, 0, 0];
    for (const file of files('gold', '.txt')) {
      const content = readFileSync(resolve(PAGES, 'gold', file));
      if (content.toString().trim() === '') continue;
      const gold = rows(resolve(PAGES, 'gold', `${file}.gold.json`)).filter(isReaders);
      const texts = outline(extractThread(readPage(content)).comments).map(({ text60 }) => text60);
      const survived = gold.filter((row) => row.present);
      present += survived.length;
      recalled += survived.filter((row) => texts.includes(row.text60.trim())).length;
      found += texts.length;
      right += texts.filter((text60) => gold.some((row) => row.text60.trim() === text60)).length;
    }
    expect(recalled / present).toBeGreaterThan(0.85);
    expect(right / found).toBeGreaterThan(0.9);
  });
});

interface Score {
  readonly precision: number;
  readonly recall: number;
  /** Of the comments found, the share with the right author, and with the right parent. */
  readonly authors: number;
  readonly parents: number;
}

/** How comments compare with those that people wrote down: one is found where its first 60 characters are. */
function scored(
  comments: readonly Comment[],
  gold: readonly GoldComment[],
  isParent: (child: Comment, parent: Comment) => boolean = () => false,
): Score {
  const found = outline(comments);
  const free = new Set(found.keys());
  const matched = new Map<number, number>();
  for (const row of gold) {
    const same = [...free].filter((i) => found[i]!.text60 === row.text60.trim());
    const place = same.find((i) => found[i]!.author === row.author) ?? same[0];
    if (place === undefined) continue;
    free.delete(place);
    matched.set(row.i, place);
  }
  const right = (matches: (row: GoldComment, place: number) => boolean): number =>
    matched.size === 0
      ? 1
      : gold.filter((row) => matched.has(row.i) && matches(row, matched.get(row.i)!)).length / matched.size;
  return {
    precision: comments.length === 0 ? Number(gold.length === 0) : matched.size / comments.length,
    recall: gold.length === 0 ? 1 : matched.size / gold.length,
    authors: right(({ author }, place) => found[place]!.author === author),
    parents: right(
      (row, place) =>
        found[place]!.parent === (row.parent === null ? null : (matched.get(row.parent) ?? -1)) ||
        (found[place]!.parent != null && isParent(comments[place]!, comments[found[place]!.parent!]!)),
    ),
  };
}

/** Forums are flat to those who wrote the parents down; to a reader, a comment answers the one whose words or name it quotes. */
function isQuoted(child: Comment, parent: Comment): boolean {
  const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  const said = letters(parent.text);
  return child.quotes.some(({ start, end }) => {
    const quoted = child.text.slice(start, end);
    const isNamed = parent.author !== null && child.text.slice(Math.max(0, start - 80), end).includes(parent.author);
    return isNamed || quoted.split(/[\n.!?]/).some((part) => part.length > 12 && said.includes(letters(part)));
  });
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function goldOf(file: string): GoldComment[] {
  const all = rows(resolve(PAGES, 'gold', file.replace('.html', '.jsonl')));
  const readers = all.filter(isReaders);
  const kept = new Set(readers.map(({ i }) => i));
  const above = (parent: number | null): number | null =>
    parent === null || kept.has(parent) ? parent : above(all.find(({ i }) => i === parent)?.parent ?? null);
  return readers.map((row) => ({ ...row, parent: above(row.parent) }));
}

function outline(comments: readonly Comment[]) {
  const places = new Map(comments.map(({ id }, place) => [id, place]));
  return comments.map(({ text, author, depth, parentId }) => ({
    text60: [...text.replace(/\s+/g, ' ')].slice(0, 60).join('').trim(),
    author,
    depth,
    parent: parentId === null ? null : places.get(parentId),
  }));
}

function isReaders({ flags }: GoldComment): boolean {
  return !['pingback', 'placeholder', 'hidden', 'op'].includes(flags ?? '');
}

function rows(file: string): GoldComment[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function htmlOf(folder: string, file: string): string {
  const page = readPage(readFileSync(resolve(PAGES, folder, file)));
  if (page.kind !== 'html') throw new Error(`${file}: expected HTML, got ${page.kind}`);
  return page.html;
}

function files(folder: string, extension: string): string[] {
  return present ? readdirSync(resolve(PAGES, folder)).filter((file) => file.endsWith(extension)) : [];
}

interface Seed {
  readonly file: string;
  readonly headline: string;
  readonly claimedComments: number | null;
  readonly comments: readonly (GoldComment & { readonly text: string })[];
}

function seeds(): Seed[] {
  return present ? JSON.parse(readFileSync(resolve(PAGES, 'seeds', 'gold.json'), 'utf8')) : [];
}
