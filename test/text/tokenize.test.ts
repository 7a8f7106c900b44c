import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TokenKind } from '../../src/text/scanner.ts';
import { tokenize } from '../../src/text/tokenize.ts';
import { COMMENTS } from '../fixtures/hostile.js';

const kinds = (text: string) =>
  tokenize(text).map(({ kind, start, end }): [TokenKind, string] => [kind, text.slice(start, end)]);

/** White space, control characters, marks by themselves, and letters that are drawn as nothing. */
const NOTHING = /^[\s\p{Z}\p{C}\p{M}\u115f\u1160\u3164\uffa0]*$/u;

const splitsPair = (text: string, offset: number) => /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(offset - 1));

describe('tokenize', () => {
  it('tells the kinds apart', () => {
    expect(kinds('@anna: see https://example.org/a?b=c. #NotAgain 3,000 people 😀 don’t!!!')).toEqual([
      ['mention', '@anna'],
      ['punctuation', ':'],
      ['word', 'see'],
      ['url', 'https://example.org/a?b=c'],
      ['punctuation', '.'],
      ['hashtag', '#NotAgain'],
      ['number', '3,000'],
      ['word', 'people'],
      ['emoji', '😀'],
      ['word', 'don’t'],
      ['punctuation', '!!!'],
    ]);
  });

  it.each(['👨‍👩‍👧', '🇩🇪', '👍🏽', '❤️', '1️⃣'])('reads %s as one emoji', (emoji) => {
    expect(kinds(emoji)).toEqual([['emoji', emoji]]);
  });

  it.each([
    ['you f**k', 'f**k'],
    ['an a$$hole', 'a$$hole'],
    ['f*** off', 'f***'],
    ['such $hit', '$hit'],
    ['a 1d10t', '1d10t'],
    ['id\u200biot', 'id\u200biot'],
    ['O’Brien', 'O’Brien'],
    ['Straße', 'Straße'],
    ['हिन्दी', 'हिन्दी'],
  ])('keeps the word of %j whole', (text, word) => {
    expect(kinds(text)).toContainEqual(['word', word]);
  });

  it.each([
    ['*bold* move', ['*', 'bold', '*', 'move']],
    ['well-known', ['well', '-', 'known']],
    ["the dogs' bowl", ['the', 'dogs', "'", 'bowl']],
    ['costs $5', ['costs', '$', '5']],
    ['mail a@b.org', ['mail', 'a@b', '.', 'org']],
    ['10:30, 2.5%', ['10:30', ',', '2.5', '%']],
  ])('splits %j', (text, words) => {
    expect(kinds(text).map(([, word]) => word)).toEqual(words);
  });

  it('folds and cuts stretched letters in the norm alone', () => {
    expect(tokenize('IDIOOOOOT')).toEqual([{ kind: 'word', start: 0, end: 9, norm: 'idioot' }]);
  });

  it('splits no letter of two units behind what is spelt out', () => {
    expect(kinds('a.m.\u{10280}')).toEqual([
      ['word', 'a'],
      ['punctuation', '.'],
      ['word', 'm'],
      ['punctuation', '.'],
      ['word', '\u{10280}'],
    ]);
  });

  it('covers any string: tokens in order, apart, not empty, with white space and invisible characters between', () => {
    const strings = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string());
    fc.assert(
      fc.property(strings, (text) => {
        let at = 0;
        for (const { start, end, norm } of tokenize(text)) {
          expect(text.slice(at, start)).toMatch(NOTHING);
          expect(end).toBeGreaterThan(start);
          expect(norm).not.toBe('');
          expect([start, end].filter((offset) => splitsPair(text, offset))).toEqual([]);
          at = end;
        }
        expect(text.slice(at)).toMatch(NOTHING);
      }),
      { numRuns: 500 },
    );
  });

  it('passes over no visible character of Unicode, and splits none', () => {
    const [passedOver, split]: string[][] = [[], []];
    for (let code = 0; code < 0x110000; code++) {
      const character = String.fromCodePoint(code);
      const tokens = tokenize(character);
      if (tokens.length === 0 && !NOTHING.test(character)) passedOver!.push(code.toString(16));
      if (tokens.some(({ start, end }) => start > 0 || end < character.length)) split!.push(code.toString(16));
    }
    expect(passedOver).toEqual([]);
    expect(split).toEqual([]);
  });

  it('cuts a letter that is repeated millions of times', () => {
    expect(tokenize('a'.repeat(4_000_000))).toMatchObject([{ end: 4_000_000, norm: 'aa' }]);
    expect(tokenize('\u{1e922}'.repeat(1_000_000))).toMatchObject([{ end: 2_000_000, norm: '\u{1e922}\u{1e922}' }]);
  });

  it('takes lone surrogates', () => {
    const text = 'bad \ud800 half \udc00';
    expect(kinds(text).filter(([kind]) => kind === 'word')).toEqual([
      ['word', 'bad'],
      ['word', 'half'],
    ]);
    expect(kinds('\ud83d\ude00\ud83d')[0]).toEqual(['emoji', '😀']);
  });

  it.each(Object.entries(COMMENTS))('leaves nothing out of a megabyte of %s', (_, make) => {
    const text = make(1_000_000);
    let [at, passedOver] = [0, ''];
    for (const { start, end } of tokenize(text)) {
      passedOver += text.slice(at, start);
      at = Math.max(at, end);
    }
    expect(passedOver + text.slice(at)).toMatch(/^ *$/);
  });
});
