/** From 1973 as milliseconds, and up to the year 5138 as seconds. */
const MILLISECONDS = 1e11;
/** "Mon Jun 10 06:13:20 +0000 2024", as Twitter and C's `ctime` write it. */
const YEAR_LAST = /^\w{3} (\w{3}) +(\d{1,2}) (\d\d:\d\d:\d\d) ((?:[+-]\d{4}|UTC|GMT) )?(\d{4})$/;
/** "Mon, 10 Jun 2024 07:00:00 +0000" (RFC 5322) */
const WEEKDAY_FIRST = /^\w{3}, \d{1,2} \w{3} \d{4} \d/;

/**
 * Returns a time as ISO 8601 where a program wrote it, as seconds or milliseconds since 1970 or in words, and as it is
 * otherwise; null for none.
 */
export function machineTime(value: number | string): string | null {
  const number = typeof value === 'string' && /^\d{9,13}(?:\.\d+)?$/.test(value.trim()) ? Number(value) : value;
  if (typeof number === 'string') return timeInWords(number.trim()) || null;
  if (number <= 0) return null;
  return isoTime(new Date(number < MILLISECONDS ? number * 1000 : number));
}

function timeInWords(written: string): string {
  const [, month, day, clock, zone, year] = YEAR_LAST.exec(written) ?? [];
  if (year !== undefined) return isoTime(new Date(`${day} ${month} ${year} ${clock} ${zone ?? 'UTC'}`)) ?? written;
  if (WEEKDAY_FIRST.test(written)) return isoTime(new Date(written)) ?? written;
  return written.replace(/(:\d\d[.\d]*) ?([+-]\d\d)(\d\d)$/, '$1$2:$3');
}

/** Returns a date as ISO 8601 in UTC, null where it is none. */
export function isoTime(date: Date): string | null {
  return Number.isNaN(date.getTime()) ? null : date.toISOString().replace('.000Z', 'Z');
}
