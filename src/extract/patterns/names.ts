import { attribute, type Element } from '../dom/elements.ts';
import { oneLine, visibleText } from '../dom/visible.ts';
import { beforeDate } from './dates.ts';

const SAYS =
  '(?:says|said|writes|wrote|sagt|sagte|meint|schreibt|schrieb|dit|a dit|dice|dijo|ha detto|scrive|disse|diz|zegt|schreef|pisze)';
/** What templates write behind an author's name: "Ann says:", "Ann schreibt". */
const AFTER_NAME = new RegExp(`\\s*(?:\\b${SAYS}\\b)?\\s*[:,|–—-]?$`, 'i');
const ENDS_IN_SAYS = new RegExp(`\\s${SAYS}\\s?:?$`, 'i');
const SAYS_ONLY = new RegExp(`^${SAYS}\\s?:?$`, 'i');
/** "Comment by Ann — 3 May 2005", as themes had it before WordPress 2.7. */
const BEFORE_NAME = /^(?:comment|kommentar|commentaire) (?:by|von|de|par) /i;

/** What templates write before a name that a date follows. */
export const BY =
  /^(?:posted |written |submitted |geschrieben |verfasst |eingereicht |publié |écrit |escrito |scritto )?(?:by|von|par|por|da|door)\s?:?\s/i;

/** Some sites number the comments before the name. */
const NUMBER = /^#\d{1,5}[.:)]?\s+(?=\p{L})/u;

/** Longer first lines are no names but a box around more than the author, in UTF-16 units. */
const MAX_NAME = 150;

/** Returns a name without what templates write around it ("Ann says:"), or '' where there is none. */
export function authorName(shown: string): string {
  const first = oneLine(shown.split('\n', 1)[0]!).replace(NUMBER, '');
  if (first.length > MAX_NAME) return '';
  const dated = beforeDate(first);
  const line = (dated === first || dated === '' ? first : dated.replace(BY, '')).trim();
  if (!BEFORE_NAME.test(line)) return line.replace(AFTER_NAME, '') || line;
  return line.replace(BEFORE_NAME, '').split(/ [—–-] /, 1)[0]!;
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

/** Returns the machine-readable date of an element if it has one, else the date as shown, or '' where there is none. */
export function dateShown(element: Element): string {
  const titled = element.name === 'abbr' || element.name === 'div' || element.name === 'span';
  const shown =
    attribute(element, 'datetime') ??
    attribute(element, 'content') ??
    (titled ? attribute(element, 'title') : null) ??
    oneLine(visibleText(element));
  // A time of day alone is no date.
  const isDate = /\d/.test(shown) && !/^\d{1,2}[:.]\d{2}\D{0,5}$/.test(shown) && shown.length <= 100;
  return isDate ? shown : '';
}

/** Returns a count such as "1,204" or "12 likes" as a number, or null where the text does not start with one. */
export function wholeNumber(text: string): number | null {
  const digits = /^[+-]?\d{1,3}(?:[.,' ]\d{3})+(?!\d)|^[+-]?\d{1,9}/.exec(text)?.[0];
  return digits === undefined ? null : Number(digits.replace(/[^\d-]/g, ''));
}
