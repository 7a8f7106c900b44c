import { describe, expect, it } from 'vitest';
import { type NgramConfig, ngrams } from '../../src/text/ngrams.ts';
import { readTerms, vectorRows } from '../../src/text/terms.ts';
import { tinyVocabulary } from '../fixtures/model.ts';

const vocabulary = tinyVocabulary(['bridge', 'city', 'not', 'do']);
const words: NgramConfig = { buckets: 1 << 20, unit: 'form', words: 2, characters: null, skeletons: false };
const ids = (text: string, config: NgramConfig) => new Set(ngrams(readTerms(text, vocabulary), config).ids);
const shares = (a: string, b: string, config: NgramConfig) =>
  [...ids(a, config)].filter((id) => ids(b, config).has(id)).length;

describe('n-grams', () => {
  it('counts every word and every run of two', () => {
    expect(ngrams(readTerms('close the bridge', vocabulary), words).ids).toHaveLength(5);
  });

  it('tells the order of words', () => {
    expect(shares('dog bites man', 'man bites dog', words)).toBe(3);
  });

  it('names the token that each id was read from', () => {
    const { owners } = ngrams(readTerms('close the bridge', vocabulary), { ...words, characters: [3, 5] });
    expect([...owners]).toEqual([...owners].sort());
    expect(new Set(owners)).toEqual(new Set([0, 1, 2]));
  });

  it.each([
    ['1d10t', 'idiot'],
    ['fuuuuck', 'fuck'],
    ['a$$', 'ass'],
    ['ІDІОT', 'idiot'],
  ])('reads %s as %s too', (disguised, plain) => {
    expect(shares(disguised, plain, words)).toBe(1);
  });

  it('does not take a natural double for a stretched letter', () => {
    expect(shares('hello', 'helo', words)).toBe(0);
  });

  it('takes inflections as one word where units are stems', () => {
    const stems: NgramConfig = { ...words, unit: 'stem' };
    expect(shares('bridges', 'bridge', stems)).toBe(1);
    expect(shares('bridges', 'bridge', words)).toBe(0);
  });

  it('finds a misspelt word by its characters', () => {
    const subwords: NgramConfig = { ...words, characters: [3, 5] };
    expect(shares('pathetik', 'pathetic', subwords)).toBeGreaterThan(10);
    expect(shares('pathetik', 'sympathy', subwords)).toBeLessThan(10);
  });

  it('stays inside the buckets', () => {
    const few = ngrams(readTerms('close the bridge to all cars now', vocabulary), { ...words, buckets: 8 });
    for (const id of few.ids) expect(id).toBeLessThan(8);
    for (const id of few.ids) expect(id).toBeGreaterThanOrEqual(0);
  });

  it('bounds what a hostile comment costs', () => {
    const { ids: found } = ngrams(readTerms('x'.repeat(1_000_000), vocabulary), { ...words, characters: [3, 5] });
    expect(found.length).toBeLessThan(200);
    expect(readTerms('ab '.repeat(500_000), vocabulary).length).toBe(2000);
  });
});

describe('vector rows', () => {
  it('finds words, hashtags and the parts of contractions', () => {
    const rows = [...vectorRows(readTerms("#Bridge don't city's unseen", vocabulary)).ids];
    expect(rows).toEqual([0, 2, 1]);
  });
});
