import { describe, expect, test } from 'vitest';
import { extractThread } from '../../../src/extract/index.ts';

const FIRST = 'Free ferries would fill the town again.';
const SECOND = 'No, somebody has to pay the crew.';
const TIME = '2024-06-10T06:13:20Z';

const disqus = (id: string, parent: string | null, name: string, text: string) => ({
  ...{ id, parent, author: { name }, message: `<p>${text}</p>`, raw_message: text, createdAt: TIME },
  ...{ likes: 0, dislikes: 0, isDeleted: false, isSpam: false, isApproved: true },
});
const page = (hasNext: boolean, ...response: unknown[]) => ({ cursor: { hasNext, next: 'x' }, code: 0, response });
const review = (id: number, login: string, body: string, above?: number) => ({
  ...{ id, user: { login }, body, created_at: TIME, author_association: 'NONE' },
  ...(above !== undefined && { in_reply_to_id: above }),
});
const wordpress = (id: number, parent: number, author_name: string, text: string) => ({
  ...{
    id,
    post: 5,
    parent,
    author: 0,
    author_name,
    date_gmt: '2024-06-10T06:13:20',
    status: 'approved',
    type: 'comment',
  },
  content: { rendered: `<p>${text}</p>` },
});
const post = (pid: number, toPid: string | null, username: string, content: string) => ({
  ...{ pid, toPid, content, timestampISO: TIME, user: { username }, index: pid - 1, deleted: 0 },
});
const lines = (...rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');

describe('answers of a platform', () => {
  test.each<[string, string, string]>([
    [
      'two pages in a list',
      'Disqus',
      JSON.stringify([page(true, disqus('1', null, 'gull', FIRST)), page(false, disqus('2', '1', 'rope', SECOND))]),
    ],
    [
      'two pages on lines',
      'Disqus',
      lines(page(true, disqus('1', null, 'gull', FIRST)), page(false, disqus('2', '1', 'rope', SECOND))),
    ],
    [
      'pages that overlap',
      'Disqus',
      JSON.stringify([
        page(true, disqus('1', null, 'gull', FIRST)),
        page(false, disqus('1', null, 'gull', FIRST), disqus('2', '1', 'rope', SECOND)),
      ]),
    ],
    ['lists in a list', 'GitHub', JSON.stringify([[review(1, 'gull', FIRST)], [review(2, 'rope', SECOND, 1)]])],
    [
      'lists one behind another',
      'GitHub',
      JSON.stringify([review(1, 'gull', FIRST)]) + JSON.stringify([review(2, 'rope', SECOND, 1)]),
    ],
    ['comments on lines', 'WordPress', lines(wordpress(1, 0, 'gull', FIRST), wordpress(2, 1, 'rope', SECOND))],
    [
      'an answer inside of another',
      'NodeBB',
      JSON.stringify({
        status: { code: 'ok' },
        response: {
          tid: 3,
          title: 'Ferry',
          mainPid: 9,
          postcount: 3,
          posts: [post(9, null, 'maud', 'Well?'), post(1, null, 'gull', FIRST), post(2, '1', 'rope', SECOND)],
        },
      }),
    ],
  ])('%s', (_, platform, text) => {
    const { comments, source, warnings } = extractThread(text);
    expect(source.platform).toBe(platform);
    expect(comments.map(({ id, parentId, author, text: said }) => [id, parentId, author, said])).toEqual([
      ['1', null, 'gull', FIRST],
      ['2', '1', 'rope', SECOND],
    ]);
    expect(warnings.filter(({ code }) => code === 'comments-elsewhere')).toEqual([]);
  });

  test('one comment by itself', () => {
    const { comments, source } = extractThread({
      json: { ...wordpress(7, 0, 'gull', FIRST), link: 'https://saltmere.example/ferry/#comment-7' },
    });
    expect(comments).toMatchObject([{ id: '7', author: 'gull', text: FIRST }]);
    expect(source.platform).toBe('WordPress');
  });

  test('the last page says that there are more', () => {
    const { warnings } = extractThread({
      json: [page(false, disqus('1', null, 'gull', FIRST)), page(true, disqus('2', '1', 'rope', SECOND))],
    });
    expect(warnings.map(({ code }) => code)).toEqual(['comments-elsewhere']);
  });

  test('a page that is none is said, and loses no other', () => {
    const { comments, warnings } = extractThread({
      json: [page(false, disqus('1', null, 'gull', FIRST)), { code: 13, response: 'Rate limit' }],
    });
    expect(comments).toHaveLength(1);
    expect(warnings).toMatchObject([{ code: 'unreadable-data', message: expect.stringContaining('1 of 2 answers') }]);
  });
});

describe('articles that hold their comments', () => {
  const article = (title: string, comments: unknown[]) => ({
    title,
    url: `https://saltmere.example/${title}`,
    text: 'The council votes on Monday.',
    comments,
  });
  const ferry = article('ferry', [{ author: 'gull', text: FIRST, replies: [{ author: 'rope', text: SECOND }] }]);
  const other = article('other', [{ author: 'maud', text: 'Only one here.' }]);

  test.each([
    ['in a list', JSON.stringify([other, ferry])],
    ['on lines', lines(other, ferry)],
  ])('%s: the one with most is read', (_, text) => {
    const { comments, headline, url, warnings } = extractThread(text);
    expect(comments.map(({ id, parentId, author }) => [id, parentId, author])).toEqual([
      ['1', null, 'gull'],
      ['2', '1', 'rope'],
    ]);
    expect([headline, url]).toEqual(['ferry', 'https://saltmere.example/ferry']);
    expect(warnings.map(({ code }) => code)).toEqual(['comments-elsewhere']);
    expect(extractThread(text, { thread: 'other' }).comments).toMatchObject([{ author: 'maud' }]);
  });
});
