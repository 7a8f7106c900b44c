import { expect, it } from 'vitest';
import { STOPWORDS, stem } from '../../src/text/stem.ts';

it.each([
  ['bridges', 'bridg'],
  ['closing', 'close'],
  ['relational', 'relat'],
])('stems %s as Porter does', (word, expected) => {
  expect(stem(word)).toBe(expected);
});

it('leaves monsters alone', () => {
  const monster = 'running'.repeat(1000);
  expect(stem(monster)).toBe(monster);
});

it('knows words without a topic', () => {
  expect(STOPWORDS.has('the')).toBe(true);
  expect(STOPWORDS.has('bridge')).toBe(false);
});
