import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { extractThread, readPage } from '../../src/extract/index.ts';
import type { Comment } from '../../src/schemas.ts';

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
}

/** Pages whose platform we read; each is to come out exactly. */
const COVERED = [/^wp-/, /^wpdiscuz/, /^handelsblatt-microdata/, /^discourse-212419/, /^stackexchange-12068/];
/** Renderings as text of pages with WordPress's lists. */
const COVERED_TEXTS = [/^wp-/, /^wpdiscuz7/, /^handelsblatt/, /^blogger/, /^oekonomenstimme/];

// Without them, one skipped test says so.
if (!present) test.skip('real pages: ../shared/pages is absent', () => {});

describe.runIf(present)('real pages', () => {
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

  test.each(files('gold', '.html', COVERED))('%s', (file) => {
    const thread = extractThread(readPage(readFileSync(resolve(PAGES, 'gold', file))));
    const gold = rows(resolve(PAGES, 'gold', file.replace('.html', '.jsonl'))).filter(isReaders);
    const places = new Map(gold.map(({ i }, place) => [i, place]));
    expect(outline(thread.comments)).toEqual(
      gold.map(({ text60, author, depth, parent }) => ({
        text60: text60.trim(),
        author,
        depth,
        parent: parent === null ? null : places.get(parent),
      })),
    );
  });

  test.each(files('negatives', '.html', [/./]))('%s holds no comments', (file) => {
    expect(extractThread(readPage(readFileSync(resolve(PAGES, 'negatives', file)))).comments).toEqual([]);
  });

  test.each(files('gold', '.txt', COVERED_TEXTS))('%s', (file) => {
    const thread = extractThread(readPage(readFileSync(resolve(PAGES, 'gold', file))));
    const gold = rows(resolve(PAGES, 'gold', `${file}.gold.json`)).filter(isReaders);
    const found = outline(thread.comments).map(({ text60 }) => text60);
    const recalled = gold.filter((row) => row.present && found.includes(row.text60.trim()));
    const right = found.filter((text60) => gold.some((row) => row.text60.trim() === text60));
    expect(recalled.length).toBeGreaterThanOrEqual(gold.filter((row) => row.present).length * 0.95);
    expect(right.length).toBeGreaterThanOrEqual(found.length * 0.95);
  });
});

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

function files(folder: string, extension: string, names: readonly RegExp[]): string[] {
  if (!present) return [];
  return readdirSync(resolve(PAGES, folder)).filter(
    (file) => file.endsWith(extension) && names.some((name) => name.test(file)),
  );
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
