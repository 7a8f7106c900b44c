import { authorName, endsInSays } from './values.ts';

/** The lines above a comment's text, read. */
export interface Header {
  readonly author: string | null;
  readonly date: string | null;
  /** True when a date or a word such as "says" leaves no doubt that this is a header. */
  readonly certain: boolean;
}

const MONTHS =
  'january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec ' +
  'januar februar märz mai juni juli oktober dezember jän mär okt dez ' +
  'janvier février mars avril juin juillet août septembre octobre novembre décembre ' +
  'enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ' +
  'gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre ' +
  'januari februari maart mei augustus janeiro fevereiro março maio junho julho setembro outubro dezembro';
const MONTH = `(?:${MONTHS.split(' ').join('|')})\\.?`;
const UNIT =
  '(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|yrs?|sekunden?|minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?|heures?|jours?|semaines?|mois|ans?|horas?|días?|semanas?|mes(?:es)?|años?|ore|giorni|mesi|anni|uur|dagen|weken|maanden|jaar|anos?|dias?)';
const CLOCK = '\\d{1,2}[:.h]\\d{2}(?::\\d{2})?(?:\\s?[ap]\\.?m\\b\\.?)?(?:\\s?uhr)?';
const DAY = [
  `${MONTH}\\s\\d{1,2}(?:st|nd|rd|th)?,?\\s\\d{4}`,
  `\\d{1,2}(?:\\.|st|nd|rd|th)?\\s(?:de\\s)?${MONTH}(?:\\sde)?,?\\s\\d{4}`,
  '\\d{4}-\\d{2}-\\d{2}',
  '\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}',
  `${MONTH}\\s\\d{1,2},\\s(?=\\d{1,2}:\\d{2})`,
].join('|');
const RELATIVE = [
  `\\d+\\s${UNIT}(?:,?\\s\\d+\\s${UNIT})?\\s(?:ago|her|fa|atrás|geleden)`,
  `(?:vor|il y a|hace|há)\\s(?:\\d+|einem|einer|un|une|una)\\s${UNIT}`,
  `an?\\s${UNIT}\\sago`,
].join('|');
/** A date or a time that has passed, with the time of day. */
const DATE = new RegExp(
  `(?<!\\d)(?:(?:${DAY})(?:\\s?(?:,|@|-|–|—|·|\\||at|um|à|a las|alle|om|às)?\\s?${CLOCK})?|(?<![\\p{L}\\d])(?:${RELATIVE})(?!\\p{L}))`,
  'iu',
);
const WEEKDAY = [
  '(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)',
  '(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)[.,]',
  '(?:lun|mar|mercre|jeu|vendre|same)di|dimanche',
].join('|');
const BEFORE_DATE = new RegExp(
  `(?:[\\s,|·•–—@(-]|(?<![\\p{L}\\d])(?:on|am|at|le|el|il|op|den|vom|${WEEKDAY})(?!\\p{L}))+$`,
  'iu',
);
const BY =
  /^(?:posted |written |submitted |geschrieben |verfasst |eingereicht |publié |écrit |escrito |scritto )?(?:by|von|par|por|da|door)\s/i;
/** Buttons and counters: a line of its own that is no part of a text. */
const NOISE =
  /^(?:reply|replies|reply to .{1,60}|replydelete|delete|like|likes|like this|liked by|unlike|share|report|report abuse|permalink|link|quote|edit|flag|flag as offensive|parent|expand|collapse|loading\.*|log in to reply|add yours|view all comments|antwort(?:en)?|auf .{1,60} antworten|zitieren|melden|gefällt mir|teilen|als spam melden!?|kommentar melden|répondre|signaler|citer|j’aime|responder|denunciar|me gusta|compartir|rispondi|segnala|mi piace|beantwoorden|reageren|svara|odpowiedz|ответить|[-+−]?\d{1,5}|#\d{1,6}|[|·•×+–—-]{1,3})(?:\s?[↓↵→⤵»›])?$/i;
const PINGBACK = /^(?:pingback|trackback|ping|track|rückverweis)\s?:/i;

/** Says whether a line is a button, a counter or a date: no part of a text where it stands above or below one. */
export function isNoise(line: string): boolean {
  return NOISE.test(line) || (line.length <= 80 && line.replace(DATE, '').trim() === '');
}

const REPLY_BUTTON =
  /^(?:reply|antwort(?:en)?|répondre|responder|rispondi|beantwoorden|reageren|svara|odpowiedz|ответить)\b/i;

/** Says whether a line is the button that answers a comment. */
export function isReplyButton(line: string): boolean {
  return line.length <= 80 && REPLY_BUTTON.test(line) && isNoise(line);
}

/** What stands below the comments: the form, and links to other articles. */
const END =
  /^(?:leave a (?:reply|comment)|cancel reply|post a comment|add a comment|write a comment|your email address|comments? (?:are|is) closed|related (?:posts|articles|stories)|latest news|more from|you (?:may|might) also|previous (?:post|article)|next (?:post|article)|post navigation|schreibe einen kommentar|kommentar (?:schreiben|verfassen)|deine e-mail|ihre e-mail|beitragsnavigation|laisser un commentaire|votre adresse|deja (?:una respuesta|un comentario)|tu dirección|lascia un commento|il tuo indirizzo|deixe um comentário|geef een reactie)\b/i;
/** Says whether a line ends the comments, unless none have been seen: some themes put the form first. */
export function endsComments(line: string): boolean {
  return END.test(line);
}

/** Says whether an item starts as those that other sites' links make. */
export function isPingback(line: string): boolean {
  return PINGBACK.test(line);
}

/** Says whether a line starts with a date: "8. April 2019" is no item of a list. */
export function startsWithDate(line: string): boolean {
  return DATE.exec(line.slice(0, 40))?.index === 0;
}

/** Says whether a line is nothing but a date, perhaps with a reply button behind it. */
export function isDateLine(line: string): boolean {
  if (line.length > 100) return false;
  const rest = line.replace(DATE, '');
  return rest !== line && /^[\s|·,@()–—-]*(?:\p{L}{1,12}[\s|·,@.–—-]*)?$/u.test(rest);
}

/** Returns author and date from the lines above a text, or null where the lines are not such a header. */
export function readHeader(lines: readonly string[]): Header | null {
  const telling = lines.filter((line) => !NOISE.test(line));
  if (telling.length === 0 || telling.length > 5) return null;
  let author: string | null = null;
  let date: string | null = null;
  let certain = false;
  for (const line of telling) {
    if (line.length > 160) return null;
    const dated = DATE.exec(line);
    if (dated !== null) {
      date ??= dated[0];
      certain = true;
    }
    const before = (dated === null ? line : line.slice(0, dated.index)).replace(BEFORE_DATE, '');
    if (endsInSays(before) || BY.test(before)) certain = true;
    author ??= authorName(before.replace(BY, '')) || null;
  }
  return certain || (telling.length === 1 && couldBeName(telling[0]!)) ? { author, date, certain } : null;
}

/** A line that names somebody: short, and not a sentence. */
export function couldBeName(line: string): boolean {
  return line.length <= 60 && line.split(/\s+/).length <= 6 && !/[.!?…:;,]$/.test(line.replace(/\b\p{L}{1,3}\.$/u, ''));
}
