import { describe, expect, test } from 'vitest';
import { commentCountIn, countInHeading } from '../../../src/extract/patterns/counts.ts';

describe('commentCountIn', () => {
  test.each<[string, number, string | null]>([
    ['One Reply to “Bridge closed', 1, 'Bridge closed'],
    ['12 Comments on "Bridge closed"', 12, 'Bridge closed'],
    ['3 Thoughts on “Bridge closed”', 3, 'Bridge closed'],
    ['Three thoughts on Bridge closed', 3, 'Bridge closed'],
    ['1,204 comments', 1204, null],
    ['1.204 Kommentare', 1204, null],
    ['25.4k comments', 25_400, null],
    ['52Comments', 52, null],
    ['24 comments:', 24, null],
    ['This Post Has 80 Comments', 80, null],
    ['Dieser Artikel hat 32 Kommentare.', 32, null],
    ['Kommentare ( 56 )', 56, null],
    ['Comments (12)', 12, null],
    ['45 Gedanken zu „Brücke gesperrt“', 45, 'Brücke gesperrt'],
    ['Ein Kommentar zu „Brücke gesperrt', 1, 'Brücke gesperrt'],
    ['3 réponses à « Pont fermé »', 3, 'Pont fermé'],
    ['Una respuesta a «Puente cerrado»', 1, 'Puente cerrado'],
    ['2 комментария к “Мост закрыт”', 2, 'Мост закрыт'],
    ['No comments yet', 0, null],
  ])('%s', (line, count, title) => {
    expect(commentCountIn(line)).toMatchObject({ count, title });
  });

  test.each([
    'Leave a Reply',
    'Leave a comment',
    'Comments',
    'Comments are closed',
    'Laisser un commentaire',
    '41 points',
    'Total votes: 45',
    'The 12 comments he made in March were never published.',
    'One comment on the bill came from the mayor.',
    '5 commentators on the game',
    'Latest 5 comments',
    '',
    'x'.repeat(100_000),
  ])('%.60s claims nothing', (line) => {
    expect(commentCountIn(line)).toBeNull();
  });

  test('replies can be a button’s as well as the page’s', () => {
    expect(commentCountIn('3 replies')).toEqual({ count: 3, title: null, ofReplies: true });
    expect(commentCountIn('3 comments')!.ofReplies).toBe(false);
  });
});

describe('countInHeading', () => {
  test.each([
    ['Join 14 comments below', 14],
    ['Discussion (7)', null],
    ['Reader comments [7]', 7],
    ['(8)', 8],
    ['Leave a Reply', null],
    ['Schreibe einen Kommentar', null],
  ])('%s', (line, count) => {
    expect(countInHeading(line)).toBe(count);
  });
});
