import { describe, expect, test } from 'vitest';
import { extractThread } from '../../../src/extract/index.ts';

const FIRST = 'Free ferries would fill the town again.';
const SECOND = 'No, somebody has to pay the crew.';
const TIME = '2024-06-10T06:13:20Z';

const ghost = (id: string, parent_id: string | null, name: string, text: string, replies = 0) => ({
  ...{ id, parent_id, in_reply_to_id: null, status: 'published', html: `<p>${text}</p>`, created_at: TIME },
  ...{ member: { name }, count: { replies, likes: 0 }, replies: [] },
  post: { id: 'p', title: 'Ferry', url: 'https://saltmere.example/ferry/' },
});
const github = (id: number, login: string, body: string, more: object) => ({
  ...{ id, user: { login }, body, author_association: 'NONE' },
  ...more,
});
const annotation = (id: string, name: string, text: string, references: string[] = []) => ({
  ...{ id, created: TIME, user: `acct:${name}@hypothes.is`, uri: 'https://saltmere.example/ferry', text, references },
});
const bluesky = (uri: string, handle: string, text: string, parent: string) => ({
  ...{ uri, author: { handle, displayName: '' }, indexedAt: TIME, likeCount: 0, replyCount: 0 },
  record: { text, createdAt: TIME, reply: { parent: { uri: parent } } },
});
const discourse = (post_number: number, username: string, text: string, above: number | null) => ({
  ...{ post_number, username, cooked: `<p>${text}</p>`, created_at: TIME, reply_to_post_number: above },
});
const lemmy = (id: number, path: string, name: string, content: string) => ({
  ...{ comment: { id, path, content, published: TIME }, creator: { name }, counts: { upvotes: 1, downvotes: 0 } },
});
const status = (id: string, above: string, acct: string, text: string) => ({
  ...{ id, created_at: TIME, in_reply_to_id: above, content: `<p>${text}</p>`, account: { acct, display_name: '' } },
});
const message = (id: number, from: string, text: string, reply_to_message_id?: number) => ({
  ...{ id, type: 'message', date: '2024-06-10T06:13:20', date_unixtime: '1718000000', from, text, reply_to_message_id },
});
const nodebb = (pid: number, toPid: string, username: string, content: string) => ({
  ...{ pid, toPid, content, timestampISO: TIME, user: { username }, index: pid, deleted: 0 },
});

