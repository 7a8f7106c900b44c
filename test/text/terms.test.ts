import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MOST_WORDS } from '../../src/text/lexicon.ts';
import { readTerms } from '../../src/text/terms.ts';
import { tokenize } from '../../src/text/tokenize.ts';
import { tinyVocabulary } from '../fixtures/model.ts';

const vocabulary = tinyVocabulary(['bridge', 'city', 'idiot', 'not']);
const formsOf = (text: string) => readTerms(text, vocabulary).words.map(({ form }) => form);

it('tells a word from the same word stretched, and from a sign', () => {
  const { words } = readTerms('Hello heelloooo hello !!!', vocabulary);
  expect(words.map(({ isWord, isShortened }) => [isWord, isShortened])).toEqual([
    [true, false],
    [true, true],
    [true, false],
    [false, false],
  ]);
});

it('finds the tokens that the tokenizer finds, and says of each word what its norm is', () => {
  const bits = fc.constantFrom(
    'no',
    'Aa',
    'b',
    ' ',
    '.',
    '!',
    '*',
    '@',
    "'",
    '’',
    '-',
    '7',
    'www.',
    '\u200b',
    'é',
    '😀',
    '\ud800',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(bits).map((parts) => parts.join('')),
      ),
      (text) => {
        const tokens = tokenize(text);
        const terms = readTerms(text, vocabulary);
        expect([...terms.starts]).toEqual(tokens.map(({ start }) => start));
        expect([...terms.ends]).toEqual(tokens.map(({ end }) => end));
        const named = { number: '<number>', mention: '<user>', url: '<url>' } as Record<string, string>;
        expect(terms.words.map(({ form }) => form)).toEqual(
          tokens.map(({ kind, norm }) => named[kind] ?? norm.slice(0, 40)),
        );
      },
    ),
    { numRuns: 500 },
  );
});

it('keeps what it read while others are read', () => {
  const first = readTerms('close the bridge', vocabulary);
  const before = [[...first.indices], [...first.starts], [...first.ends]];
  for (let i = 0; i < 300; i++) readTerms('some other words that take room '.repeat(10), vocabulary);
  expect([[...first.indices], [...first.starts], [...first.ends]]).toEqual(before);
});

it('numbers the same word the same, however often and in whatever text it comes', () => {
  const first = readTerms('close the bridge, close it', vocabulary);
  const second = readTerms('the bridge', vocabulary);
  expect(first.indices[0]).toBe(first.indices[4]);
  expect([...second.indices]).toEqual([first.indices[1], first.indices[2]]);
});

it('forgets words when there are too many, and texts that were read before keep theirs', () => {
  const before = readTerms('close the bridge', vocabulary);
  for (let i = 0; i < MOST_WORDS / 1000 + 2; i++) {
    readTerms(Array.from({ length: 1000 }, (_, k) => `word${i}x${k}q`).join(' '), vocabulary);
  }
  const after = readTerms('close the bridge', vocabulary);
  expect(after.lexicon).not.toBe(before.lexicon);
  expect(before.words.map(({ form }) => form)).toEqual(['close', 'the', 'bridge']);
  expect(after.words).toEqual(before.words);
});

it('reads very long words to their fortieth letter', () => {
  expect(formsOf('x'.repeat(10) + 'yz'.repeat(500))[0]).toHaveLength(40);
});
