import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPlainScan, createScan } from '../../src/kernels/scan.ts';
import { createKernelScan } from '../../src/text/kernel-scan.ts';
import { languageOf } from '../../src/text/language.ts';
import { Lexicon, MAX_WORDS } from '../../src/text/lexicon.ts';
import { readBy, readTerms, type Terms } from '../../src/text/terms.ts';
import { tokenize } from '../../src/text/tokenize.ts';
import { tinyVocabulary } from '../fixtures/model.ts';

const plainScan = (words: number, tokens: number) => createKernelScan(words, tokens, createPlainScan);

/** A scan whose table has hardly any room: most words are never learnt. */
const crowdedScan = (words: number, tokens: number) =>
  createKernelScan(words, tokens, (...sizes) => {
    const kernels = createScan(...sizes);
    for (let i = 0; i < kernels.slots.length; i++) if (i % 24 !== 0) kernels.slots[i] = 0x7fff0001;
    return kernels;
  });

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

const bits = fc.constantFrom(
  ...[
    'no',
    'Aa',
    'b',
    'bridge',
    'bridges',
    'Bridge',
    'BRIDGE',
    "don't",
    "dogs'",
    'fifteenletterss',
    'sixteenlettersss',
    'aaa',
  ],
  ...[
    ' ',
    '  ',
    '\n',
    '\u00a0',
    '.',
    '..',
    '!',
    '!!!',
    ',',
    '"',
    '""',
    '*',
    '@',
    '#',
    '$',
    '_',
    "'",
    "''",
    '’',
    '-',
    '–',
    '7',
    '&',
    '<',
  ],
  ...['www.', 'http', 'https://', 'ht', '\u200b', '\u20e3', 'é', 'É', 'ﬁ', '😀', '\ud800', '\0', '\x7f', '\x9d'],
);
const newWord = fc.string({ unit: fc.constantFrom('a', 'b', 'c', "'"), maxLength: 6 });
const parts = fc.array(fc.oneof(bits, newWord), { maxLength: 40 });
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  parts.map((some) => some.join('')),
  parts.map((some) => some.join(' ')),
);

const CREATE = { wasm: createKernelScan, plain: plainScan, crowded: crowdedScan };

it.each(['wasm', 'plain', 'crowded'] as const)('finds the tokens that the tokenizer finds: %s', (name) => {
  const lexicon = new Lexicon(vocabulary, CREATE[name]);
  fc.assert(
    fc.property(texts, (text) => {
      const tokens = tokenize(text);
      const named = { number: '<number>', mention: '<user>', url: '<url>' } as Record<string, string>;
      // Once more: by then it knows every word.
      for (let i = 0; i < 2; i++) {
        const terms = readBy(lexicon, text);
        expect([...terms.starts]).toEqual(tokens.map(({ start }) => start));
        expect([...terms.ends]).toEqual(tokens.map(({ end }) => end));
        expect(terms.words.map(({ form }) => form)).toEqual(
          tokens.map(({ kind, norm }) => named[kind] ?? norm.slice(0, 40)),
        );
      }
    }),
    { numRuns: 500 },
  );
});

it('reads the same with and without WebAssembly, what it knows and what it does not', () => {
  const [wasm, plain] = [new Lexicon(vocabulary), new Lexicon(vocabulary, plainScan)];
  const told = ({ words, starts, ends, shouted, indices }: Terms) => [words, starts, ends, shouted, indices];
  fc.assert(
    fc.property(texts, (text) => {
      const expected = told(readBy(plain, text));
      expect(told(readBy(wasm, text))).toEqual(expected);
      // Once more: by now it knows every word.
      expect(told(readBy(wasm, text))).toEqual(expected);
    }),
    { numRuns: 2000 },
  );
});

it.each([
  ['one that is as long as it takes at once', `${'a bridge '.repeat(910)}!!`],
  ['a longer one', 'Bridge, '.repeat(1100)],
  ['one of more tokens than are read', 'no '.repeat(2100)],
])('reads %s the same without WebAssembly', (_, text) => {
  const [wasm, plain] = [new Lexicon(vocabulary), new Lexicon(vocabulary, plainScan)];
  for (let i = 0; i < 2; i++) expect(readBy(wasm, text).ends).toEqual(readBy(plain, text).ends);
});

