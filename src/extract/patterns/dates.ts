/** Names and abbreviations of the months from January on, in the languages whose templates we have seen. */
const MONTH_NAMES: readonly string[] = [
  'january jan januar jänner jän janvier enero gennaio januari janeiro января stycznia ocak',
  'february feb februar février fév févr febrero febbraio februari fevereiro февраля lutego şubat',
  'march mar märz mär mars marzo maart março марта marca mart',
  'april apr avril avr abril aprile апреля kwietnia nisan',
  'may mai mayo maggio mei maio maj мая maja mayıs',
  'june jun juni juin junio giugno junho июня czerwca haziran',
  'july jul juli juillet juil julio luglio julho июля lipca temmuz',
  'august aug août agosto augustus augusti августа sierpnia ağustos',
  'september sep sept septembre septiembre setiembre settembre setembro сентября września eylül',
  'october oct oktober okt octobre octubre ottobre outubro октября października ekim',
  'november nov novembre noviembre novembro ноября listopada kasım',
  'december dec dezember dez décembre déc diciembre dicembre dezembro декабря grudnia aralık',
];
const MONTH_NUMBERS = new Map(
  MONTH_NAMES.flatMap((names, i) => names.split(' ').map((name) => [name, i + 1] as const)),
);
const MONTH = `(?:${[...MONTH_NUMBERS.keys()].sort((a, b) => b.length - a.length).join('|')})(?!\\p{L})\\.?`;
const UNIT = [
  'seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?|[smhdwy]',
  'sekunden?|minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?',
  'secondes?|heures?|jours?|semaines?|mois|ans?',
  'segundos?|minutos?|horas?|días?|semanas?|mes(?:es)?|años?',
  'minut[io]|or[ae]|giorn[io]|settiman[ae]|mes[ei]|ann[io]',
  'uur|dagen|weken|maanden|jaar|anos?|dias?|timmar|timer|dagar|dager|veckor|månader|år',
  'godzin[ay]?|dni|tygodni[ea]?|miesi[ąę]cy?|lat[a]?|dzień',
  'секунд[уы]?|минут[уы]?|час(?:а|ов)?|день|дн(?:я|ей)|недел[юиь]|месяц(?:а|ев)?|год(?:а)?|лет|saat|gün|hafta|ay|yıl',
].join('|');
const CLOCK = '\\d{1,2}[:.h]\\d{2}(?::\\d{2})?(?:\\s?[ap]\\.?m\\b\\.?)?(?:\\s?uhr)?';
const DAY = [
  `${MONTH}\\s\\d{1,2}(?:st|nd|rd|th)?,?\\s\\d{4}`,
  `\\d{1,2}(?:\\.|st|nd|rd|th)?[\\s-](?:de\\s)?${MONTH}(?:\\sde)?,?[\\s-]\\d{4}`,
  '\\d{4}-\\d{2}-\\d{2}T',
  '\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}',
  '\\d{1,2}(?:[./-]|\\.\\s)\\d{1,2}(?:[./-]|\\.\\s)\\d{2,4}',
  `${MONTH}(?:\\s|(?<=\\.))\\d{1,2}(?:st|nd|rd|th)?,?\\s(?:at\\s)?(?=\\d{1,2}:\\d{2})`,
  `\\d{1,2}\\.?\\s${MONTH},?\\s(?:(?:at|um|à|a las|alle)\\s)?(?=\\d{1,2}:\\d{2})`,
  '(?<!\\p{L})(?:today|yesterday|heute|gestern|aujourd’hui|hier|hoy|ayer|oggi|ieri|vandaag|gisteren|сегодня|вчера),?\\s(?:at\\s)?(?=\\d{1,2}:\\d{2})',
].join('|');
const RELATIVE = [
  `\\d+\\+?\\s?(?:${UNIT})\\.?(?:,?\\s(?:and\\s)?\\d+\\s(?:${UNIT}))?\\s(?:ago|her|fa|atrás|geleden|sedan|siden|temu|назад|önce)`,
  `(?:vor|il y a|hace|há)\\s(?:\\d+|einem|einer|un|une|una)\\s(?:${UNIT})`,
  `(?:an?|one|about an?)\\s(?:${UNIT})\\sago`,
].join('|');
/** A date or a time that has passed, with the time of day. */
const DATE = new RegExp(
  `(?<!\\d)(?:(?:${DAY})(?:\\s?(?:,|@|-|–|—|·|\\||\\(|at|um|à|a las|alle|om|às|o|в)?\\s?${CLOCK})?|(?<![\\p{L}\\d])(?:${RELATIVE})(?!\\p{L}))`,
  'iu',
);
/** What some sites show alone where others add "ago". */
const BARE_RELATIVE =
  /^(?:\d{1,3}\s?(?:s|m|h|d|w|y|mo|min|hr|yr)s?|just now|now|yesterday|today)(?:\s?\(?edited\)?)?$/i;

