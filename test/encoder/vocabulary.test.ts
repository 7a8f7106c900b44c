import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPieces } from '../../src/encoder/vocabulary.ts';
import { frontCode } from '../fixtures/encoder/front-code.ts';

/** As a file keeps it. */
const kept = (list: string) => new TextDecoder().decode(new TextEncoder().encode(list));

/** Characters of which many pieces begin alike, those of two UTF-16 units among them, or any that can stand in a word. */
const character = fc.oneof(
  fc.constantFrom('a', 'b', '😀', '😁'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((character) => character > ' '),
);
const list = fc
  .uniqueArray(fc.string({ unit: character, minLength: 1, maxLength: 50 }).filter((piece) => !piece.startsWith('##')))
  .map((pieces) => pieces.sort());

describe('the vocabulary', () => {
  it('is what was front-coded, in that order', () => {
    fc.assert(
      fc.property(list, list, (starts, rests) => {
        const pieces = [...starts, ...rests.map((rest) => `##${rest}`)];
        const read = readPieces(kept(frontCode(starts)), kept(frontCode(rests)), pieces.length);
        expect([...read]).toEqual(pieces.map((piece, id) => [piece, id]));
      }),
    );
  });

  it('says once what pieces share', () => {
    expect(frontCode(['play', 'played', 'player', 'plus'])).toBe('\0play\u0004ed\u0005r\u0002us');
  });

  it('counts a character that UTF-16 writes in two as one, as the recipe does', () => {
    expect([...readPieces('\0😀\u0001a\u0001b', '', 3).keys()]).toEqual(['😀', '😀a', '😀b']);
  });

  it.each([
    ['shares more than there is', '\0ab\u0003c', '', 2, 'word piece 1 shares 3 characters with "ab"'],
    ['shares with nothing', '\u0001a', '', 1, 'word piece 0 shares 1 characters with ""'],
    ['does not say what it shares', 'ab', '', 1, 'word piece 0 shares 97 characters with ""'],
    ['stands twice', '\0a\u0001', '', 2, 'the encoder has 1 word pieces, expected 2'],
    ['stands in both lists', '\0##a', '\0a', 2, 'the encoder has 1 word pieces, expected 2'],
    ['is one more than there are rows', '\0a\0b', '\0c', 2, 'the encoder has 3 word pieces, expected 2'],
  ])('is refused where a piece %s', (_, starts, rests, words, message) => {
    expect(() => readPieces(starts, rests, words)).toThrow(expect.objectContaining({ code: 'invalid-model', message }));
  });
});
