import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { extractThread, readPage } from '../../src/extract/index.ts';
import { Thread } from '../../src/schemas.ts';

const EXPECTED = resolve('test/fixtures/pages');

const pages = ['datasets/pages', 'test/fixtures/pages'].flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => !file.endsWith('.expected.json'))
    .map((file) => resolve(folder, file)),
);

describe('our own pages come out as expected', () => {
  test.each(pages.map((page) => [parse(page).base, page]))('%s', (_, page) => {
    const expected = resolve(EXPECTED, `${parse(page).name}.expected.json`);
    // A missing expectation is a mistake, not an occasion to write one down.
    expect(existsSync(expected), `${expected} is missing`).toBe(true);
    const thread = extractThread(readPage(readFileSync(page)));
    expect(thread).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
    expect(Thread.parse(thread)).toEqual(thread);
  });
});

test('no expectation is left without its page', () => {
  const names = pages.map((page) => parse(page).name);
  const left = readdirSync(EXPECTED).filter(
    (file) => file.endsWith('.expected.json') && !names.includes(file.replace('.expected.json', '')),
  );
  expect(left).toEqual([]);
});

test('a page comes out the same whether it is read as bytes or as a string', () => {
  const bytes = readFileSync('datasets/pages/harbour-bridge.html');
  expect(extractThread(readPage(bytes.toString('utf8')))).toEqual(extractThread(readPage(bytes)));
});