const WEEKDAY = [
  '(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)',
  '(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)[.,]',
  '(?:lun|mar|mercre|jeu|vendre|same)di|dimanche',
  'lunes|martes|miércoles|jueves|viernes|sábado|(?:lune|marte|mercole|giove|vener)dì|domenica',
  '(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:mån|tis|ons|tors|fre|lör|sön)dag|(?:segunda|terça|quarta|quinta|sexta)-feira',
  'poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье',
].join('|');
const BEFORE_DATE = new RegExp(
  `(?:[\\s,|·•–—@(-]|(?<![\\p{L}\\d])(?:on|am|at|le|el|il|op|den|vom|${WEEKDAY})(?!\\p{L}))+$`,
  'iu',
);

/** The words that lead to a date are shorter, in UTF-16 units. */
const MAX_LEADING = 30;
const MAX_CACHED_LINES = 4096;
/** In UTF-16 units. */
const MAX_CACHED_LENGTH = 200;
const cachedDates = new Map<string, RegExpExecArray | null>();

/**
 * Returns the match of the first date in a line, or null. Readers ask for the date of the same line several times and the
 * search is slow, so matches of short lines are cached.
 */
export function dateIn(line: string): RegExpExecArray | null {
  if (line.length > MAX_CACHED_LENGTH) return DATE.exec(line);
  let match = cachedDates.get(line);
  if (match === undefined) {
    match = DATE.exec(line);
    if (cachedDates.size >= MAX_CACHED_LINES) cachedDates.clear();
    cachedDates.set(line, match);
  }
  return match;
}

/** Returns what stands before the date in a line, without the words that lead to it; the whole line where it has none. */
export function beforeDate(line: string): string {
  const dated = dateIn(line);
  const before = dated === null ? line : line.slice(0, dated.index);
  return before.slice(0, -MAX_LEADING) + before.slice(-MAX_LEADING).replace(BEFORE_DATE, '');
}

/** Returns a line without its first date. */
export function withoutDate(line: string): string {
  const dated = dateIn(line);
  return dated === null ? line : line.slice(0, dated.index) + line.slice(dated.index + dated[0].length);
}

/** Where a name can touch the date behind it. */
const SEAM = /(?<=\p{L})(?=\d)|(?<=\p{Ll})(?=\p{Lu})/gu;
/** A day with a year of two digits that touches the time of day. */
const DAY_AND_TIME = /(\d{1,2}\.\d{1,2}\.\d{2})(\d{1,2}:\d{2})$/;
/** A name and a date are shorter, in UTF-16 units. */
const MAX_SEAMED = 80;

/**
 * Returns a line that is a name and a date with a space between them: "Ann6 months ago" is how scrapes show elements that
 * only a style sets apart. Other lines are returned as they are.
 */
export function withSpacedDate(line: string): string {
  if (line.length > MAX_SEAMED || !/\p{L}\d|\p{Ll}\p{Lu}|\d:\d/u.test(line)) return line;
  const spaced = line.replace(DAY_AND_TIME, '$1 $2');
  for (const { index } of spaced.matchAll(SEAM)) {
    const dated = dateIn(spaced.slice(index));
    if (dated !== null && dated.index === 0 && dated[0].length === spaced.length - index)
      return `${spaced.slice(0, index)} ${spaced.slice(index)}`;
  }
  return line;
}

