import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { extractThread, readPage } from '../../../src/extract/index.ts';
import type { Thread } from '../../../src/schemas.ts';
import { needs } from '../../fixtures/needs.ts';

/** Author, author of the parent, and text of each comment. */
const outline = ({ comments }: Thread) => {
  const authors = new Map(comments.map(({ id, author }) => [id, author]));
  return comments.map(({ author, parentId, text }) => [author, parentId === null ? null : authors.get(parentId), text]);
};
const codes = ({ warnings }: Thread) => warnings.map(({ code }) => code);

describe('Disqus', () => {
  const post = (id: string, thread: string, name: string, inner: string) =>
    `<post dsq:id="${id}"><id /><message><![CDATA[<p>Text of ${id}</p>]]></message><createdAt>2024-06-10T07:00:00Z</createdAt><author><name>${name}</name></author><thread dsq:id="${thread}" />${inner}</post>`;
  const xml = `<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
<thread dsq:id="1"><id>a</id><link>https://a.example/quiet</link><title>https://a.example/quiet</title></thread>
<thread dsq:id="2"><id>b</id><link>https://a.example/loud</link><title>Loud &amp;amp; clear</title></thread>
${post('11', '1', 'Ann', '')}${post('21', '2', 'Bob &amp;lt;3', '')}${post('22', '2', 'Cy', '<parent dsq:id="21" />')}
${post('23', '2', 'Spammer', '<isSpam>true</isSpam>')}${post('24', '2', 'Gone', '<isDeleted>true</isDeleted><parent dsq:id="21" />')}${post('25', '2', 'Di', '<parent dsq:id="24" />')}
</disqus>`;

  test('the thread with most comments is read, without what was deleted or is spam', () => {
    const thread = extractThread(xml);
    expect(outline(thread)).toEqual([
      ['Bob <3', null, 'Text of 21'],
      ['Cy', 'Bob <3', 'Text of 22'],
      ['Di', 'Bob <3', 'Text of 25'],
    ]);
    expect(thread).toMatchObject({
      headline: 'Loud & clear',
      url: 'https://a.example/loud',
      source: { kind: 'xml', platform: 'Disqus' },
    });
    expect(codes(thread)).toEqual(['comments-elsewhere']);
    expect(thread.warnings[0]!.message).toContain('"https://a.example/quiet" (1)');
  });

  test.each(['1', 'https://a.example/quiet', 'http://www.a.example/quiet/'])(
    'another is read by its id or address: %s',
    (name) => {
      const thread = extractThread(xml, { thread: name });
      expect(outline(thread)).toEqual([['Ann', null, 'Text of 11']]);
      expect(thread.headline).toBeNull();
      expect(thread.warnings).toEqual([]);
      expect(() => extractThread(xml, { thread: 'nowhere' })).toThrow(
        /no discussion "nowhere": expected .*"Loud & clear" \(3\)/,
      );
    },
  );

  test('the address of the page chooses too, where it is that of a thread', () => {
    expect(extractThread(readPage(xml, { url: 'https://a.example/quiet' })).comments).toHaveLength(1);
    expect(extractThread(readPage(xml, { url: 'https://elsewhere.example/' })).comments).toHaveLength(3);
  });
});

describe('WordPress, as export_wp() of 7.1.4 writes it', () => {
  const xml = readFileSync('test/fixtures/exports/wordpress-7.1.4.wxr.xml', 'utf8');

  test('comments of readers come, raw texts as a page shows them', () => {
    const thread = extractThread(xml);
    expect(outline(thread)).toEqual([
      ["Ilse O'Dowd", null, 'Free ferries would fill the town again.\n\nAnd the shops:\n\nbread\nfish\n\nNo doubt.'],
      ['Rope Work', "Ilse O'Dowd", 'fill the town\n\nThen 4 < 5 & "nobody" counts it.\nNot me.'],
      ['Orphan Ann', null, 'My parent is gone, I am not.'],
      ['王小明', 'Rope Work', '渡轮又晚点了。😀'],
      [null, null, 'No name, but an opinion: walk.'],
    ]);
    expect(thread.comments[1]).toMatchObject({ dateCreated: '2024-06-10T07:05:00Z', quotes: [{ start: 0, end: 13 }] });
    expect(thread).toMatchObject({
      headline: 'Should the ferry be free? “Yes” & no',
      lead: 'The council votes on Monday, and for once the hall will be full to the last of its old green chairs.',
      language: 'en-US',
    });
  });

  test('another post is read by its headline', () => {
    expect(outline(extractThread(xml, { thread: 'A quieter market' }))).toEqual([
      ['Market Mo', null, 'Quiet is good.'],
    ]);
  });
});

