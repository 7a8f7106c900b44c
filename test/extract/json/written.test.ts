import { describe, expect, test } from 'vitest';
import { extractThread } from '../../../src/extract/index.ts';

const FIRST = 'Free ferries would fill the town again.';
const SECOND = 'No, somebody has to pay the crew.';
const GULL = { id: 1, author: 'gull', text: FIRST, parent: null };
const ROPE = { id: 2, author: 'rope', text: SECOND, parent: 1 };
const BOTH = JSON.stringify([GULL, ROPE]);
const RS = String.fromCharCode(30);

const read = (text: string) => {
  const { comments, warnings, source } = extractThread(text);
  return {
    lines: comments.map(({ id, parentId, author, text: said }) => [id, parentId, author, said]),
    codes: warnings.map(({ code }) => code),
    kind: source.kind,
  };
};
const RIGHT = [
  ['1', null, 'gull', FIRST],
  ['2', '1', 'rope', SECOND],
];

describe('JSON as it stands in files', () => {
  test.each([
    ['behind a guard', `)]}'\n${BOTH}`],
    ['behind a loop', `for (;;);${BOTH}`],
    ['in a call of a function', `callback({"comments":${BOTH}});`],
    [
      'in the page by which Chromium shows it',
      `<html><head><meta name="color-scheme" content="light dark"></head><body><pre style="white-space: pre-wrap;">${BOTH}</pre></body></html>`,
    ],
    [
      'in the page by which Firefox shows it',
      `<html><head><link rel="stylesheet" href="resource://content-accessible/plaintext.css"></head><body><pre>${BOTH}</pre></body></html>`,
    ],
    ['with a comma behind the last item', `[\n${JSON.stringify(GULL)},\n${JSON.stringify(ROPE)},\n]\n`],
    ['with NaN of Python', BOTH.replace('null', 'NaN')],
    ['a list behind another', `${JSON.stringify([GULL])}\n${JSON.stringify([ROPE], null, 2)}`],
    ['objects one behind another', `${JSON.stringify(GULL, null, 2)}\n${JSON.stringify(ROPE, null, 2)}`],
    ['objects between separators', `${RS}${JSON.stringify(GULL)}\n${RS}${JSON.stringify(ROPE)}\n`],
    ['behind a byte order mark', `\ufeff${BOTH}`],
  ])('%s', (_, text) => {
    expect(read(text)).toMatchObject({ lines: RIGHT, codes: [] });
  });

  test.each([
    ['in a list', `${BOTH.slice(0, -1)},{"id":3,"author":"ha`],
    ['in an answer', `{"total":9,"comments":${BOTH.slice(0, -1)},{"id":3`],
    ['in a text with brackets', `${BOTH.slice(0, -1)},{"text":"so }] it`],
  ])('that is cut short %s is read up to there', (_, text) => {
    const { lines, codes } = read(text);
    expect(lines).toEqual(RIGHT);
    expect(codes).toContain('truncated');
  });

  test('escapes of a page that shows JSON are those of the page', () => {
    const text = JSON.stringify([{ ...GULL, text: 'a < b &amp; c' }, ROPE]);
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    expect(read(`<html><head></head><body><pre>${escaped}</pre></body></html>`)).toMatchObject({
      lines: [['1', null, 'gull', 'a < b & c'], RIGHT[1]],
      kind: 'json',
    });
  });

  test('ids of more digits than a number holds stay apart', () => {
    const text = BOTH.replaceAll(':1,', ':1800000000000000001,')
      .replace(':1}', ':1800000000000000001}')
      .replace(':2,', ':1800000000000000003,');
    expect(read(text).lines.map(([id, parent]) => [id, parent])).toEqual([
      ['1800000000000000001', null],
      ['1800000000000000003', '1800000000000000001'],
    ]);
  });

  test('what begins as JSON and is none is no empty page', () => {
    const { warnings, comments } = extractThread(`{"comments": [{"id": 1 "author": 'gull'}]}`);
    expect(comments).toEqual([]);
    expect(warnings).toMatchObject([
      { code: 'unreadable-data', message: expect.stringMatching(/^the text begins as JSON/) },
    ]);
    expect(warnings[0]!.message).not.toContain('\n');
  });

  test.each([
    ['depth', (n: number) => '['.repeat(n)],
    ['closed depth', (n: number) => `${'['.repeat(n)}1,${']'.repeat(n)},`],
    ['a text that does not end', (n: number) => `[{"text":"${'\\\\"'.repeat(n)}`],
    ['commas', (n: number) => `[1${', '.repeat(n)}`],
    ['documents', (n: number) => '{}\n'.repeat(n)],
  ])('%s ends', (_, hostile) => {
    expect(extractThread(hostile(200_000)).comments).toEqual([]);
  });
});
