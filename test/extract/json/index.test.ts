import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { extractThread, readPage } from '../../../src/extract/index.ts';

const FIXTURES = resolve('test/fixtures/pages');

describe('threads that we wrote ourselves', () => {
  const threads = readdirSync(FIXTURES).filter((file) => file.endsWith('.expected.json'));

  test.each(threads)('%s reads as itself', (file) => {
    const json = readFileSync(resolve(FIXTURES, file), 'utf8');
    expect(extractThread(readPage(json))).toEqual(JSON.parse(json));
  });

  test('also from within an analysis', () => {
    const thread = JSON.parse(readFileSync(resolve(FIXTURES, 'harbour-bridge.expected.json'), 'utf8'));
    expect(extractThread({ json: { model: {}, thread, comments: [] } })).toEqual(thread);
  });

  test('one that was edited into disorder is put in order', () => {
    const comment = { author: null, text: 'x', dateCreated: null, upvoteCount: null, downvoteCount: null };
    const thread = {
      headline: null,
      url: null,
      source: { kind: 'html', platform: null },
      claimedCount: null,
      warnings: [],
      comments: [
        { id: 'b', parentId: 'a', depth: 7, ...comment },
        { id: 'a', parentId: null, depth: 0, ...comment },
      ],
    };
    expect(extractThread({ json: thread }).comments.map(({ id, depth }) => [id, depth])).toEqual([
      ['a', 0],
      ['b', 1],
    ]);
  });
});

describe('JSON', () => {
  test.each([[{}], [[]], [{ comments: 'many' }], [[{ id: 1 }]], [{ response: [] }]])(
    '%j holds no comments, and it is said so',
    (json) => {
      const { comments, source, warnings } = extractThread({ json });
      expect(comments).toEqual([]);
      expect(source).toEqual({ kind: 'json', platform: null });
      expect(warnings.map(({ code }) => code)).toEqual(['unreadable-data']);
    },
  );

  test('the posts of a saved Disqus frame', () => {
    const json = {
      cursor: {},
      response: { posts: [{ id: '1', parent: null, message: 'Hi', author: { name: 'A' } }], thread: {} },
    };
    expect(extractThread({ json }).comments).toMatchObject([{ id: '1', author: 'A', text: 'Hi', upvoteCount: null }]);
  });
});

describe('JSON-LD in pages', () => {
  const read = (json: string) => extractThread({ html: `<script type="application/ld+json">${json}</script>` });
  const comment = '{"@type":"Comment","text":"Hi"}';

  test.each([
    ['line breaks in strings', '{"@type":"Comment","text":"H\ni"}', 'H i'],
    ['comment marks around', `<!-- ${comment} -->`, 'Hi'],
    ['CDATA marks around', `//<![CDATA[\n${comment}\n//]]>`, 'Hi'],
    ['a semicolon behind', `${comment};`, 'Hi'],
    ['a list', `[${comment}]`, 'Hi'],
    ['a graph', `{"@graph":[${comment}]}`, 'Hi'],
    ['the vocabulary’s address as type', '{"@type":"http://schema.org/Comment","text":"Hi"}', 'Hi'],
    ['the article below the page', `{"@type":"WebPage","mainEntity":{"@type":"Article","comment":${comment}}}`, 'Hi'],
  ])('%s', (_, json, text) => {
    expect(read(json).comments.map((c) => c.text)).toEqual([text]);
  });

  test('answers of a list of frequent questions are no comments', () => {
    const json =
      '{"@type":"FAQPage","mainEntity":[{"@type":"Question","acceptedAnswer":{"@type":"Answer","text":"No."}}]}';
    expect(read(json).comments).toEqual([]);
  });

  test('a broken block is worth a warning only where comments may be lost', () => {
    expect(read('{"comment": [').warnings.map(({ code }) => code)).toEqual(['unreadable-data']);
    expect(read('{"logo": ').warnings).toEqual([]);
  });
});
