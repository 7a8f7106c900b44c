import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createWordPieces } from '../../src/encoder/word-pieces.ts';

/** Word pieces in the order of their ids, and what the recipe makes of odd texts. */
interface Fixture {
  readonly pieces: readonly string[];
  readonly rows: readonly { readonly text: string; readonly ids: readonly number[] }[];
}

const fixture: Fixture = JSON.parse(
  await readFile(new URL('../fixtures/encoder/word-pieces.json', import.meta.url), 'utf8'),
);
const wordPiecesOf = (pieces: readonly string[]) => createWordPieces(new Map(pieces.map((piece, id) => [piece, id])));
const wordPieces = wordPiecesOf(fixture.pieces);

describe('word pieces', () => {
  it.each(fixture.rows)('of %j are those of the recipe', ({ text, ids }) => {
    expect(wordPieces.ids(text)).toEqual(ids);
  });

  it('take the marks for words where they stand in a text', () => {
    const marks = [wordPieces.first, wordPieces.end];
    expect(wordPieces.ids('[CLS] no [SEP] yes').filter((id) => marks.includes(id))).toEqual([]);
  });

  it('of a text of any size are those of its ends: its middle is not read', () => {
    const ends = 'word '.repeat(10_000);
    const ids = wordPieces.ids(`the ${ends}${'word '.repeat(2_000_000)}${ends}and`);
    expect(ids.length).toBeLessThan(8000);
    expect([ids[0], ids.at(-1)]).toEqual([...wordPieces.ids('the'), ...wordPieces.ids('and')]);
    expect(wordPieces.ids(`the ${ends}${'other'.repeat(2_000_000)}${ends}and`)).toEqual(ids);
  });

  it.each(['the word\u{1f6a2}', 'the word\u2757', 'the \u{1f1ec}\u{1f1e7}word', 'the word\u{1fae9} \u{1f6a2}'])(
    'of %j are those of its words, whatever symbol they touch',
    (text) => {
      const unnamed = wordPiecesOf(fixture.pieces.filter((piece) => !/[\p{So}\u{1f000}-\u{1faff}]/u.test(piece)));
      expect(unnamed.ids(text)).toEqual(unnamed.ids('the word'));
    },
  );

  it.each(['[UNK]', '[CLS]', '[SEP]'])('refuse a vocabulary without %s', (mark) => {
    const without = fixture.pieces.filter((piece) => piece !== mark);
    const refused = { code: 'invalid-model', message: `the encoder has no ${mark}, expected one` };
    expect(() => wordPiecesOf(without)).toThrow(expect.objectContaining(refused));
  });
});
