import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createPlainScan,
  createScan,
  NOT_ASCII,
  type ScanKernels,
  type ScanMemory,
  ZEROS_BEHIND,
} from '../../src/kernels/scan.ts';
import { SCAN_CLASSES } from '../../src/text/characters.ts';

type Scan = ScanKernels & ScanMemory;

const MAX_WORDS = 1000;
const MAX_TOKENS = 60;

const withClasses = (scan: Scan): Scan => {
  scan.classes.set(SCAN_CLASSES);
  return scan;
};
const wasm = withClasses(createScan(MAX_WORDS, MAX_TOKENS));
const plain = withClasses(createPlainScan(MAX_WORDS, MAX_TOKENS));

it('is in WebAssembly here', () => {
  expect(wasm.keys.buffer).toBe(wasm.slots.buffer);
  expect(plain.keys.buffer).not.toBe(plain.slots.buffer);
});

function load(scan: Scan, text: string) {
  for (let i = 0; i < text.length; i++) scan.written[i] = Math.min(text.charCodeAt(i), NOT_ASCII);
  scan.written.fill(0, text.length, text.length + ZEROS_BEHIND);
  scan.fold(text.length + ZEROS_BEHIND);
  scan.count[0] = 0;
}

/** The tokens that were read, and how they read: each id's characters. */
function tokensOf({ count, ids, starts, ends, keys }: Scan) {
  const wordOf = (id: number) =>
    String.fromCharCode(...new Uint8Array(keys.buffer, keys.byteOffset + 16 * id, 16)).replace(/\0+$/, '');
  return Array.from({ length: count[0]! }, (_, i) => [ids[i]!, wordOf(ids[i]!), starts[i]!, ends[i]!] as const);
}

function forget(scan: Scan) {
  scan.slots.fill(0);
  scan.keys.fill(0);
}

describe.each([
  ['in WebAssembly', wasm],
  ['in TypeScript', plain],
])('scan, by hand, %s', (_, scan) => {
  const read = (text: string, newId = 0, maxTokens = MAX_TOKENS) => {
    load(scan, text);
    return scan.read(0, text.length, maxTokens, newId);
  };
  /** Reads a text whose words are new, each by the next id. */
  const learn = (text: string) => {
    forget(scan);
    load(scan, text);
    let at = 0;
    for (let id = 1; at < text.length; id++) {
      const next = scan.read(at, text.length, MAX_TOKENS, id);
      if (next === at) break;
      at = next;
    }
    return at;
  };

  it('folds letters and nothing else', () => {
    const all = String.fromCharCode(...Array(NOT_ASCII).keys());
    load(scan, `${all}É${all}`);
    const folded = String.fromCharCode(...scan.folded.subarray(0, 257));
    expect(folded).toBe(`${all.toLowerCase()}\x80${all.toLowerCase()}`);
  });

  it('stops in front of a word that it does not know, and reads it once it has an id', () => {
    forget(scan);
    expect(read('  the city')).toBe(2);
    expect(read('  the city', 8)).toBe(6);
    expect(tokensOf(scan)).toEqual([[7, 'the', 2, 5]]);
    // One id, one word.
    expect(scan.read(6, 10, MAX_TOKENS, 9)).toBe(10);
    expect(read('City, the')).toBe(4);
    expect(tokensOf(scan)).toEqual([[8, 'city', 0, 4]]);
    expect(read('the city', 500)).toBe(8);
    expect(tokensOf(scan).map(([id]) => id)).toEqual([7, 8]);
  });

  it('goes on behind what is there, up to so many tokens', () => {
    forget(scan);
    read('no', 1);
    expect(read('no no no', 0, 2)).toBe(5);
    expect(scan.read(5, 8, 2, 0)).toBe(5);
    expect(scan.read(5, 8, 3, 0)).toBe(8);
    expect(tokensOf(scan)).toEqual([0, 3, 6].map((at) => [0, 'no', at, at + 2]));
  });

  it.each([
    ["don't stop!!! (really) ...", ["don't", 'stop', '!!!', '(', 'really', ')', '...']],
    ['a man, and then i see', ['a', 'man', ',', 'and', 'then', 'i', 'see']],
    ['a az a za.', ['a', 'az', 'a', 'za', '.']],
    ['fifteenletterss, aabbaabb', ['fifteenletterss', ',', 'aabbaabb']],
    ["''' --- !!!!!!!!!!!!!!!", ["'''", '---', '!!!!!!!!!!!!!!!']],
    ['Hello\tWORLD\0\x1f\x7f end', ['hello', 'world', 'end']],
    ["'quoted", ["'", 'quoted']],
    ['', []],
    [' \n ', []],
  ])('reads all of %j', (text, words) => {
    expect(learn(text)).toBe(text.length);
    const tokens = tokensOf(scan);
    expect(tokens.map(([, word]) => word)).toEqual(words);
    expect(tokens.map(([, , start, end]) => text.slice(start, end).toLowerCase())).toEqual(words);
  });

  it.each([
    ['three letters alike', 'sooo'],
    ['an apostrophe at the end', "dogs'"],
    ['two apostrophes', "don''t"],
    ['a digit behind', 'a1'],
    ['a sign that stands in for a letter', 'f*ck'],
    ['what may be spelt out', 'i d i o t'],
    ['a letter before a sign', 'f.'],
    ['a letter at the end', 'i'],
    ['what may be a URL', 'http'],
    ['what may be one, too', 'www'],
    ['sixteen letters', 'sixteenlettersss'],
    ['sixteen signs', '!!!!!!!!!!!!!!!!'],
    ['a number', '7'],
    ['a hashtag', '#city'],
    ['a mention', '@city'],
    ['what is not of ASCII', 'é'],
    ['that inside a word', 'née'],
  ])('leaves %s to others: %j', (_, word) => {
    expect(learn(`  ${word}`)).toBe(2);
    expect(tokensOf(scan)).toEqual([]);
  });

  it('learns no word where its place in the table is crowded', () => {
    forget(scan);
    read('known', 1);
    const at = scan.slots.findIndex((entry) => entry !== 0);
    forget(scan);
    // An entry of another hash, which leads to no word.
    const other = 0x7fff0000 | MAX_WORDS;
    scan.slots.fill(other, at, at + 15);
    expect(read('known', 1)).toBe(5);
    expect(scan.slots[at + 15]).not.toBe(0);
    forget(scan);
    scan.slots.fill(other, at, at + 16);
    expect(read('known', 1)).toBe(0);
    expect(scan.slots[at + 16]).toBe(0);
  });

  it('goes on at the start of the table behind its end', () => {
    forget(scan);
    const last = scan.slots.length - 1;
    const word = Array.from(
      { length: 400_000 },
      (_, i) => `w${i.toString(26).replace(/\d/g, (d) => 'qrstuvwxyz'[Number(d)]!)}`,
    ).find((word) => {
      scan.slots.fill(0, last - 1);
      read(word, 1);
      return scan.slots[last] !== 0;
    })!;
    forget(scan);
    scan.slots[last] = 0x7fff0000 | MAX_WORDS;
    expect(read(word, 1)).toBe(word.length);
    expect(scan.slots[0]).not.toBe(0);
    expect(read(word)).toBe(word.length);
  });
});

