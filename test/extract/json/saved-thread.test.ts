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