it('counts words in capitals, of three characters and more', () => {
  for (const [text, shouted] of [
    ['STOP it NOW, OK', 2],
    ["I'M not", 1],
    ['F**K THE É', 2],
    ['Stop', 0],
    ['U.S.A. 1ST', 2],
  ] as const)
    expect(readTerms(text, vocabulary).shouted).toBe(shouted);
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
  for (let i = 0; i < MAX_WORDS / 1000 + 2; i++) {
    readTerms(Array.from({ length: 1000 }, (_, k) => `word${i}x${k}q`).join(' '), vocabulary);
  }
  const after = readTerms('close the bridge', vocabulary);
  expect(after.lexicon).not.toBe(before.lexicon);
  expect(before.words.map(({ form }) => form)).toEqual(['close', 'the', 'bridge']);
  expect(after.words).toEqual(before.words);
});

it('has room for the words of spelt-out runs, and for the runs, when it is nearly full', () => {
  const known = Array.from(
    { length: 2000 },
    (_, i) =>
      `q${i
        .toString(26)
        .padStart(4, '0')
        .replace(/\d/g, (d) => 'qrstuvwxyz'[+d]!)}x`,
  );
  const words = tinyVocabulary([...new Set(known)]);
  const lexicon = new Lexicon(words);
  for (let i = 0; i < MAX_WORDS - 1; i += 1000)
    readBy(lexicon, Array.from({ length: Math.min(1000, MAX_WORDS - 1 - i) }, (_, k) => `w${i}x${k}q`).join(' '));
  const pairs = Array.from({ length: words.rows.size >> 1 }, (_, i) => [...words.rows.keys()].slice(2 * i, 2 * i + 2));
  const { indices } = readBy(lexicon, pairs.map((pair) => [...pair.join('')].join(' ')).join('\n'));
  expect([...indices].every((id) => lexicon.rows[id] !== undefined)).toBe(true);
});

it('reads very long words to their fortieth letter', () => {
  expect(formsOf('x'.repeat(10) + 'yz'.repeat(500))[0]).toHaveLength(40);
});

it.each([
  ['They shut the bridge.', 'en'],
  ['The bridge, the bridge!', 'en'],
  ['Nothing to see here.', 'en'],
  ['They shut it 😀 “again”', 'en'],
  ['Tarkan, 2024 :-)', null],
  ['Die Brücke bleibt offen', undefined],
  ['Most zůstává otevřený celý rok', undefined],
  ['Das ist alles nicht wahr', undefined],
  [`${'Tarkan '.repeat(200)} and that is the end`, undefined],
])('tells %j by its words without a doubt, or not: %j', (text, language) => {
  expect(readTerms(text, vocabulary).plainLanguage).toBe(language);
  if (language !== undefined) expect(languageOf(text)).toBe(language);
});

it('tells a language by words as a closer look tells it', () => {
  const comments = JSON.parse(
    readFileSync(new URL('../fixtures/one-line-comments.json', import.meta.url), 'utf8'),
  ) as Record<string, string[]>;
  const texts = Object.values(comments).flat();
  const borrowing = [
    'Was will man da machen, die sind doch alle gleich und keiner tut etwas dagegen',
    'Make America great again? Non ci credo, questo non sa nemmeno quello che dice, ma gli italiani gli vanno dietro',
    'We are the champions, wir sind die Besten und das wissen alle, die nicht blind sind',
  ];
  for (const text of [...texts, ...texts.map((line) => line.normalize('NFD')), ...borrowing]) {
    const plain = readTerms(text, vocabulary).plainLanguage;
    if (plain !== undefined) expect([text, languageOf(text)]).toEqual([text, plain]);
  }
});

it('reads what a word hides as the words that it knows', () => {
  const { words } = readTerms('You 1d10t, i.d.i.o.t, b r i d g e c i t y, id10t5 and idiooot', vocabulary);
  const hidden = words.filter(({ plain, form }) => plain !== form);
  expect(hidden.map(({ plain }) => plain)).toEqual(['idiot', 'idiots', 'idiot']);
  // Of what is spelt out in one run each word counts by itself, and stands where the run does.
  const { words: spelt, starts, ends } = readTerms('our b r i d g e c i t y', vocabulary);
  expect(spelt.map(({ form }) => form)).toEqual(['our', 'bridge', 'city']);
  expect([[...starts], [...ends]]).toEqual([
    [0, 4, 4],
    [3, 23, 23],
  ]);
  // A word that readers hide is known without a vector too.
  expect(hidden.map(({ row }) => row >= 0)).toEqual([true, false, true]);
});