/** Says whether a line starts with a date: "8. April 2019" is no item of a list. */
export function startsWithDate(line: string): boolean {
  return dateIn(line.slice(0, 40))?.index === 0;
}

/** Says whether a line is nothing but a date, perhaps with a reply button behind it. */
export function isDateLine(line: string): boolean {
  if (line.length > 100) return false;
  if (BARE_RELATIVE.test(line)) return true;
  const rest = withoutDate(line);
  return rest !== line && /^[\s|·,@()–—-]*(?:\p{L}{1,12}[\s|·,@.–—-]*)?$/u.test(rest);
}

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,9})?\s?(Z|[+-]\d{2}:?\d{2})?)?/;
const WORDS = new RegExp(
  `(?:(?<!\\d)(\\d{1,2})(?:\\.|st|nd|rd|th)?[\\s-](?:de\\s)?(${MONTH})(?:\\sde)?|(${MONTH})\\s(\\d{1,2})(?:st|nd|rd|th)?),?[\\s-](\\d{4})(?!\\d)`,
  'iu',
);
const YEAR_FIRST = /(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/;
const DAY_FIRST = /(?<!\d)(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})(?!\d)/;
const TIME = /(?<![\d.])(\d{1,2})[:.h](\d{2})(?::(\d{2}))?(?:\s?([ap])\.?m\b)?/i;
const ZONE = /\b(?:GMT|UTC)([+-]\d{2}:\d{2})?/;

/**
 * Returns an absolute date as ISO 8601, with the time of day and the zone that it shows. A date that leaves something to
 * guess is returned as it is: "2 days ago", "May 3", and 5/6/2020, of which some mean the fifth and some the sixth.
 */
export function isoDate(shown: string): string {
  const iso = ISO.exec(shown);
  if (iso !== null) return iso[2] === undefined ? iso[1]! : `${iso[1]}T${iso[2]}${iso[3] ?? ''}`;
  if (shown.length > 200) return shown;
  const words = WORDS.exec(shown);
  if (words !== null) {
    const month = MONTH_NUMBERS.get((words[2] ?? words[3])!.toLowerCase().replace('.', ''));
    return written(shown, words, Number(words[5]), month, Number(words[1] ?? words[4]));
  }
  const yearFirst = YEAR_FIRST.exec(shown);
  if (yearFirst !== null)
    return written(shown, yearFirst, Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const dayFirst = DAY_FIRST.exec(shown);
  if (dayFirst === null) return shown;
  const [a, b] = [Number(dayFirst[1]), Number(dayFirst[3])];
  // Dots mean day first everywhere; of the rest, only a number above 12 tells which is the day.
  if (dayFirst[2] === '.' || a > 12) return written(shown, dayFirst, Number(dayFirst[4]), b, a);
  return b > 12 ? written(shown, dayFirst, Number(dayFirst[4]), a, b) : shown;
}

function written(shown: string, date: RegExpExecArray, year: number, month: number | undefined, day: number): string {
  if (month === undefined || month < 1 || month > 12 || day < 1 || day > 31) return shown;
  const two = (number: number) => String(number).padStart(2, '0');
  const calendar = `${year}-${two(month)}-${two(day)}`;
  const time = TIME.exec(shown.slice(date.index + date[0].length)) ?? TIME.exec(shown.slice(0, date.index));
  if (time === null) return calendar;
  const half = time[4]?.toLowerCase();
  const hour = half === undefined ? Number(time[1]) : (Number(time[1]) % 12) + (half === 'p' ? 12 : 0);
  if (hour > 23 || Number(time[2]) > 59) return calendar;
  const zone = ZONE.exec(shown);
  const seconds = time[3] === undefined ? '' : `:${time[3]}`;
  return `${calendar}T${two(hour)}:${time[2]}${seconds}${zone === null ? '' : (zone[1] ?? 'Z')}`;
}
