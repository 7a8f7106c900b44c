import { describe, expect, test } from 'vitest';
import { extractThread } from '../../../src/extract/index.ts';

const FIRST = 'Free ferries would fill the town again.';
const SECOND = 'No, somebody has to pay the crew.';

const read = (text: string) =>
  extractThread(text).comments.map(({ id, parentId, author, text: said }) => [id, parentId, author, said]);

describe('forms of tables', () => {
  test.each<[string, string, (readonly unknown[])[]]>([
    [
      'the index of pandas is the id',
      `,author,text,parent\n0,gull,${FIRST},\n1,rope,"${SECOND}",0.0\n`,
      [
        ['0', null, 'gull', FIRST],
        ['1', '0', 'rope', SECOND],
      ],
    ],
    [
      'numbers of parents as fractions',
      `id,author,text,parent_id\n1,gull,${FIRST},\n2,rope,"${SECOND}",1.0\n`,
      [
        ['1', null, 'gull', FIRST],
        ['2', '1', 'rope', SECOND],
      ],
    ],
    [
      'a name is no id',
      `name,comment\ngull,${FIRST}\nrope,"${SECOND}"\n`,
      [
        ['1', null, 'gull', FIRST],
        ['2', null, 'rope', SECOND],
      ],
    ],
    [
      'a table of Markdown',
      `| author | text |\n|:---|---:|\n| gull | ${FIRST} |\n| rope | ${SECOND} |\n`,
      [
        ['1', null, 'gull', FIRST],
        ['2', null, 'rope', SECOND],
      ],
    ],
    [
      'texts of Takeout in pieces',
      `Comment ID,Parent Comment ID,Comment Text\nUgA,,"{""text"":""${FIRST}""}"\nUgA.1,UgA,"{""text"":""No, ""},{""text"":""somebody has to pay the crew.""}"\n`,
      [
        ['UgA', null, null, FIRST],
        ['UgA.1', 'UgA', null, SECOND],
      ],
    ],
    [
      'one column in quotation marks',
      `comment\n"${FIRST}"\n"${SECOND}"\n`,
      [
        ['1', null, null, FIRST],
        ['2', null, null, SECOND],
      ],
    ],
    [
      'one column that a program named',
      `comment_text\n${FIRST}\nSomebody has to pay the crew.\n`,
      [
        ['1', null, null, FIRST],
        ['2', null, null, 'Somebody has to pay the crew.'],
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test('times of Twitter and of mail are ISO 8601', () => {
    const rows = ['Mon Jun 10 06:13:20 +0000 2024', 'Mon, 10 Jun 2024 08:13:20 +0200', '1718000000'];
    const text = rows.map((created_at, id) => JSON.stringify({ id, text: `${FIRST} ${id}`, created_at })).join('\n');
    expect(extractThread(text).comments.map(({ dateCreated }) => dateCreated)).toEqual(
      rows.map(() => '2024-06-10T06:13:20Z'),
    );
  });

  test.each([
    ['summary of Polis', 'topic,Should the ferry be free?\nurl,https://pol.is/abc\nvoters,12\nviews,90\n'],
    ['without a header', `1,gull,"${FIRST}"\n2,rope,"${SECOND}"\n`],
  ])('what holds no comments says so: %s', (words, text) => {
    const { comments, warnings } = extractThread(text);
    expect(comments).toEqual([]);
    expect(warnings).toMatchObject([{ code: 'unreadable-data', message: expect.stringContaining(words) }]);
  });

  test('a word above a text is no column', () => {
    expect(extractThread(`Comments\n\nAnn\n10 June 2024\n${FIRST}\n\nBen\n11 June 2024\n${SECOND}\n`).source.kind).toBe(
      'text',
    );
  });
});
