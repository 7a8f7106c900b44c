import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BelowTheLineError } from '../../src/errors.ts';
import { extractThread, readPage } from '../../src/extract/index.ts';
import { Thread } from '../../src/schemas.ts';

const pagesIn = (folder: string) =>
  readdirSync(resolve(import.meta.dirname, folder))
    .filter((name) => !name.includes('.expected.') && /\.(?:html|json|txt)$/.test(name))
    .map((name) => readFileSync(join(resolve(import.meta.dirname, folder), name), 'utf8'));
const pages = [...pagesIn('../fixtures/pages'), ...pagesIn('../../datasets/pages')];

/** Says that a page is read as a thread that its schema takes, and that reads back as itself; or refused in our words. */
function holds(page: string): void {
  let thread: Thread;
  try {
    thread = extractThread(readPage(page));
  } catch (error) {
    expect(error).toBeInstanceOf(BelowTheLineError);
    return;
  }
  const { error } = Thread.safeParse(thread);
  expect(error).toBeUndefined();
  const written = JSON.parse(JSON.stringify(thread));
  expect(extractThread({ json: written })).toEqual(written);
}

/** One change of a page: where it is, as a share of its length, how much goes, and what comes. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  gone: fc.nat(40),
  come: fc.constantFrom(
    ...['', '<', '>', '"', "'", '&', '&#0;', '\u0000', '\ud83d', '😀', '\n', '{', '}', '[', ']', ',', ':', '-'],
    ...['<div>', '</div>', '<li>', '</ol>', '<!--', '<script>', '</p>', '99999999999999999999', '-1', '1e999', 'null'],
  ),
});
type Change = { readonly at: number; readonly gone: number; readonly come: string };
const changed = (page: string, changes: readonly Change[]) =>
  changes.reduce((text, { at, gone, come }) => {
    const start = Math.floor(at * text.length);
    return text.slice(0, start) + come + text.slice(start + gone);
  }, page);

describe('mutated pages', () => {
  test('are read as threads that keep their form and read back, or refused', () => {
    fc.assert(
      fc.property(fc.constantFrom(...pages), fc.array(change, { minLength: 1, maxLength: 6 }), (page, changes) =>
        holds(changed(page, changes)),
      ),
      { numRuns: 300 },
    );
  });

  test.each(pages.map((page, i) => [i, page] as const))('whose numbers have twenty digits (page %i)', (_, page) => {
    holds(page.replace(/\d+/g, (digits) => digits.padEnd(20, '9')));
    holds(page.replace(/(?<=>|: ?|\()\d+/g, '99999999999999999999'));
  });

  test('claim no more comments than a number can say', () => {
    const page = '<h1>A</h1><h2>99999999999999999999 Comments</h2>';
    expect(extractThread({ html: page }).claimedCount).toBeNull();
  });
});
