import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { extractThread, readPage } from '../../../src/extract/index.ts';

const fixture = (name: string) => readFileSync(resolve(import.meta.dirname, '../../fixtures/records', name));
const lines = (...records: object[]) => records.map((record) => JSON.stringify(record)).join('\n');
const read = (page: string | Uint8Array, options = {}) => extractThread(readPage(page), options);
const told = (page: string | Uint8Array, options = {}) =>
  read(page, options).comments.map(({ id, parentId, author, text }) => [id, parentId, author, text]);

const FIRST = 'Free ferries would fill the town again.';
const SECOND = 'No, somebody has to pay the crew.';

describe('extractThread on records', () => {
  it.each(['twarc2-pages.jsonl', 'twarc2-flatten.jsonl', 'twarc2-csv.csv'])(
    'reads what twarc 2.14.0 and twarc-csv 0.7.2 made (%s)',
    (name) => {
      const thread = read(fixture(name));
      expect(thread.comments).toMatchObject([
        { id: '1800000000000000001', parentId: null, author: 'gullfan', upvoteCount: 12 },
        { id: '1800000000000000002', parentId: '1800000000000000001', author: 'ropework', upvoteCount: 3 },
      ]);
      expect(thread.comments.map(({ text }) => text)).toEqual([
        'Free ferries would fill the town again & the pubs.',
        '@gullfan No, somebody has to pay the crew.\n"Free" is a word for children.',
      ]);
      expect(thread.comments[0]?.dateCreated).toBe('2024-06-10T07:00:00Z');
      expect(thread.warnings).toMatchObject([
        { code: 'comments-elsewhere', message: expect.stringContaining('these 2 of 3') },
      ]);
      expect(told(fixture(name), { thread: '1800000000000000009' })).toMatchObject([
        ['1800000000000000009', null, 'ropework', 'A new day, a new tide table.'],
      ]);
    },
  );

  it('reads tweets of the first API', () => {
    const page = lines(
      {
        id: 1,
        id_str: '1',
        full_text: FIRST,
        text: 'Free f…',
        user: { screen_name: 'gullfan', name: 'G' },
        favorite_count: 4,
      },
      { id: 2, id_str: '2', full_text: SECOND, user: { screen_name: 'ropework' }, in_reply_to_status_id_str: '1' },
    );
    expect(told(page)).toEqual([
      ['1', null, 'gullfan', FIRST],
      ['2', '1', 'ropework', SECOND],
    ]);
  });

  it('reads dumps of Reddit: ids with kinds, placeholders, escapes, and the post that they answer', () => {
    const common = { link_id: 't3_p1', created_utc: 1718000000, score: 1 };
    const page = lines(
      { id: 'p1', name: 't3_p1', title: 'Should the ferry be free?', selftext: 'I think so.', link_id: 't3_p1' },
      { ...common, id: 'k1', name: 't1_k1', author: 'gullfan', body: FIRST, parent_id: 't3_p1' },
      { ...common, id: 'k2', author: '[deleted]', body: '[removed]', parent_id: 't1_k1' },
      { ...common, id: 'k3', author: 'ropework', body: `&gt; ${FIRST}\n\n${SECOND}`, parent_id: 't1_k2' },
      { ...common, id: 'k9', author: 'tide', body: 'Elsewhere.', link_id: 't3_p2', parent_id: 't3_p2' },
    );
    const thread = read(page);
    expect(thread.headline).toBe('Should the ferry be free?');
    expect(thread.comments).toMatchObject([
      { id: 'k1', parentId: null, author: 'gullfan', dateCreated: '2024-06-10T06:13:20Z' },
      { id: 'k3', parentId: 'k1', author: 'ropework', text: `> ${FIRST}\n\n${SECOND}`, quotes: [{ start: 0 }] },
    ]);
    for (const id of ['t3_p2', 'p2']) expect(told(page, { thread: id })).toEqual([['k9', null, 'tide', 'Elsewhere.']]);
    expect(() => read(page, { thread: 'p3' })).toThrow(/no thread "p3": there are t3_p1 \(4\), t3_p2 \(1\)/);
  });

  it('reads youtube-comment-downloader 0.1.84, whose replies are called after what they answer', () => {
    const common = { time: '2 years ago', channel: 'UC1', photo: 'x', heart: false };
    const page = lines(
      { cid: 'UgA', text: FIRST, author: '@gull_fan', votes: '1.2K', replies: '1', reply: false, ...common },
      { cid: 'UgA.9x', text: SECOND, author: '@ropework', votes: '3', replies: '', reply: true, ...common },
      { cid: 'UgB', text: 'See 2.5 miles.', author: '@tide', votes: '0', replies: '0', reply: false, ...common },
    );
    expect(told(page)).toMatchObject([
      ['UgA', null, '@gull_fan', FIRST],
      ['UgA.9x', 'UgA', '@ropework', SECOND],
      ['UgB', null, '@tide', 'See 2.5 miles.'],
    ]);
    expect(read(page).comments.map(({ upvoteCount, dateCreated }) => [upvoteCount, dateCreated])).toEqual([
      [1200, '2 years ago'],
      [3, '2 years ago'],
      [0, '2 years ago'],
    ]);
  });

  it.each([
    [
      'thread_id,id,timestamp,body,subject,author,parent,score\np1,p1,2024-06-10 06:00:00,Is it?,Free ferries,tide,,4\np1,k1,2024-06-10 06:13:20,A,,gullfan,t3_p1,1\np1,k2,2024-06-10 06:15:00,B,,ropework,t1_k1,1\n',
    ],
    [
      '{"thread_id":"p1","id":"p1","body":"Is it?","subject":"Free ferries"}\n{"thread_id":"p1","id":"k1","body":"A","subject":"","author":"gullfan","parent":"t3_p1"}\n{"thread_id":"p1","id":"k2","body":"B","subject":"","author":"ropework","parent":"t1_k1"}\n',
    ],
  ])('reads 4CAT, and takes the opening post for what is commented on', (page) => {
    const thread = read(page);
    expect(thread.headline).toBe('Free ferries');
    expect(thread.comments.map(({ id, parentId }) => [id, parentId])).toEqual([
      ['k1', null],
      ['k2', 'k1'],
    ]);
  });

  it('reads Polis, without what its moderators rejected', () => {
    const page = `timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n1718000000,x,0,0,24,3,1,${FIRST}\n1718000100,x,1,4,5,19,-1,"${SECOND}"\n`;
    expect(read(page).comments).toMatchObject([{ id: '0', upvoteCount: 24, downvoteCount: 3, text: FIRST }]);
    expect(read(page).comments).toHaveLength(1);
  });

  it('reads WP-CLI, without spam, trash and pingbacks', () => {
    const page = [
      'comment_ID,comment_post_ID,comment_date,comment_approved,comment_author,comment_content,comment_parent,comment_type',
      `31,5,"2024-06-10 07:00:00",1,gullfan,"<p>${FIRST}</p>",0,comment`,
      '32,5,"2024-06-10 07:01:00",spam,pills,Buy.,0,comment',
      '33,5,"2024-06-10 07:02:00",1,elsewhere,Noticed.,0,pingback',
      `34,5,"2024-06-10 07:05:00",1,ropework,"${SECOND}",31,comment`,
      '35,5,"2024-06-10 07:06:00",0,tide,Not yet.,31,comment',
    ].join('\n');
    expect(told(page)).toEqual([
      ['31', null, 'gullfan', FIRST],
      ['34', '31', 'ropework', SECOND],
    ]);
  });

  it('reads tables of any kind by names and contents, and the column that it is told', () => {
    const page =
      'Nr;Wortlaut;Notiz\n1;Das ist wirklich nicht wahr.;a b c d e f g\n2;Doch, das ist es ganz sicher.;x\n3;Warum denn auch nicht, ihr Lieben?;y\n';
    expect(read(page).comments.map(({ text }) => text)[1]).toBe('Doch, das ist es ganz sicher.');
    expect(told(page, { text: 'Notiz' })[1]).toEqual(['2', null, null, 'x']);
    expect(() => read(page, { text: 'Text' })).toThrow(/no field "Text": there are Nr, Wortlaut, Notiz/);
  });

  it('names the lines that are no records, and says where none holds a text', () => {
    expect(read('comment,n\n"bad,1\ngood,2\n').warnings).toEqual([
      { code: 'unreadable-data', message: expect.stringMatching(/^left out: line 2 has a quotation mark/) },
    ]);
    expect(read('{"a":1}\n{"a":2}\n')).toMatchObject({
      comments: [],
      warnings: [{ code: 'unreadable-data', message: expect.stringContaining('fields a holds texts') }],
    });
  });

  it('bears records of every shape', () => {
    const deep = JSON.stringify({ text: 'a b c', x: 0 }).replace('0', '['.repeat(5000) + ']'.repeat(5000));
    const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`f${i}`, i])));
    expect(
      told(`${deep}\n${wide}\n{"text":{"a":1}}\n{"text":"d","id":{},"parent":[1]}`).map(([, , , text]) => text),
    ).toEqual(['a b c', 'd']);
  });
});
