import { describe, expect, test } from 'vitest';
import { extractThread } from '../../../src/extract/index.ts';
import { isNoise } from '../../../src/extract/patterns/boilerplate.ts';
import { isDateLine } from '../../../src/extract/patterns/dates.ts';
import { readHeader } from '../../../src/extract/text/header.ts';

const outline = (text: string) =>
  extractThread({ text }).comments.map(({ author, text, depth }) => `${'  '.repeat(depth)}${author}: ${text}`);

describe('the lines above a text', () => {
  test.each<[string[], string | null, string | null]>([
    [['Ann says:', 'October 22, 2020 at 5:17 pm'], 'Ann', 'October 22, 2020 at 5:17 pm'],
    [['July 25, 2019', 'Rob+Ann @Latte(.net)'], 'Rob+Ann @Latte(.net)', 'July 25, 2019'],
    [['photobix 11. Dezember 2012 um 11:07'], 'photobix', '11. Dezember 2012 um 11:07'],
    [['Herr Steffen28.04.2020, 10:27 Uhr'], 'Herr Steffen', '28.04.2020, 10:27 Uhr'],
    [['1', 'Helen on 11/08/2020 at 10:39', 'Antworten'], 'Helen', '11/08/2020 at 10:39'],
    [['Heidi | Di, 21. April 2020 - 16:40'], 'Heidi', '21. April 2020 - 16:40'],
    [['geschrieben von berg2012 am 21. Jan. 2015, 19:04 [ antworten ]'], 'berg2012', '21. Jan. 2015, 19:04'],
    [['MK', '1 year ago'], 'MK', '1 year ago'],
    [['Paul', 'il y a 3 mois'], 'Paul', 'il y a 3 mois'],
    [['Mayor Quimby'], 'Mayor Quimby', null],
  ])('%j', (lines, author, date) => {
    expect(readHeader(lines)).toMatchObject({ author, date });
  });

  test.each([
    [['I keep on telling every one that this is how it ends, say no more.']],
    [['Great post!']],
    [['Reply']],
    [['One', 'Two', 'Three', 'Four', 'Five', 'Six']],
  ])('%j is none', (lines) => {
    expect(readHeader(lines)).toBeNull();
  });

  test('buttons and counters are noise, words are not', () => {
    for (const line of ['Reply', 'Antworten ↓', 'Share', '3 years ago', 'May 3, 2020', '12', '#4', 'Permalink']) {
      expect(isNoise(line), line).toBe(true);
    }
    for (const line of ['Reply all was a mistake', 'Like father like son', 'May I?', 'In 2020 it was different', '❤️']) {
      expect(isNoise(line), line).toBe(false);
    }
    expect(isDateLine('February 20, 2019 at 3:42 pm | Reply')).toBe(true);
    expect(isDateLine('It was May 3, 2020 when he left')).toBe(false);
  });
});

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
});