describe('Blogger', () => {
  const kind = (name: string) =>
    `<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#${name}"/>`;
  const thr = 'xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"';

  test('its backup in Atom', () => {
    const comment = (id: number, name: string, inner = '') =>
      `<entry><id>tag:blogger.com,1999:blog-1.post-${id}</id><published>2024-06-10T07:00:00.000+02:00</published>${kind('comment')}<content type='html'>Text of ${id}&lt;br /&gt;more</content><author><name>${name}</name></author><thr:in-reply-to href='https://a.blogspot.example/ferry.html' ref='tag:blogger.com,1999:blog-1.post-7'/>${inner}</entry>`;
    const thread = extractThread(
      `<?xml version='1.0' encoding='UTF-8'?><feed ${thr}><title>A blog</title><entry><id>tag:blogger.com,1999:blog-1.post-7</id>${kind('post')}<title>The ferry</title><link rel='alternate' href='https://a.blogspot.example/ferry.html'/></entry>${comment(8, 'Ann')}${comment(9, 'Bob', "<link rel='related' href='http://www.blogger.com/feeds/1/7/comments/default/8'/>")}</feed>`,
    );
    expect(outline(thread)).toEqual([
      ['Ann', null, 'Text of 8\nmore'],
      ['Bob', 'Ann', 'Text of 9\nmore'],
    ]);
    expect(thread).toMatchObject({ headline: 'The ferry', url: 'https://a.blogspot.example/ferry.html' });
  });

  test('its Takeout', () => {
    const entry = (id: number, name: string, answers: string, status = 'LIVE') =>
      `<entry><id>tag:blogger.com,1999:blog-1.post-${id}</id><blogger:parent>tag:blogger.com,1999:blog-1.post-7</blogger:parent><blogger:inReplyTo>${answers}</blogger:inReplyTo><blogger:type>COMMENT</blogger:type><blogger:status>${status}</blogger:status><author><name>${name}</name><blogger:type>ANONYMOUS</blogger:type></author><content type='html'>Text of ${id}</content><published>2024-06-10T07:00:00Z</published></entry>`;
    const thread = extractThread(
      `<?xml version='1.0' encoding='utf-8'?><feed ${thr} xmlns:blogger='http://schemas.google.com/blogger/2018'><entry><id>tag:blogger.com,1999:blog-1.post-7</id><blogger:type>POST</blogger:type><title>The ferry</title></entry>${entry(8, 'Ann', '')}${entry(9, 'Bob', 'tag:blogger.com,1999:blog-1.post-8')}${entry(10, 'Spam', '', 'SPAM_COMMENT')}</feed>`,
    );
    expect(outline(thread)).toEqual([
      ['Ann', null, 'Text of 8'],
      ['Bob', 'Ann', 'Text of 9'],
    ]);
    expect(thread.headline).toBe('The ferry');
  });
});

describe('Movable Type', () => {
  const text = `AUTHOR: editor
TITLE: The ferry
BASENAME: ferry
STATUS: Publish
CATEGORY: Town
CATEGORY: Sea
DATE: 01/31/2002 03:31:05 PM
-----
BODY:
<p>The council votes on Monday, and for once the hall will be full to the last chair.</p><p>x</p><p>y</p>
-----
EXTENDED BODY:

-----
COMMENT:
AUTHOR: Ann
EMAIL: ann@example.org
IP: 192.0.2.1
URL: 
DATE: 01/31/2002 03:47:06 PM
NOTE: free is not free.

Who pays the crew?
-----
PING:
TITLE: Elsewhere
DATE: 01/31/2002 16:00:00
no comment
-----
COMMENT:
AUTHOR: Bob
DATE: 02/01/2002 00:10:00
The town, <b>of course</b>.
-----
--------
TITLE: Another
DATE: 02/02/2002 12:00:00 AM
-----
BODY:
x
-----
COMMENT:
AUTHOR: Cy
DATE: 02/02/2002 12:05:00 AM
Midnight.
-----
--------
`;

  test.each(['\n', '\r\n'])('its export, with line ends %j', (end) => {
    const thread = extractThread(text.replaceAll('\n', end));
    expect(outline(thread)).toEqual([
      ['Ann', null, 'NOTE: free is not free.\n\nWho pays the crew?'],
      ['Bob', null, 'The town, of course.'],
    ]);
    expect(thread.comments.map(({ dateCreated }) => dateCreated)).toEqual([
      '2002-01-31T15:47:06',
      '2002-02-01T00:10:00',
    ]);
    expect(thread).toMatchObject({ headline: 'The ferry', source: { kind: 'text', platform: 'Movable Type' } });
    expect(thread.lead).toMatch(/^The council votes/);
    expect(codes(thread)).toEqual(['comments-elsewhere']);
  });

  test('a time after midnight, and an export without comments', () => {
    const midnight = extractThread(text, { thread: 'Another' });
    expect(midnight.comments).toMatchObject([{ author: 'Cy', dateCreated: '2002-02-02T00:05:00' }]);
    const none = extractThread('TITLE: x\nDATE: 01/31/2002 03:31:05 PM\n-----\nBODY:\ny\n-----\n--------\n');
    expect([none.comments, codes(none)]).toEqual([[], ['unreadable-data']]);
  });
});

