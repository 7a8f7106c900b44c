import { oneLine } from './lines.ts';

/** What sites call comments, in the languages whose templates we have seen. */
const NOUNS = [
  'comments?|repl(?:y|ies)|responses?|thoughts?|reactions?',
  'kommentare?n?|gedanken?|antwort(?:en)?|reaktion(?:en)?|meinung(?:en)?|rückmeldung(?:en)?',
  'commentaires?|réponses?|réflexions?|réactions?|pensées?',
  'comentarios?|respuestas?|reflexion(?:es)?|pensamientos?|opinion(?:es)?',
  'comment[io]|rispost[ae]|pensier[io]|reazion[ei]',
  'reacties?|gedachten?|antwoord(?:en)?|comentários?|respostas?|kommentarer|komentarzy?e?|odpowiedzi',
  'комментари(?:й|я|ев)|ответ(?:а|ов)?|мысл(?:ь|и|ей)',
].join('|');

const WORDS: readonly (readonly string[])[] = [
  ['no', 'zero', 'kein', 'keine', 'aucun', 'aucune', 'sin', 'nessun', 'geen', 'ningún', 'nenhum'],
  ['one', 'ein', 'eine', 'un', 'une', 'una', 'uno', 'een', 'um', 'uma', 'один'],
  ['two', 'zwei', 'deux', 'dos', 'due', 'twee', 'dois', 'два'],
  ['three', 'drei', 'trois', 'tres', 'tre', 'drie', 'três', 'три'],
  ['four', 'vier', 'quatre', 'cuatro', 'quattro', 'quatro'],
  ['five', 'fünf', 'cinq', 'cinco', 'cinque', 'vijf'],
  ['six', 'sechs', 'seis', 'sei', 'zes'],
  ['seven', 'sieben', 'sept', 'siete', 'sette', 'zeven', 'sete'],
  ['eight', 'acht', 'huit', 'ocho', 'otto', 'oito'],
  ['nine', 'neun', 'neuf', 'nueve', 'nove', 'negen'],
  ['ten', 'zehn', 'dix', 'diez', 'dieci', 'tien', 'dez'],
  ['eleven', 'elf', 'onze', 'once', 'undici'],
  ['twelve', 'zwölf', 'douze', 'doce', 'dodici', 'twaalf', 'doze'],
];
const NUMBER_WORDS = new Map(WORDS.flatMap((words, number) => words.map((word) => [word, number] as const)));

const DIGITS = "\\d{1,3}(?:[.,’' ]\\d{3})+|\\d+[.,]\\d+k|\\d+k?";
const NUMBER = `(${DIGITS}|${[...NUMBER_WORDS.keys()].join('|')})`;
const LEAD = '(?:(?:this|there|dieser|diese|es|cet|cette|il|este|esta|questo|dit|deze)\\s\\D{1,40}\\s)?';
const BOUND = '(?![\\p{L}\\p{N}])';
const BEFORE = new RegExp(`^${LEAD}${NUMBER}\\s{0,3}(?:${NOUNS})${BOUND}(.*)$`, 'isu');
const AFTER = new RegExp(`^(?:${NOUNS})\\s{0,3}[:(\\[]?\\s{0,3}(\\d[\\d.,]*k?)\\s{0,3}[)\\]]?\\s{0,3}:?$`, 'iu');
/** In digits only: "Leave a reply" is no count. */
const ANYWHERE = new RegExp(`(?<![\\p{L}\\p{N}])(${DIGITS})\\s{0,3}(?:${NOUNS})${BOUND}`, 'iu');
const ANYWHERE_AFTER = new RegExp(`(?:${NOUNS})\\s{0,3}[(\\[:]\\s{0,3}(\\d[\\d.,]*)`, 'iu');
const REPLIES = /^.{0,20}(?:repl|answer|antwort|rép|resp|risp|odp|ответ)/i;
/** Behind the number: nothing, or what is commented on. */
const ABOUT =
  /^\s*(?:[:.!…]?$|[([]|(?:so far|yet)\b|(?:to|on|for|about|zu|zum|auf|über|sur|à|en|su|a|op|em|к|на)\s\s?(.+)$)/su;

/** Of a heading, in UTF-16 units: a title and a few words. */
const MAX_LENGTH = 400;

/** What a heading says of the comments below it. */
export interface CommentCount {
  readonly count: number;
  /** The title that it says they are on, without quotation marks; null where it names none. */
  readonly title: string | null;
  /** True when it counts replies and answers, which comments can have too. */
  readonly ofReplies: boolean;
}

/** Returns the count in a heading such as `3 Thoughts on “Title”` or `Comments (12)`, or null for any other line. */
export function commentCountIn(line: string): CommentCount | null {
  if (line.length > MAX_LENGTH) return null;
  const text = oneLine(line);
  const after = AFTER.exec(text);
  if (after !== null) return { count: numberOf(after[1]!), title: null, ofReplies: REPLIES.test(text) };
  const before = BEFORE.exec(text);
  const about = before === null ? null : ABOUT.exec(before[2]!);
  if (before === null || about === null) return null;
  const title = about[1]?.trim();
  // A sentence of the article can start with "One comment on"; a heading quotes the title or does not end in a full stop.
  if (title !== undefined && !/^["“”„«'‘]/.test(title) && /[.;,]$/.test(title)) return null;
  return {
    count: numberOf(before[1]!),
    title: title === undefined ? null : unquoted(title),
    ofReplies: REPLIES.test(text),
  };
}

/** Returns the count in an element that is known to be the heading of the comments, however it is worded, or null. */
export function countInHeading(heading: string): number | null {
  const text = oneLine(heading.slice(0, MAX_LENGTH));
  const known = commentCountIn(text);
  if (known !== null) return known.count;
  const number = ANYWHERE.exec(text)?.[1] ?? ANYWHERE_AFTER.exec(text)?.[1] ?? /^\(?(\d{1,6})\)?$/.exec(text)?.[1];
  return number === undefined ? null : numberOf(number);
}

function numberOf(number: string): number {
  const word = NUMBER_WORDS.get(number.toLowerCase());
  if (word !== undefined) return word;
  if (/k$/i.test(number)) return Math.round(Number(number.slice(0, -1).replace(',', '.')) * 1000);
  return Number(number.replace(/\D/g, ''));
}

function unquoted(title: string): string | null {
  return title.replace(/^["“”„«'‘\s]+/, '').replace(/(?<!["“”»'’\s])["“”»'’\s]+$/, '') || null;
}

/** Returns a count such as "1,204" or "12 likes" as a number, or null where the text does not start with one. */
export function wholeNumber(text: string): number | null {
  const digits = /^[+-]?\d{1,3}(?:[.,' ]\d{3})+(?!\d)|^[+-]?\d{1,9}/.exec(text)?.[0];
  return digits === undefined ? null : Number(digits.replace(/[^\d-]/g, ''));
}
