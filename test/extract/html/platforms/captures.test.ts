import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { extractThread, readPage } from '../../../../src/extract/index.ts';
import { needs } from '../../../fixtures/needs.ts';

const CAPTURES = resolve('..', 'shared', 'captures');

/** A comment that was written into the platform; `parent` is a `key`. */
interface Truth {
  readonly key: string;
  readonly author: string | null;
  readonly parent: string | null;
  readonly date: string;
  readonly text: string;
}

/** What a page does not show: later pages, hidden replies, and replies to comments in the trash. */
const NOT_ON = {
  'ghost-6.65.0-outer.html': 'zkmieabdfg',
  'isso-0.14.0-dom-two-shown.html': 'fgknm',
  'wordpress-7.1.4-flat-desc-2021.html': '',
  'wordpress-7.1.4-paged-1-2021.html': 'kmn',
  'wordpress-7.1.4-paged-newest-2025.html': 'abdefghm',
};
const PARENTLESS = ['wordpress-7.1.4-flat-desc-2021.html'];

describe('pages that platforms have drawn are read whole', needs('shared captures'), () => {
  test.each(captures())('%s', (file) => {
    const page = extractThread(readPage(readFileSync(resolve(CAPTURES, file))));
    const truth = truthOf(file);
    const hidden = NOT_ON[file as keyof typeof NOT_ON] ?? (file.startsWith('wordpress') ? 'm' : '');
    const keys = new Map(page.comments.map(({ id, text }) => [id, truth.find((t) => same(t.text, text))?.key]));
    const found = page.comments.map(({ id, author, text, parentId, dateCreated }) => ({
      key: keys.get(id),
      author: plain(author ?? ''),
      text: plain(text),
      parent: parentId === null ? null : keys.get(parentId),
      minute: new Date(dateCreated ?? '').toISOString().slice(0, 16),
    }));
    const expected = truth
      .filter(({ key }) => !hidden.includes(key))
      .map(({ key, author, text, parent, date }) => ({
        key,
        author: plain(author ?? ''),
        text: plain(text),
        parent: PARENTLESS.includes(file) ? null : parent,
        minute: new Date(/Z$/.test(date) ? date : `${date}Z`).toISOString().slice(0, 16),
      }));
    const byKey = (a: { key: string | undefined }, b: { key: string | undefined }) =>
      String(a.key).localeCompare(String(b.key));
    expect(found.sort(byKey)).toEqual(expected.sort(byKey));
  });
});

/** Templates change quotation marks, and the truth sets lists apart by one line more. */
function plain(text: string): string {
  return text
    .replace(/[“”]/g, '"')
    .replace(/’/g, "'")
    .replace(/\n{2,}/g, '\n');
}

function same(a: string, b: string): boolean {
  return plain(a).slice(0, 30) === plain(b).slice(0, 30);
}

function truthOf(file: string): readonly Truth[] {
  const name = file.startsWith('wordpress') ? 'wp' : file.split('-')[0];
  return JSON.parse(readFileSync(resolve(CAPTURES, `truth-${name}.json`), 'utf8'));
}

function captures(): string[] {
  return existsSync(CAPTURES) ? readdirSync(CAPTURES).filter((file) => file.endsWith('.html')) : [];
}