/** Written from the documentation or the source of each platform. */
describe('other forms of answers', () => {
  test.each<[string, string | null, unknown]>([
    [
      'comments on any post of Ghost',
      'Ghost',
      { comments: [ghost('1', null, 'gull', FIRST, 1), ghost('2', '1', 'rope', SECOND)] },
    ],
    [
      'a timeline of GitHub',
      'GitHub',
      [
        { event: 'labeled', created_at: TIME, actor: { login: 'x' } },
        github(1, 'gull', FIRST, { event: 'commented', created_at: TIME }),
        github(2, 'rope', SECOND, { event: 'reviewed', submitted_at: TIME, in_reply_to_id: 1 }),
      ],
    ],
    [
      'a file of Hypothesis',
      'Hypothesis',
      { export_date: TIME, annotations: [annotation('1', 'gull', FIRST), annotation('2', 'rope', SECOND, ['1'])] },
    ],
    [
      'a search of Bluesky',
      'Bluesky',
      { posts: [bluesky('1', 'gull', FIRST, '0'), bluesky('2', 'rope', SECOND, '1')], hitsTotal: 2 },
    ],
    [
      'what answers a post of Discourse',
      'Discourse',
      [discourse(1, 'gull', FIRST, null), discourse(2, 'rope', SECOND, 1)],
    ],
    [
      'a post of Discourse with what stands below it',
      'Discourse',
      {
        ancestor_chain: [],
        target_post: { ...discourse(1, 'gull', FIRST, null), children: [discourse(2, 'rope', SECOND, 1)] },
      },
    ],
    ['a list of Lemmy', 'Lemmy', [lemmy(1, '0.1', 'gull', FIRST), lemmy(2, '0.1.2', 'rope', SECOND)]],
    ['a list of Mastodon', 'Mastodon', [status('1', '0', 'gull', FIRST), status('2', '1', 'rope', SECOND)]],
    [
      'all chats of Telegram: the one with most',
      'Telegram',
      {
        chats: {
          list: [
            { name: 'A', type: 'private_group', id: 7, messages: [message(1, 'maud', 'Hello there.')] },
            {
              name: 'B',
              type: 'private_group',
              id: 8,
              messages: [message(1, 'gull', FIRST), message(2, 'rope', SECOND, 1)],
            },
          ],
        },
      },
    ],
    [
      'replies to a post of NodeBB',
      'NodeBB',
      { response: { replies: [nodebb(1, '9', 'gull', FIRST), nodebb(2, '1', 'rope', SECOND)] } },
    ],
    [
      'a post of Facebook',
      'Facebook',
      {
        id: '0',
        message: 'Should the ferry be free?',
        comments: {
          data: [
            { id: '1', created_time: TIME, from: { name: 'gull' }, message: FIRST },
            { id: '2', created_time: TIME, from: { name: 'rope' }, message: SECOND, parent: { id: '1' } },
          ],
        },
      },
    ],
    [
      'a list by ids that its items lack',
      null,
      {
        comments: {
          1: { name: 'gull', text: FIRST, date: TIME },
          2: { name: 'rope', text: SECOND, date: TIME, parent: '1' },
        },
      },
    ],
    [
      'an export of MongoDB',
      null,
      [
        { _id: { $oid: '1' }, author: 'gull', text: FIRST, createdAt: { $date: TIME }, parent: null },
        { _id: { $oid: '2' }, author: 'rope', text: SECOND, createdAt: { $date: TIME }, parent: { $oid: '1' } },
      ],
    ],
    [
      'items that name their authors in other fields',
      null,
      [{ id: 1, text: FIRST, owner: { username: 'gull' }, replies: [{ id: 2, text: SECOND, ownerUsername: 'rope' }] }],
    ],
    [
      'notes of the system are left out',
      null,
      [
        { id: 1, body: FIRST, author: { username: 'gull' }, system: false },
        { id: 3, body: 'changed the title', author: { username: 'maud' }, system: true },
        { id: 2, body: SECOND, author: { username: 'rope' }, system: false, in_reply_to: 1 },
      ],
    ],
    [
      'a title above comments with replies is not yt-dlp',
      null,
      {
        id: 'p',
        title: 'Ferry',
        comments: [{ id: 1, author: 'gull', body: FIRST, replies: [{ id: 2, author: 'rope', body: SECOND }] }],
      },
    ],
  ])('%s', (_, platform, json) => {
    const { comments, source } = extractThread({ json });
    expect(comments.map(({ id, parentId, author, text }) => [id, parentId, author, text])).toEqual([
      ['1', null, 'gull', FIRST],
      ['2', '1', 'rope', SECOND],
    ]);
    expect(source.platform).toBe(platform);
  });

  test('the text of X comes without its escapes', () => {
    const json = {
      data: [{ id: '1', text: 'a &lt; b &amp;amp; c', author_id: '9' }],
      includes: { users: [{ id: '9', name: 'gull' }] },
    };
    expect(extractThread({ json }).comments).toMatchObject([{ author: 'gull', text: 'a < b &amp; c' }]);
  });

  test.each([
    ['empty list', []],
    ['no such topic', { status: 'error', msg: 'no such topic' }],
    ['/comment/list', { post_view: { post: { name: 'Ferry' } } }],
  ])('what holds none says so: %s', (words, json) => {
    const { comments, warnings } = extractThread({ json });
    expect(comments).toEqual([]);
    expect(warnings).toMatchObject([{ message: expect.stringContaining(words) }]);
  });
});
