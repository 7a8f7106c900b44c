import { describe, expect, test } from 'vitest';
import { extractThread } from '../../../src/extract/index.ts';

const FIRST = 'Free ferries would fill the town again.';
const SECOND = 'No, somebody has to pay the crew.';

const lines = (json: unknown) => extractThread({ json }).comments.map((c) => [c.id, c.parentId, c.author, c.text]);

describe('lists of comments of no platform that is known', () => {
  test.each<[string, unknown, unknown[][]]>([
    [
      'parents by id',
      [
        { id: 1, author: 'gull', text: FIRST, parent_id: null },
        { id: 2, author: 'rope', text: SECOND, parent_id: 1 },
      ],
      [
        ['1', null, 'gull', FIRST],
        ['2', '1', 'rope', SECOND],
      ],
    ],
    [
      'ids as numbers, parents as texts, and a root that is more than the parent',
      {
        data: {
          list: [
            { commentId: 1, userName: 'gull', message: FIRST, rootId: '0', replyToId: '0' },
            { commentId: 2, userName: 'rope', message: SECOND, rootId: '1', replyToId: '1' },
            { commentId: 3, userName: 'tide', message: 'Then 4 < 5.', rootId: '1', replyToId: '2' },
          ],
        },
      },
      [
        ['1', null, 'gull', FIRST],
        ['2', '1', 'rope', SECOND],
        ['3', '2', 'tide', 'Then 4 < 5.'],
      ],
    ],
    [
      'replies in each comment, without ids',
      {
        comments: [{ user: { name: 'gull' }, comment: FIRST, replies: [{ user: { name: 'rope' }, comment: SECOND }] }],
      },
      [
        ['1', null, 'gull', FIRST],
        ['2', '1', 'rope', SECOND],
      ],
    ],
    [
      'nodes in edges',
      {
        data: {
          post: {
            comments: {
              edges: [
                {
                  node: {
                    id: 'a',
                    author: { username: 'gull' },
                    content: { html: `<p>${FIRST}</p>` },
                    replies: {
                      edges: [
                        { node: { id: 'b', author: { username: 'rope' }, content: { html: `<p>${SECOND}</p>` } } },
                      ],
                    },
                  },
                },
              ],
            },
          },
        },
      },
      [
        ['a', null, 'gull', FIRST],
        ['b', 'a', 'rope', SECOND],
      ],
    ],
    [
      'resources of JSON:API',
      {
        data: [
          {
            type: 'comment',
            id: 'a',
            attributes: { name: 'gull', comment_body: { value: FIRST } },
            relationships: { pid: { data: null } },
          },
          {
            type: 'comment',
            id: 'b',
            attributes: { name: 'rope', comment_body: { value: SECOND } },
            relationships: { pid: { data: { id: 'a' } } },
          },
        ],
      },
      [
        ['a', null, 'gull', FIRST],
        ['b', 'a', 'rope', SECOND],
      ],
    ],
    [
      'an object with the comments by their ids',
      {
        comments: {
          a: { id: 'a', author: 'gull', text: FIRST },
          b: { id: 'b', author: 'rope', text: SECOND, parent: 'a' },
        },
      },
      [
        ['a', null, 'gull', FIRST],
        ['b', 'a', 'rope', SECOND],
      ],
    ],
    [
      'what waits, is spam or deleted is left out, and replies move up',
      [
        { id: 1, author: 'gull', text: FIRST, status: 'approved' },
        { id: 2, author: 'seller', text: 'Cheap watches.', status: 'spam', parent: 1 },
        { id: 3, author: 'rope', text: SECOND, status: 'approved', parent: 2 },
        { id: 4, author: 'held', text: 'I wait.', status: 'pending' },
        { id: 5, author: null, text: '[deleted]', status: 'approved' },
      ],
      [
        ['1', null, 'gull', FIRST],
        ['3', '1', 'rope', SECOND],
      ],
    ],
  ])('%s', (_, json, expected) => {
    expect(lines(json)).toEqual(expected);
  });

  test('times, votes, and what stands around the list', () => {
    const json = {
      title: 'Should the ferry be free?',
      url: 'https://saltmere.example/ferry#comments',
      comment_count: 9,
      has_more: true,
      comments: [
        { id: 1, author: 'gull', text: FIRST, created_at: 1_718_000_000, likes: '3', dislikes: 1 },
        { id: 2, author: 'rope', text: SECOND, created_at: 1_718_000_100_000, likes: { count: 2 } },
      ],
    };
    const { comments, warnings, ...thread } = extractThread({ json });
    expect(thread).toMatchObject({
      headline: 'Should the ferry be free?',
      url: 'https://saltmere.example/ferry',
      claimedCount: 9,
    });
    expect(comments).toMatchObject([
      { dateCreated: '2024-06-10T06:13:20Z', upvoteCount: 3, downvoteCount: 1 },
      { dateCreated: '2024-06-10T06:15:00Z', upvoteCount: 2, downvoteCount: null },
    ]);
    expect(warnings.map(({ code }) => code)).toEqual(['comments-elsewhere', 'fewer-than-claimed']);
  });
});

describe('an item that fits no form', () => {
  const good = (id: number) => ({ commentID: id, userDisplayName: 'gull', commentBody: `${FIRST} ${id}`, replies: [] });

  test('loses no other, and it is said so', () => {
    const json = { results: { comments: [good(1), { commentID: 2, commentBody: null }, good(3)] } };
    const { comments, warnings } = extractThread({ json });
    expect(comments.map(({ id }) => id)).toEqual(['1', '3']);
    expect(warnings).toMatchObject([{ code: 'unreadable-data', message: expect.stringContaining('commentBody') }]);
  });
});

describe('JSON that holds no comments says what it is', () => {
  test.each<[string, unknown]>([
    ['HAR archive', { log: { version: '1.2', entries: [{ response: { content: { text: '[]' } } }] } }],
    ["Field 'x' doesn't exist", { errors: [{ message: "Field 'x' doesn't exist", path: ['query'] }] }],
    ['exceeded your quota', { error: { code: 403, message: 'You have exceeded your quota.' } }],
    ['Not Found', { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' }],
    ['not permitted: status', { code: 'rest_forbidden_param', message: 'Query parameter not permitted: status' }],
    ['stories', { hits: [{ objectID: '1', title: 'T' }], nbHits: 1 }],
    ['ActivityPub', { '@context': 'https://www.w3.org/ns/activitystreams', type: 'Person', id: 'https://m.example/a' }],
    ['list of YouTube', { kind: 'youtube#videoListResponse', items: [{ id: 'v', snippet: { title: 'T' } }] }],
    ['listing of Reddit', { kind: 'Listing', data: { children: [{ kind: 't3', data: { id: 'a', title: 'T' } }] } }],
    ['an answer of Telegram', { chats: { list: [{ name: 'a', type: 'private_group', messages: [] }] } }],
    ['WordPress list of posts', [{ id: 1, title: { rendered: 'T' }, content: { rendered: '<p>x</p>' } }]],
    ['an answer of Mastodon, without any comment', { ancestors: [], descendants: [] }],
    ['prop=threaditemshtml', { discussiontoolspageinfo: { transcludedfrom: [] } }],
  ])('%s', (words, json) => {
    const { comments, warnings } = extractThread({ json });
    expect(comments).toEqual([]);
    expect(warnings).toMatchObject([{ code: 'unreadable-data', message: expect.stringContaining(words) }]);
  });
});
