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
});
