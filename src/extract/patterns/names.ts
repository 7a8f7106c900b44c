import { beforeDate } from './dates.ts';
import { firstLine, oneLine } from './lines.ts';

const SAYS =
  '(?:says|said|writes|wrote|sagt|sagte|meint|schreibt|schrieb|dit|a dit|dice|dijo|ha detto|scrive|disse|diz|zegt|schreef|pisze)';
/** What templates write behind an author's name: "Ann says:", "Ann schreibt". */
const AFTER_NAME = new RegExp(`\\s*(?:\\b${SAYS}\\b)?\\s*[:,|–—-]?$`, 'i');
const ENDS_IN_SAYS = new RegExp(`\\s${SAYS}\\s?:?$`, 'i');
const SAYS_ONLY = new RegExp(`^${SAYS}\\s?:?$`, 'i');
/** "Comment by Ann — 3 May 2005", as themes had it before WordPress 2.7. */
const BEFORE_NAME = /^(?:comment|kommentar|commentaire) (?:by|von|de|par) /i;

/** What templates write before a name: "posted by ". */
export const BYLINE =
  /^(?:posted |written |submitted |geschrieben |verfasst |eingereicht |publié |écrit |escrito |scritto )?(?:by|von|par|por|da|door)\s?:?\s/i;

/** What stands before a date and is nobody. */
const DATE_LABEL =
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|mo|di|mi|do|fr|sa|so)[.,]?|(?:joined|posted|published|updated|commented|answered|asked|created|edited|last|registered|registriert|beigetreten|geschrieben|veröffentlicht|publié|pubblicato|publicado|gepubliceerd|opublikowano|dodano|опубликовано|добавлено)(?!\p{L}).*)$/iu;

/** Some sites number the comments before the name. */
const LEADING_NUMBER = /^#\d{1,5}[.:)]?\s+(?=\p{L})/u;

/** Longer first lines are no names but a box around more than the author, in UTF-16 units. */
const MAX_NAME = 150;

/** Returns a name without what templates write around it ("Ann says:"), or '' where there is none. */
export function authorName(shown: string): string {
  const line = oneLine(firstLine(shown)).replace(LEADING_NUMBER, '');
  if (line.length > MAX_NAME) return '';
  const undated = beforeDate(line);
  const name = (undated === line || undated === '' ? line : undated.replace(BYLINE, '')).trim();
  if (!BEFORE_NAME.test(name)) return name.replace(AFTER_NAME, '') || name;
  return name.replace(BEFORE_NAME, '').split(/ [—–-] /, 1)[0]!;
}

/** Says whether a line is a name with "says" behind it. */
export function endsInSays(line: string): boolean {
  return ENDS_IN_SAYS.test(line);
}

/** Returns a text without a first line that is only the "says" of its author's line. */
export function withoutSays(text: string): string {
  const [line, ...below] = text.split('\n');
  return below.length > 0 && SAYS_ONLY.test(line!) ? below.join('\n').trim() : text;
}

/** Says whether a line names who wrote what follows: "by Ann", "Ann says:". */
export function isByline(line: string): boolean {
  return BYLINE.test(line) || endsInSays(beforeDate(line));
}

/** Says whether a line could name somebody: it is short, and not a sentence. */
export function couldBeName(line: string): boolean {
  return (
    line.length <= 60 && line.split(/\s+/).length <= 6 && !/[.!?…:;,]$|[|«»]/.test(line.replace(/\b\p{L}{1,3}\.$/u, ''))
  );
}

/** Says whether a label counts something that belongs to somebody: "349 Fans", "Posts: 12", "Level 4", "by Ann (3 replies)". */
export function isCounter(label: string): boolean {
  return /^[\d.,]+\s?k?\s\p{L}+$|^\p{L}+\s?:?\s[\d.,]+k?$|\(\d+ \p{L}+\)$/u.test(label);
}

/** Says whether what stands before a date is a word of the template or a day of the week: "Published", "Last edited". */
export function isDateLabel(line: string): boolean {
  return DATE_LABEL.test(line);
}