describe('files of ../shared', needs('shared pages'), () => {
  test.each(['disqus-export.xml', 'comments-feed.rss.xml'])('%s', (name) => {
    const thread = extractThread(readFileSync(`../shared/cases/${name}`));
    expect(outline(thread)).toEqual([
      ['gullfan', null, 'Free ferries would fill the town again.'],
      ['ropework', 'gullfan', 'No, somebody has to pay the crew.'],
    ]);
  });
});

describe('lines and JSON that hold several pages', () => {
  const lines = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');

  test('a backup of Remark42', () => {
    const comment = (id: string, pid: string, page: string, more = {}) => ({
      ...{
        id,
        pid,
        text: `<p>Text of ${id}</p>\n`,
        orig: 'x',
        user: { name: `By ${id}`, id: 'u' },
        score: 2,
        time: '2024-06-10T07:00:00Z',
      },
      ...{ locator: { site: 's', url: `https://a.example/${page}` }, title: `The ${page}`, ...more },
    });
    const thread = extractThread(
      lines([
        { version: 1, users: [], posts: [] },
        comment('1', '', 'market'),
        comment('2', '', 'ferry'),
        comment('3', '2', 'ferry'),
        comment('4', '2', 'ferry', { delete: true, text: '' }),
      ]),
    );
    expect(outline(thread)).toEqual([
      ['By 2', null, 'Text of 2'],
      ['By 3', 'By 2', 'Text of 3'],
    ]);
    expect(thread).toMatchObject({
      headline: 'The ferry',
      url: 'https://a.example/ferry',
      source: { kind: 'lines', platform: 'Remark42' },
      comments: [{ upvoteCount: 2 }, {}],
    });
    expect(codes(thread)).toEqual(['comments-elsewhere']);
  });

  test('the comments of Coral, as mongoexport writes them', () => {
    const comment = (id: string, parentID: string | null, status: string) => ({
      ...{
        tenantID: 't',
        id,
        parentID,
        storyID: 's1',
        authorID: 'u',
        status,
        createdAt: { $date: '2024-06-10T07:00:00Z' },
      },
      revisions: [{ body: 'First' }, { body: `<div>Text of ${id}</div>` }],
    });
    const thread = extractThread(
      lines([comment('1', null, 'NONE'), comment('2', '1', 'APPROVED'), comment('3', '1', 'REJECTED'), { odd: true }]),
    );
    expect(thread.comments).toMatchObject([
      { id: '1', parentId: null, text: 'Text of 1', dateCreated: '2024-06-10T07:00:00Z' },
      { id: '2', parentId: '1', text: 'Text of 2' },
    ]);
    expect(thread.warnings.map(({ message }) => message)).toEqual([expect.stringContaining('{"odd":true}')]);
  });

  test('exports in JSON', () => {
    const commento = (commentHex: string, url: string) => ({
      commentHex,
      url,
      commenterHex: 'u',
      markdown: `Text of ${commentHex}`,
      parentHex: 'root',
    });
    const json = {
      version: 1,
      comments: [commento('1', '/a'), commento('2', '/b'), commento('3', '/b')],
      commenters: [],
    };
    expect(extractThread({ json }).comments.map(({ text }) => text)).toEqual(['Text of 2', 'Text of 3']);
    expect(extractThread({ json }, { thread: '/a' }).comments.map(({ text }) => text)).toEqual(['Text of 1']);
    const artrans = (id: string, page: string) => ({
      id,
      rid: '0',
      nick: 'Ann',
      content: `Text of ${id}`,
      page_key: page,
      page_title: `The ${page}`,
    });
    const thread = extractThread({ json: [artrans('1', 'ferry'), artrans('2', 'market'), artrans('3', 'ferry')] });
    expect([thread.headline, thread.comments.length, codes(thread)]).toEqual(['The ferry', 2, ['comments-elsewhere']]);
  });
});

test('Disqus writes some attributes without quotes, some posts without a thread, and deletes whole threads', () => {
  const xml = `<?xml version="1.0"?><disqus xmlns:dsq="x"><thread dsq:id=1><title>Gone</title><isDeleted>true</isDeleted></thread><post dsq:id=2><message>In a deleted thread</message><thread dsq:id=1/></post><post dsq:id="3"><message>4 < 5 without a thread</message></post></disqus>`;
  expect(extractThread(xml).comments.map(({ id, text }) => [id, text])).toEqual([['3', '4 < 5 without a thread']]);
});
