import type { Lexicon, Word } from '../../text/lexicon.ts';
import type { Terms } from '../../text/terms.ts';

/** Says by the folded form of a word whether it is of a kind. */
export type IsKind = (form: string) => boolean;

/** Set where the kinds of a word are known. */
const KNOWN = 1 << 15;

/**
 * Returns a counter of the tokens of a text by kind, at most fifteen kinds: one count a kind. What a word is, is asked once
 * and remembered as bits.
 */
export function kindCounter(kinds: readonly IsKind[]): (terms: Terms) => readonly number[] {
  const known = new WeakMap<Lexicon, Uint16Array>();
  return ({ indices, lexicon }) => {
    let bitsByWord = known.get(lexicon);
    if (bitsByWord === undefined) {
      bitsByWord = new Uint16Array(lexicon.rows.length);
      known.set(lexicon, bitsByWord);
    }
    const counts = kinds.map(() => 0);
    for (let i = 0; i < indices.length; i++) {
      const index = indices[i]!;
      let bits = bitsByWord[index]!;
      if (bits === 0) {
        bits = bitsOf(lexicon.words[index]!, kinds);
        bitsByWord[index] = bits;
      }
      if (bits === KNOWN) continue;
      for (let k = 0; k < kinds.length; k++) counts[k] = counts[k]! + ((bits >> k) & 1);
    }
    return counts;
  };
}

const bitsOf = ({ form }: Word, kinds: readonly IsKind[]) =>
  kinds.reduce((bits, isKind, k) => bits | (Number(isKind(form)) << k), KNOWN);
