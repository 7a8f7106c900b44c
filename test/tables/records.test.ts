import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTable, recordLine, type TableRecord } from '../../src/tables/index.ts';

/** The records behind the header, by any cuts of the text. */
function recordsOf(text: string, cuts: readonly number[] = []): TableRecord[] {
  const ends = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  const first = ends[0] ?? text.length;
  const table = openTable(text.slice(0, first), ends.length === 0, { delimiter: ',', newline: '\n', quotes: 'strict' });
  const records = table.take('', ends.length === 0);
  ends.forEach((start, i) => {
    records.push(...table.take(text.slice(start, ends[i + 1] ?? text.length), i === ends.length - 1));
  });
  return records;
}

const goodOf = (records: readonly TableRecord[]) =>
  records.flatMap((record) => ('cells' in record ? [record.cells] : []));
const badOf = (records: readonly TableRecord[]) =>
  records.flatMap((record) => ('message' in record ? [`${record.line}: ${record.message}`] : []));

const cell = fc.string({ unit: fc.constantFrom('a', 'b', ' ', ',', '"', '\n', 'é', '\t', ';'), maxLength: 8 });
const table = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 8 }))
  .chain(([width, height]) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: height, maxLength: height }),
  );

describe('records', () => {
  it('are those that csv-parse reads, however the text is cut', () => {
    fc.assert(
      fc.property(table, fc.array(fc.nat(), { maxLength: 4 }), fc.constantFrom('\n', '\r\n'), (rows, cuts, end) => {
        const header = rows[0]!.map((_, i) => `c${i}`);
        const quoted = (text: string) => (/[",\n ]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
        const text = [header, ...rows].map((cells) => cells.map(quoted).join(',') + end).join('');
        const expected: string[][] = parse(text, { from_line: 2, skip_empty_lines: true });
        expect(goodOf(recordsOf(text))).toEqual(expected);
        // A table is opened by its header at least.
        const body = text.indexOf(end) + end.length;
        const late = cuts.map((cut) => body + (cut % (text.length - body + 1)));
        expect(goodOf(recordsOf(text, late))).toEqual(expected);
      }),
    );
  });

  it('come back as they were written', () => {
    fc.assert(
      fc.property(table, fc.constantFrom(',', ';', '\t', '|'), (rows, delimiter) => {
        const header = rows[0]!.map((_, i) => `c${i}`);
        const text = [header, ...rows].map((cells) => recordLine(cells, delimiter)).join('');
        const dialect = { delimiter, newline: '\n', quotes: 'strict' } as const;
        expect(goodOf(openTable(text, true, dialect).take('', true))).toEqual(rows);
      }),
    );
  });

  it.each<[string, string, string[][], string[]]>([
    [
      'nothing closes it',
      'text,n\n"What a clown,1\nfine,0\nok,0\n"said",1\nlast,0\n',
      [
        ['fine', '0'],
        ['ok', '0'],
        ['said', '1'],
        ['last', '0'],
      ],
      ['2: has a quotation mark out of place: in a quoted cell each is written twice'],
    ],
    [
      'nothing closes it and no other follows',
      'text,n\nfine,0\n"What a clown,1\nok,0\nlast,0\n',
      [
        ['fine', '0'],
        ['ok', '0'],
        ['last', '0'],
      ],
      ['3: has a quotation mark out of place: in a quoted cell each is written twice'],
    ],
    [
      'it is not doubled',
      'text,n\n"He said "no" and left.",0\nfine,0\n',
      [['fine', '0']],
      ['2: has a quotation mark out of place: in a quoted cell each is written twice'],
    ],
    [
      'it is not doubled in a cell of several lines',
      'text,n\n"He said "no"\nand left.",0\n"two\nlines",1\n',
      [['two\nlines', '1']],
      ['2: has a quotation mark out of place: in a quoted cell each is written twice'],
    ],
    [
      'it stands within a bare cell',
      'text,n\nThe lobby"s plan,0\na 5" pipe,1\n',
      [
        ['The lobby"s plan', '0'],
        ['a 5" pipe', '1'],
      ],
      [],
    ],
    [
      'two lines in a row have one',
      'text,n\n"one,0\n"two,0\nthree,0\n',
      [['three', '0']],
      [
        '2: has a quotation mark out of place: in a quoted cell each is written twice',
        '3: has a quotation mark out of place: in a quoted cell each is written twice',
      ],
    ],
  ])('lose one to a bad quotation mark where %s', (_, text, good, bad) => {
    const records = recordsOf(text);
    expect([goodOf(records), badOf(records)]).toEqual([good, bad]);
  });

  it('lose one to a comma that is not quoted, and to a line feed that is not', () => {
    const records = recordsOf('id,text,n\n1,Well, no,0\n2,fine,0\n3,two\nlines,1\n4,ok,1\n');
    expect(goodOf(records)).toEqual([
      ['2', 'fine', '0'],
      ['4', 'ok', '1'],
    ]);
    expect(badOf(records)).toEqual([
      '2: has 4 cells, expected 3',
      '4: is broken by a line feed outside of quotation marks',
    ]);
  });

  it('may leave out cells at their end, or have empty ones too many', () => {
    expect(goodOf(recordsOf('id,text,n\n1,no label\n2,fine,0,,\n'))).toEqual([
      ['1', 'no label', ''],
      ['2', 'fine', '0'],
    ]);
  });
});

describe('openTable', () => {
  it.each([
    ['semicolons', 'text;n\nWell, no;1\n', ['Well, no', '1']],
    ['tabs', 'text\tn\nWell, no; "so\t1\n', ['Well, no; "so', '1']],
    ['tabs and quotes', 'text\tn\n"Well\t""no"""\t1\n', ['Well\t"no"', '1']],
    ['pipes', 'text|n\nWell, no|1\n', ['Well, no', '1']],
    ['the delimiter that a line names', 'sep=^\r\ntext^n\r\nWell, no^1\r\n', ['Well, no', '1']],
    ['carriage returns', 'text,n\r"Well\r, no",1\r', ['Well\r, no', '1']],
    ['spaces around quotes', 'text, n\n"Well, no" , "1"\n', ['Well, no', '1']],
    ['one column', 'text\n"Well, no"\n', ['Well, no']],
  ])('tells %s', (_, text, cells) => {
    const table = openTable(text, true);
    expect(table.columns).toEqual(['text', 'n'].slice(0, cells.length));
    expect(goodOf(table.take('', true))).toEqual([cells]);
  });

  it('tells columns of one name apart, and names those without', () => {
    expect(openTable('\ufeff text ,n,n,\na,b,c,d\n', true).columns).toEqual(['text', 'n', 'n (3)', 'column 4']);
  });

  it.each(['"""x\n', '""x\n', '",x\n', '"a b"c d\n', 'x,"\n', ',"a"b\n', '"\n', 'a,b"\n', '"x\n', '"a""\n'])(
    'reads a line full of %j in no more than linear steps',
    (line) => {
      const records = openTable(`a,b\n${line.repeat(20_000)}`, true).take('', true);
      expect(records.length).toBeLessThanOrEqual(20_000);
    },
  );
});
