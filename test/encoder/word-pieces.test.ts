import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readWordPieces } from '../../src/encoder/word-pieces.ts';
import { toJson, tokenizerFile } from '../fixtures/encoder/index.ts';

interface Fixture {
  readonly pieces: readonly string[];
  readonly rows: readonly { readonly text: string; readonly ids: readonly number[] }[];
}

const fixture: Fixture = JSON.parse(
  await readFile(new URL('../fixtures/encoder/word-pieces.json', import.meta.url), 'utf8'),
);
const wordPieces = readWordPieces(tokenizerFile(fixture.pieces));

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

  it.each([
    ['no JSON', new TextEncoder().encode('{'), /tokenizer\.json is not JSON/],
    ['another kind', toJson({ model: { type: 'BPE' } }), /tokenizer\.json is no such tokenizer/],
    ['no mark', tokenizerFile(['[UNK]', '[CLS]']), /has no \[SEP\]/],
  ])('refuse a file with %s', (_, bytes, message) => {
    expect(() => readWordPieces(bytes)).toThrow(message);
  });
});
