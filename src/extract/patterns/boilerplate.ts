import { withoutDate } from './dates.ts';

/** Longer lines are sentences, not buttons; in UTF-16 units. */
const MAX_BUTTON = 80;
const BUTTON_OR_COUNTER =
  /^(?:reply|replies|answer|reply to .{1,60}|replydelete|delete|like|likes|like this|(?:like\s?)?liked by(?: \d{1,6} (?:person|people))?|unlike|share|report|report abuse|permalink|link|quote|edit|flag|flag as offensive|parent|expand|collapse|loading\.*|log in to reply|add yours|view all comments|antwort(?:en)?|auf .{1,60} antworten|zitieren|melden|gefällt mir|teilen|als spam melden!?|kommentar melden|répondre|signaler|citer|j’aime|responder|denunciar|me gusta|compartir|rispondi|segnala|mi piace|beantwoorden|reageren|svara|odpowiedz|ответить|[-+−]?\d{1,6}\s(?:points?|likes?|votes?|punkte)|expand full comment|load more.{0,20}|(?:view |show |see |hide )?(?:\+\s?)?\d{1,5}\s(?:more |weitere |other |autres )?(?:replies|reply|reactions?|comments?|antworten|kommentare|réponses|respuestas)(?: anzeigen)?|[-+−]?\d{1,5}|#\d{1,6}|[|·•×+–—-]{1,3})(?:\s?(?:[↓↵→⤵»›]|\p{Extended_Pictographic}\uFE0F?))?$/iu;

/** Says whether a line is a button ("Reply") or a counter ("12 likes"), and nothing else. */
export function isButtonOrCounter(line: string): boolean {
  return BUTTON_OR_COUNTER.test(line);
}

/** Says whether a line is a button, a counter or a date: no part of a text where it stands above or below one. */
export function isNoise(line: string): boolean {
  return isButtonOrCounter(line) || (line.length <= MAX_BUTTON && withoutDate(line).trim() === '');
}

/** Says whether a line is a button in words: reply, report, like. */
export function isButton(line: string): boolean {
  return line.length <= MAX_BUTTON && /\p{L}{3}/u.test(line) && isButtonOrCounter(line);
}

const REPLY_BUTTON =
  /^(?:reply|antwort(?:en)?|répondre|responder|rispondi|beantwoorden|reageren|svara|odpowiedz|ответить)\b/i;

/** Says whether a line is the button that answers a comment. */
export function isReplyButton(line: string): boolean {
  return line.length <= MAX_BUTTON && REPLY_BUTTON.test(line) && isNoise(line);
}

/** The form to comment, and links to other articles. */
const BELOW_COMMENTS =
  /^(?:leave a (?:reply|comment)|cancel reply|post a comment|add a comment|write a comment|your email address|comments? (?:are|is) closed|kommentare (?:sind|deaktiviert)|les commentaires sont fermés|related (?:posts|articles|stories)|latest news|more from|you (?:may|might) also|previous (?:post|article)|next (?:post|article)|post navigation|schreibe einen kommentar|kommentar (?:schreiben|verfassen)|deine e-mail|ihre e-mail|beitragsnavigation|laisser un commentaire|votre adresse|deja (?:una respuesta|un comentario)|tu dirección|lascia un commento|il tuo indirizzo|deixe um comentário|geef een reactie|by submitting a comment|your comment will be)\b/i;

/** Says whether a line ends the comments, where some stand above it: a few themes put the form first. */
export function endsComments(line: string): boolean {
  return BELOW_COMMENTS.test(line);
}

/** Says whether a line starts an item that another site's link to the article has made. */
export function isPingback(line: string): boolean {
  return /^(?:pingback|trackback|ping|track|rückverweis)\s?:/i.test(line);
}

/** What another site's link to the article quotes of itself. */
const EXCERPT = /^\[(?:…|\.\.\.)\].*\[(?:…|\.\.\.)\]$/s;

/** Says whether a text is what a link from another site quotes: "[…] as they write […]". */
export function isExcerpt(text: string): boolean {
  return EXCERPT.test(text);
}
