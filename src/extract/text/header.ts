import { beforeDate, dateIn, withoutDate } from '../patterns/dates.ts';
import { authorName, BY, endsInSays } from '../patterns/names.ts';

/** The lines above a comment's text, read. */
export interface Header {
  readonly author: string | null;
  readonly date: string | null;
  /** True when a date or a word such as "says" leaves no doubt that this is a header. */
  readonly certain: boolean;
}

/** Buttons and counters: a line of its own that is no part of a text. */
const NOISE =
  /^(?:reply|replies|answer|reply to .{1,60}|replydelete|delete|like|likes|like this|liked by|unlike|share|report|report abuse|permalink|link|quote|edit|flag|flag as offensive|parent|expand|collapse|loading\.*|log in to reply|add yours|view all comments|antwort(?:en)?|auf .{1,60} antworten|zitieren|melden|gefällt mir|teilen|als spam melden!?|kommentar melden|répondre|signaler|citer|j’aime|responder|denunciar|me gusta|compartir|rispondi|segnala|mi piace|beantwoorden|reageren|svara|odpowiedz|ответить|[-+−]?\d{1,6}\s(?:points?|likes?|votes?|punkte)|expand full comment|load more.{0,20}|(?:view |show |see |hide )?(?:\+\s?)?\d{1,5}\s(?:more |weitere |other |autres )?(?:replies|reply|reactions?|comments?|antworten|kommentare|réponses|respuestas)(?: anzeigen)?|[-+−]?\d{1,5}|#\d{1,6}|[|·•×+–—-]{1,3})(?:\s?[↓↵→⤵»›])?$/i;
const PINGBACK = /^(?:pingback|trackback|ping|track|rückverweis)\s?:/i;

/** Says whether a line is a button, a counter or a date: no part of a text where it stands above or below one. */
export function isNoise(line: string): boolean {
  return NOISE.test(line) || (line.length <= 80 && withoutDate(line).trim() === '');
}

/** Says whether a line is a button in words: reply, report, like. */
export function isButton(line: string): boolean {
  return line.length <= 80 && /\p{L}{3}/u.test(line) && NOISE.test(line);
}

const REPLY_BUTTON =
  /^(?:reply|antwort(?:en)?|répondre|responder|rispondi|beantwoorden|reageren|svara|odpowiedz|ответить)\b/i;

/** Says whether a line is the button that answers a comment. */
export function isReplyButton(line: string): boolean {
  return line.length <= 80 && REPLY_BUTTON.test(line) && isNoise(line);
}

/** What stands below the comments: the form, and links to other articles. */
const END =
  /^(?:leave a (?:reply|comment)|cancel reply|post a comment|add a comment|write a comment|your email address|comments? (?:are|is) closed|kommentare (?:sind|deaktiviert)|les commentaires sont fermés|related (?:posts|articles|stories)|latest news|more from|you (?:may|might) also|previous (?:post|article)|next (?:post|article)|post navigation|schreibe einen kommentar|kommentar (?:schreiben|verfassen)|deine e-mail|ihre e-mail|beitragsnavigation|laisser un commentaire|votre adresse|deja (?:una respuesta|un comentario)|tu dirección|lascia un commento|il tuo indirizzo|deixe um comentário|geef een reactie)\b/i;
/** Says whether a line ends the comments, unless none have been seen: some themes put the form first. */
export function endsComments(line: string): boolean {
  return END.test(line);
}

/** Says whether an item starts as those that other sites' links make. */
export function isPingback(line: string): boolean {
  return PINGBACK.test(line);
}

/** Says whether a line names who wrote what follows: "by Ann", "Ann says:". */
export function saysWho(line: string): boolean {
  return BY.test(line) || endsInSays(beforeDate(line));
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
    const dated = dateIn(line);
    if (dated !== null) {
      date ??= dated[0];
      certain = true;
    }
    const before = beforeDate(line);
    if (endsInSays(before) || BY.test(before)) certain = true;
    author ??= authorName(before.replace(BY, '')) || null;
  }
  return certain || (telling.length === 1 && couldBeName(telling[0]!)) ? { author, date, certain } : null;
}

/** A line that names somebody: short, and not a sentence. */
export function couldBeName(line: string): boolean {
  return line.length <= 60 && line.split(/\s+/).length <= 6 && !/[.!?…:;,]$/.test(line.replace(/\b\p{L}{1,3}\.$/u, ''));
}
