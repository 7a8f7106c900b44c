import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { extractThread, readPage } from '../../../src/extract/index.ts';
import { needs } from '../../fixtures/needs.ts';

const CASES = resolve('../shared/cases');

describe('the cases of records', () => {
  it.each([
    ['4cat-items.csv', ['gullfan', 'ropework'], [null, 'k1']],
    ['polis-comments.csv', ['0', '4'], [null, null]],
    ['wp-cli-comments.csv', ['gullfan', 'ropework'], [null, '31']],
    ['tweet-lines.jsonl', ['gullfan', '8'], [null, '1']],
    ['youtube-lines.jsonl', ['@gull_fan', '@ropework'], [null, 'UgA']],
  ])('%s: both comments, who wrote them and what they answer', needs('shared cases'), (name, authors, parents) => {
    const { comments, warnings } = extractThread(readPage(readFileSync(resolve(CASES, name))));
    expect(comments.map(({ author }) => author)).toEqual(authors);
    expect(comments.map(({ parentId }) => parentId)).toEqual(parents);
    expect(comments.map(({ text }) => text)).toEqual([
      'Free ferries would fill the town again.',
      expect.stringMatching(/No, somebody has to pay the crew\./),
    ]);
    expect(warnings).toEqual([]);
  });
});
