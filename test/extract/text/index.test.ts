import { describe, expect, test } from 'vitest';
import { extractThread } from '../../../src/extract/index.ts';

const outline = (text: string) =>
  extractThread({ text }).comments.map(({ author, text, depth }) => `${'  '.repeat(depth)}${author}: ${text}`);

describe('scrapes', () => {
  test('an article’s own lists are no comments', () => {
    const article =
      'Ten things to pack\n\nBefore you go:\n\n  • Boots\n\n    Waterproof ones.\n\n  • A map\n\n    On paper.\n\n  • Salt\n\nAnd then set out, as early as you can, because the road is long.\n';
    expect(outline(article)).toEqual([]);
    expect(outline(`${article}\n2 Comments\n\n  • Ann\n\n    And rope.\n\n  • Bo\n\n    No boots for me.\n`)).toEqual([
      'Ann: And rope.',
      'Bo: No boots for me.',
    ]);
  });

  test('menus are no comments', () => {
    expect(
      outline(
        'Site\n\n  • Home\n  • News\n    • Local\n    • World\n\nA story\n\nIt happened.\n\nComments\n\n  • Privacy\n  • Imprint\n',
      ),
    ).toEqual([]);
  });

  test('teasers below the comments are none of them, however alike', () => {
    const page =
      '1 Comment\n\n  • Ann\n    May 3, 2020\n\n    Well.\n\nRelated posts\n\n  • Another story\n    May 2, 2020\n\n    It begins.\n';
    expect(outline(page)).toEqual(['Ann: Well.']);
  });

  test('a heading that claims more than there is says so', () => {
    const { claimedCount, comments, warnings } = extractThread({
      text: 'Title of it all\n\nOne Reply to “Title of it all\n\nLeave a Reply\n',
    });
    expect([claimedCount, comments]).toEqual([1, []]);
    expect(warnings).toEqual([{ code: 'claimed-but-missing', message: 'the page claims 1 comment and holds none' }]);
  });

  test('Windows line ends and tabs make no difference', () => {
    expect(outline('2 Comments\r\n\r\n\t1. Ann says:\r\n\r\n\t   Hi.\r\n\t2. Bo says:\r\n\r\n\t   Ho.\r\n')).toEqual([
      'Ann: Hi.',
      'Bo: Ho.',
    ]);
  });

  const said = [
    'Ann: Free ferries would fill the town again.',
    'Bo: Somebody has to pay the crew.',
    'Cy: Half price at noon would do.',
    'Dora: Ask the islanders, they know.',
  ];
  const PARTS = said.map((line) => line.split(': ') as [string, string]);
  const scrape = (part: (name: string, text: string, i: number) => string) =>
    PARTS.map(([name, text], i) => part(name, text, i)).join('');

  test.each([
    [
      'a name and the time of day, without a heading',
      scrape((name, text, i) => `${name} June 1${i}, 2023 at 10:25 pm\n\n${text}\n\n`),
    ],
    [
      'a name above a date',
      `Leserkommentare\n\n${scrape((name, text, i) => `${name}\n\n1${i}. 01. 2023, 13:47\n\n${text}\n\n`)}`,
    ],
    [
      'a date before a name',
      `Comments\n\n${scrape((name, text, i) => `December 1${i}, 2023 ${name}:\n\n${text}\n\n`)}`,
    ],
    [
      'items without a blank line',
      `4 comments\n\n${scrape((name, text, i) => `  • ${name} ${i + 2} minutes ago\n    ${text}\n`)}`,
    ],
    [
      'items with a date below the name',
      `Kommentare\n\n${scrape((name, text, i) => `  • ${name} sagt:\n    1${i}.05.2023 - 09:05\n    ${text}\n`)}`,
    ],
    [
      'a list inside a list of the site’s links',
      `  • News\n  • Shop\n\n    Comments (4)\n\n${scrape((name, text, i) => `    ${i + 1}. ${name} says:\n       May 1${i}, 2023 at 9:07 pm\n\n       ${text}\n\n       Reply\n`)}`,
    ],
    [
      'bullets of a browser in the terminal',
      `4 Comments\n\n${scrape((name, text, i) => `     * ${name} says:\n       May 1${i}, 2023 at 9:07 pm\n\n       ${text}\n\n       Reply\n`)}`,
    ],
    [
      'Markdown',
      `## 4 Comments\n\n${scrape((name, text, i) => `**${name}**\n\nMay 1${i}, 2023 at 9:07 pm\n\n${text}\n\n`)}`,
    ],
    [
      'counters behind each text',
      `Comments\n\n${scrape((name, text, i) => `${name}\nMay 1${i}, 2023 at 9:07 pm\n\n${text}\n\nRating: ${i}lessmore\n\n`)}`,
    ],
    [
      'a word of the template in the place of the name',
      `4 Comments\n\n${scrape((name, text, i) => `  ${i + 1}. Profile\n     May 1${i}, 2023 at 9:07 pm\n     ${name}\n\n     ${text}\n\n`)}`,
    ],
    [
      'names that touch their dates',
      `Comments (4)\n\n${scrape((name, text, i) => `${name}${i + 2} months ago\nReply\n\n${text}\n\n`)}`,
    ],
    [
      'names twice above a date, buttons behind it, without a heading',
      scrape((name, text, i) => `${name}\n\n12${i}\n\n${name}\n\n1${i}.10.2019, 14:25 Zitieren #\n\n${text}\n\n`),
    ],
    [
      'a name and a date below the text',
      `Comments\n\n${scrape((name, text, i) => `${text}\n\n${name}\n\n2023-10-1${i}\n\n`)}`,
    ],
    [
      'a name above the text, a date and buttons below it',
      `4 comments\n\n${scrape((name, text, i) => `  • ${name}\n\n    ${text}\n\n    Le 0${i + 1}/04/2013 à 02:20\n    Alerter Répondre\n`)}`,
    ],
    [
      'a month with a full stop',
      `4 comments\n\n${scrape((name, text, i) => `  • ${name} Posted: Oct.2${i} at 4:22 pm\n    ${text}\n`)}`,
    ],
    [
      'a bare heading above signed items',
      `Comments\n\n${scrape((name, text, i) => `  • ${name} on May 1${i}, 2023 said:\n    ${text}\n`)}More to read\n`,
    ],
    [
      'items in a list that is not theirs',
      `Comments: 4\n\n  • Share: here\n\n    Where?\n\n${scrape((name, text, i) => `${name} am 1${i}. Oktober 2023 - 13:11 Permalink\n\n${text}\n\n`)}`,
    ],
  ])('%s', (_, text) => {
    expect(outline(text)).toEqual(said);
  });

  const FEW = ['Cup', 'Spade', 'Lamp'];
  test.each([
    ['products', FEW.map((name) => `  • ${name}\n\n    11,95 €\n\n    In stock\n`).join('')],
    [
      'boards of a forum',
      FEW.map((name) => `  • ${name}\n\n    Last post: A place for all\n\n    1${name.length} May 2020, 10:15\n`).join(
        '',
      ),
    ],
    [
      'articles with a number of comments each',
      FEW.map(
        (name, i) =>
          `${name} of the week\n\nMay 1${i}, 2023\n\nIt begins on a Monday, as they do.\n\n${i + 3} comments\n\n`,
      ).join(''),
    ],
    [
      'topics with a number of replies each',
      FEW.map(
        (name, i) => `${name}\nStarted by ann\n${i + 1} Replies\n12${i} Views May 1${i}, 2023, 10:15\nby bo\n`,
      ).join(''),
    ],
    [
      'stories with points',
      FEW.map(
        (name, i) => `  ${i + 1}. A ${name} (example.org)\n     1${i} points by ann ${i + 2} hours ago | hide\n`,
      ).join(''),
    ],
    [
      'jobs in towns',
      ['Ulm', 'Bonn', 'Jena', 'Trier']
        .map((town, i) => `${town} - 1${i}.06.2019, 10:00\n\nA clerk for the harbour (w/m/d)\n\n`)
        .join(''),
    ],
  ])('%s are no comments', (_, text) => {
    expect(outline(`Site\n\n${text}`)).toEqual([]);
  });

  test('what another site quotes of itself is no comment', () => {
    const items = `  • Ann says:\n    May 1, 2023 at 9:07 pm\n\n    Well said.\n\n  • The Daily\n    May 2, 2023 at 9:07 pm\n\n    […] as they write of the ferry […]\n`;
    expect(outline(`2 Comments\n\n${items}`)).toEqual(['Ann: Well said.']);
  });

  test('a label above a date is no name', () => {
    expect(outline('1 comment\n\nPublished\nMay 3, 2020\n\nIt begins on a Monday.\n')).not.toContain(
      'Published: It begins on a Monday.',
    );
  });

  test('signed teasers of other articles are no comments', () => {
    const teasers = scrape(
      (name, text, i) => `${text}\n\nBy ${name}, May 1${i}, 2023\n\nIt began on a Monday, as such things do.\n\n`,
    );
    expect(outline(`News of the harbour\n\n${teasers}`)).toEqual([]);
  });
});
