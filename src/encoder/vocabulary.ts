import { BelowTheLineError } from '../errors.ts';

/** Word pieces by their text, continuing ones behind `##`; a piece's number is that of its row in the word table. */
export type PieceVocabulary = ReadonlyMap<string, number>;

/** What a piece that continues a word begins with in the vocabulary. */
export const CONTINUING = '##';

/** How much a piece shares with the one before is one character below this. */
const MAX_SHARED = 32;

/**
 * Returns the vocabulary of two lists of word pieces, those that begin a word and those that continue one. A list is
 * front-coded (Witten et al. 1999): for each piece a character that is the number of characters it shares with the piece
 * before, then its rest. A character is a code point, as in the recipe.
 * @param words how many pieces there have to be
 * @throws BelowTheLineError `invalid-model` when a piece shares more than there is, stands twice, or the number is another.
 */
export function readPieces(starts: string, rests: string, words: number): PieceVocabulary {
  const ids = new Map<string, number>();
  for (const piece of decode(starts)) ids.set(piece, ids.size);
  for (const piece of decode(rests)) ids.set(CONTINUING + piece, ids.size);
  if (ids.size === words) return ids;
  throw new BelowTheLineError('invalid-model', `the encoder has ${ids.size} word pieces, expected ${words}`);
}

function decode(list: string): string[] {
  const pieces: string[] = [];
  let before = '';
  for (let at = 0; at < list.length; ) {
    const shared = list.charCodeAt(at);
    const kept = lengthOf(before, shared);
    if (shared >= MAX_SHARED || kept > before.length) {
      throw new BelowTheLineError(
        'invalid-model',
        `word piece ${pieces.length} shares ${shared} characters with ${JSON.stringify(before)}`,
      );
    }
    let end = at + 1;
    while (end < list.length && list.charCodeAt(end) >= MAX_SHARED) end++;
    before = before.slice(0, kept) + list.slice(at + 1, end);
    pieces.push(before);
    at = end;
  }
  return pieces;
}

/** Returns how many UTF-16 units the first characters of a text take; more than it has where it has fewer. */
function lengthOf(text: string, characters: number): number {
  let units = 0;
  for (let i = 0; i < characters; i++) units += text.codePointAt(units)! > 0xffff ? 2 : 1;
  return units;
}
