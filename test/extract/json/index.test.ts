import { describe, expect, test } from 'vitest';
import { extractThread } from '../../../src/extract/index.ts';

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
