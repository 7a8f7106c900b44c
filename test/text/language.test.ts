import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageOf } from '../../src/text/language.ts';

/** Invented comments of one line by language. Those at odd places were held out while the tables were made. */
const COMMENTS = JSON.parse(
  readFileSync(new URL('../fixtures/one-line-comments.json', import.meta.url), 'utf8'),
) as Record<string, string[]>;
const { en: ENGLISH = [], ...OTHERS } = COMMENTS;

const heldOut = Object.entries(OTHERS).map(([code, lines]) => ({ code, lines: lines.filter((_, i) => i % 2 === 1) }));
const isLatin = (text: string) => /\p{Script=Latin}/u.test(text);
const words = (text: string) => text.split(/\s+/).length;
const isOther = (text: string) => ![null, 'en'].includes(languageOf(text));
const isRight = (code: string) => (text: string) => languageOf(text) === code;

describe('the language of a comment', () => {
  it.each([
    ['Die Brücke bleibt offen', 'de'],
    ['Je suis d’accord avec Martine', 'fr'],
    ['¿Y quién va a pagar todo eso?', 'es'],
    ['Jeg er slet ikke enig i det', 'da'],
    ['Мост останется открытым', 'ru'],
    ['Міст залишається відкритим', 'uk'],
    ['橋は開いたままです', 'ja'],
    ['这座桥仍然开放', 'zh'],
    ['ᚠᚢᚦᚨᚱᚲ ᚠᚢᚦᚨᚱᚲ', 'und'],
    ['The bridge stays open', 'en'],
    ['', null],
    ['👍👍👍 2024', null],
    ['❤️', null],
    ['We’re approaching infinite jest', null],
    ['Recep Tayyip Erdoğan', null],
  ])('of %j is %j', (text, code) => {
    expect(languageOf(text)).toBe(code);
  });

  it('is told of nine in ten held-out comments of four words and more in Latin letters, and of all in others', () => {
    const lines = heldOut.flatMap((held) => held.lines);
    const long = lines.filter((line) => isLatin(line) && words(line) >= 4);
    expect(long.length).toBeGreaterThan(250);
    expect(long.filter(isOther).length / long.length).toBeGreaterThan(0.9);
    expect(lines.filter((line) => !isLatin(line) && !isOther(line))).toEqual([]);
  });

  it('is the right one for four in five of them', () => {
    const right = heldOut.reduce((sum, { code, lines }) => sum + lines.filter(isRight(code)).length, 0);
    expect(right / heldOut.flatMap(({ lines }) => lines).length).toBeGreaterThan(0.8);
  });

  it('is never another for English that is short, slang, dialect, in disguise or full of names', () => {
    expect(ENGLISH.filter(isOther)).toEqual([]);
  });

  it('is never another for the English comments of our own sets', () => {
    for (const set of ['comments.train', 'comments.dev', 'comments.test', 'contrasts', 'templates']) {
      const rows = readFileSync(new URL(`../../datasets/${set}.jsonl`, import.meta.url), 'utf8')
        .trim()
        .split('\n');
      const texts = rows.map((row) => (JSON.parse(row) as { text: string }).text);
      expect(texts.filter(isOther), set).toEqual([]);
    }
  });

  it('does not fall for letters that pass for Latin ones, or for marks', () => {
    expect(isOther('уоu аrе а dіrtу lіаr')).toBe(false);
    expect(isOther('ŷou śhould ţie hiṃ uṗ and keeṗ ţhe firśt')).toBe(false);
    expect(isOther('i̶ h̶a̶t̶e̶ t̶h̶i̶s̶')).toBe(false);
  });

  it('is not that of addresses, mentions and hashtags', () => {
    expect(languageOf('https://example.org/les-uns-et-les-autres-dans-le-monde')).toBeNull();
    expect(languageOf('@nicht_und_ich #dasistgut')).toBeNull();
  });

  it('is the same for composed and decomposed letters', () => {
    for (const line of Object.values(OTHERS).flat()) expect(languageOf(line.normalize('NFD'))).toBe(languageOf(line));
  });

  it('is told of any string, the same each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(languageOf(text)).toBe(languageOf(text));
      }),
    );
    expect(languageOf(`\ud800${'\udfff'.repeat(5000)}`)).toBeNull();
  });

  it('is told by the start of a text', () => {
    const start = `${OTHERS.de?.join('. ')}. `;
    expect(languageOf(start + 'The rest is English and goes on. '.repeat(1000))).toBe('de');
  });

  it('does not depend on what was read before, however many words that had', () => {
    const lines = Object.values(COMMENTS).flat();
    const before = lines.map(languageOf);
    // More words than are kept, each of letters alone, and capitalised too.
    const letters = (i: number) => String.fromCharCode(97 + (i % 26), 97 + ((i / 26) % 26), 97 + ((i / 676) % 26));
    for (let i = 0; i < 17_576; i += 4) {
      const [first, second] = [letters(i), letters(i + 1)];
      languageOf(`${first}${second} ${letters(i + 2)}’${first} ${second.toUpperCase()}${letters(i + 3)}`);
    }
    expect(lines.map(languageOf)).toEqual(before);
    expect(lines.toReversed().map(languageOf).toReversed()).toEqual(before);
  });
});
