import { describe, expect, it } from 'vitest';
import { openRows, parseJson, type Row, rowsOf } from '../../src/tables/index.ts';

const isKnown = (column: string) => column === 'text';

describe('rowsOf', () => {
  it('reads JSON lines, and names the lines that are none', () => {
    expect(rowsOf('{"id":1234567890123456789,"text":"a"}\n\n{broken\n{"text":"b"}', isKnown)).toEqual({
      kind: 'lines',
      rows: [{ id: '1234567890123456789', text: 'a' }, { text: 'b' }],
      problems: [{ line: 3, message: 'expected a JSON object, got "{broken"' }],
    });
  });

  it('reads a table with a column of a known name, and one of unknown names that holds together', () => {
    expect(rowsOf('text,n\na,1\n', isKnown)).toMatchObject({ kind: 'table', rows: [{ text: 'a', n: '1' }] });
    expect(rowsOf('wort;zahl\na;1\nb;2\nc;3\n', isKnown)?.rows).toHaveLength(3);
  });

  it.each([
    ['prose', 'Well, that is it.\nAnd so, we end.\nYes, we do, friend.\n'],
    [
      'a page of text',
      'Home, News, Sport\n\nA headline\n\nAnna, 3 hours ago\nNo, never.\n\nBen, 2 hours ago\nYes, always.\n',
    ],
    ['a menu', 'Home | News\n\nFirst comment\n'],
    ['one line', 'text, and more of it'],
    ['a JSON document', '[{"text": "a"}]'],
    ['HTML', '<p>text, n</p>\n<p>a, b</p>\n'],
  ])('takes %s for none', (_, text) => {
    expect(rowsOf(text, isKnown)).toBeNull();
  });
});

describe('parseJson', () => {
  it('keeps long whole numbers as they are written, and texts that look like them', () => {
    expect(
      parseJson('{"a":1234567890123456789,"b":-1234567890123456789,"c":"x: 1234567890123456789, \\"","d":12}'),
    ).toEqual({
      a: '1234567890123456789',
      b: '-1234567890123456789',
      c: 'x: 1234567890123456789, "',
      d: 12,
    });
    expect(parseJson('[1234567890123456789.5, 1234567890123456789e2]')).toEqual([
      1.2345678901234568e18, 1.2345678901234568e20,
    ]);
  });
});

describe('parseJson of ids', () => {
  it('is not led astray by digits behind a point, and keeps what a double holds as a number', () => {
    expect(parseJson('{"score":0.30000000000000004,"id":1234567890123456789,"at":1700000000000000}')).toEqual({
      score: 0.30000000000000004,
      id: '1234567890123456789',
      at: 1_700_000_000_000_000,
    });
  });

  it('reads texts of megabytes', () => {
    const text = '\\"'.repeat(2_000_000);
    expect(parseJson(JSON.stringify({ text }).replace(/}$/, ',"id":1234567890123456789}'))).toEqual({
      text,
      id: '1234567890123456789',
    });
  });

  it.each(['"1234567890123456789', '{"a":"\\', '1234567890123456789 "'])('says that %s is none', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });
});

describe('openRows', () => {
  async function read(text: string, size = 5): Promise<[string, Row[]]> {
    async function* chunks() {
      for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
    }
    const stream = await openRows(chunks());
    const rows: Row[] = [];
    for await (const block of stream.blocks) rows.push(...block);
    return [stream.form, rows];
  }
  const row = (line: number, fields: object) => ({ line, fields });

  it.each<[string, string, Row[]]>([
    ['lines', '{"a":1}\r\n\n{"a":2}', [row(1, { a: 1 }), row(3, { a: 2 })] as Row[]],
    [
      'lines',
      'oops\n{"a":2}\n',
      [{ line: 1, message: 'expected a JSON object, got "oops"' }, row(2, { a: 2 })] as Row[],
    ],
    ['json', '[\n  {"a": 1},\n  {"a": 2}\n]\n', [row(1, { a: 1 }), row(2, { a: 2 })] as Row[]],
    [
      'json',
      '{\n "meta": 1,\n "data": [{"a": 1}, 7]\n}',
      [row(1, { a: 1 }), { line: 2, message: 'expected an object, got number' }] as Row[],
    ],
    ['table', 'a;b\n1;2\n"3\n4";5\n', [row(2, { a: '1', b: '2' }), row(3, { a: '3\n4', b: '5' })] as Row[]],
  ])('reads %s', async (form, text, rows) => {
    for (const size of [13, 1000]) expect(await read(text, size)).toEqual([form, rows]);
  });

  it('says of a document that it is none', async () => {
    await expect(read('[{"a": 1},\n')).rejects.toThrow(SyntaxError);
  });
});
