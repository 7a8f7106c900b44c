import { BelowTheLineError } from '../errors.ts';
import { undisguised } from '../text/undisguised.ts';
import emoji from './emoji.json' with { type: 'json' };
import { CONTINUING, type PieceVocabulary } from './vocabulary.ts';

/** Text to the ids of its word pieces. */
export interface WordPieces {
  /** Returns the pieces of a text as it is written. */
  readonly ids: (text: string) => number[];
  /** Returns the pieces of a text as it is meant: disguised words in plain letters. */
  readonly read: (text: string) => number[];
  /** Ids of the marks that stand at the start of a pair and at the end of each half. */
  readonly first: number;
  readonly end: number;
}

/** Longer words are unknown ones. */
const MAX_WORD_LENGTH = 100;
/** What stays of each end of a longer text, in UTF-16 units: far more than the encoder reads. */
const MAX_END_LENGTH = 4000;

/**
 * Makes the tokenizer of a vocabulary: WordPiece as BERT's uncased tokenizer does it (Devlin et al. 2019), with three
 * differences: `[SEP]` and the other marks are words like any other where they stand in a text; emoji, which the
 * vocabulary lacks, are read by their names; and any other symbol stands alone, and is left out where it is unknown: in
 * BERT it makes the word that it touches an unknown one.
 * `models/recipes/wordpiece.py` does the same in training.
 * @throws BelowTheLineError `invalid-model` when the vocabulary lacks a mark.
 */
export function createWordPieces(vocabulary: PieceVocabulary): WordPieces {
  const idOf = (token: string) => {
    const id = vocabulary.get(token);
    if (id === undefined) throw new BelowTheLineError('invalid-model', `the encoder has no ${token}, expected one`);
    return id;
  };
  const [unknown, first, end] = [idOf('[UNK]'), idOf('[CLS]'), idOf('[SEP]')];

  /** Returns the longest pieces from the left on, or the unknown one where a rest is none. */
  function pieces(word: string): readonly number[] {
    const characters = [...word];
    if (characters.length > MAX_WORD_LENGTH) return [unknown];
    const ids: number[] = [];
    for (let start = 0; start < characters.length; ) {
      let stop = characters.length;
      let id: number | undefined;
      for (; stop > start; stop--) {
        id = vocabulary.get(`${start > 0 ? CONTINUING : ''}${characters.slice(start, stop).join('')}`);
        if (id !== undefined) break;
      }
      if (id === undefined) return SYMBOL.test(word) ? [] : [unknown];
      ids.push(id);
      start = stop;
    }
    return ids;
  }

  const idsOf = (text: string) => words(text).flatMap(pieces);
  const isWord = (word: string) => vocabulary.has(word);
  return {
    ids: (text) => idsOf(bothEnds(text)),
    read: (text) => idsOf(undisguised(bothEnds(text), isWord)),
    first,
    end,
  };
}

/** Returns a long text without its middle, which the encoder does not read: a text of any length costs bounded time. */
function bothEnds(text: string): string {
  return text.length <= 2 * MAX_END_LENGTH ? text : `${text.slice(0, MAX_END_LENGTH)} ${text.slice(-MAX_END_LENGTH)}`;
}

/** Symbols that are no punctuation: signs, and pictures, those included that an older Unicode does not know. */
const SYMBOL = /(?!\ufffd)[\p{So}\u{1f000}-\u{1faff}]/u;
const SYMBOLS = new RegExp(SYMBOL, 'gu');
/** Accents and frames, and what is no character to look at: control, format, private, unassigned, half a surrogate pair. */
const DROPPED = /[\p{Mn}\p{Me}\ufffd]|(?![\t\n\r])\p{C}/gu;
/** Each stands alone. ASCII symbols count as punctuation, others do not. */
const ALONE = /[\p{P}$+<=>^`|~\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{2fa1f}]/gu;

/** Names by emoji; emoji.json has the signs of each name. */
const NAMES = new Map(Object.entries(emoji).flatMap(([name, signs]) => [...signs].map((sign) => [sign, name])));
/** An emoji and the colour of its skin, which changes no name. */
const EMOJI = new RegExp(`([${[...NAMES.keys()].join('')}])\\p{Emoji_Modifier}?`, 'gu');

function words(text: string): string[] {
  const named = text.replace(EMOJI, (_, sign: string) => ` ${NAMES.get(sign)} `);
  const apart = named.toLowerCase().normalize('NFD').replace(SYMBOLS, ' $& ');
  const plain = apart.replace(DROPPED, '').replace(ALONE, ' $& ').trim();
  return plain === '' ? [] : plain.split(/\s+/u);
}