const character = fc.constantFrom(..."aaabcdehtwxz''!?.,*@#$_-17 \t\n\0\x01\x1f\x7fÉéﬁ\ud83d\u200b");
const bit = fc.oneof(
  fc.constantFrom('the', "don't", 'Bridge', 'www', 'http', 'i d i o t', 'f.o.o.l', 'a', 'fifteenletterss', '!!!', '  '),
  fc.string({ unit: character, maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(...'abc'), minLength: 1, maxLength: 5 }),
  fc.tuple(character, fc.integer({ min: 1, max: 20 })).map(([of, times]) => of.repeat(times)),
);
const text = fc
  .tuple(fc.array(bit, { maxLength: 20 }), fc.constantFrom('', ' ', ', '))
  .map(([bits, between]) => bits.join(between));
const run = fc.record({
  texts: fc.array(text, { minLength: 1, maxLength: 4 }),
  maxTokens: fc.integer({ min: 0, max: MAX_TOKENS }),
  /** Of so many slots all but one are taken; 0 for an empty table. */
  crowd: fc.constantFrom(0, 0, 1, 2, 12, 16, 17, 24),
  /** Whether words get an id. */
  learns: fc.boolean(),
});

/**
 * Every step of reading texts as terms.ts does, words learnt on the way; a character that is not read is passed over.
 */
function steps(scan: Scan, { texts, maxTokens, crowd, learns }: typeof run extends fc.Arbitrary<infer R> ? R : never) {
  forget(scan);
  for (let i = 0; crowd > 0 && i < scan.slots.length; i++)
    if (i % crowd > 0 || crowd === 1) scan.slots[i] = (i << 16) | 1;
  let words = 0;
  return texts.map((text) => {
    load(scan, text);
    const stops: number[] = [];
    for (let at = scan.read(0, text.length, maxTokens, 0); at < text.length && scan.count[0]! < maxTokens; ) {
      const next = scan.read(at, text.length, maxTokens, learns ? ++words : 0);
      stops.push(at, next);
      at = next === at ? scan.read(at + 1, text.length, maxTokens, 0) : next;
    }
    return { stops, tokens: tokensOf(scan), folded: [...scan.folded.subarray(0, text.length + ZEROS_BEHIND)] };
  });
}

it('scan reads the same in WebAssembly and in TypeScript, token by token, and learns the same', () => {
  let tokens = 0;
  fc.assert(
    fc.property(run, (run) => {
      const expected = steps(plain, run);
      expect(steps(wasm, run)).toEqual(expected);
      expect(Buffer.compare(bytesOf(wasm.slots), bytesOf(plain.slots))).toBe(0);
      expect(Buffer.compare(bytesOf(wasm.keys), bytesOf(plain.keys))).toBe(0);
      tokens += expected.reduce((sum, { tokens }) => sum + tokens.length, 0);
    }),
    { numRuns: 500 },
  );
  expect(tokens).toBeGreaterThan(1000);
});

const bytesOf = ({ buffer, byteOffset, byteLength }: Int32Array) => new Uint8Array(buffer, byteOffset, byteLength);
