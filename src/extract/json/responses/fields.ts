import * as z from 'zod/mini';
import type { Article } from '../../article.ts';
import { selector } from '../../dom/elements.ts';
import { htmlMarkedText, htmlText } from '../../dom/visible.ts';
import type { RawComment } from '../../thread.ts';
import { isoTime, machineTime } from '../../times.ts';

/** An id, which is a number in some responses and a text in others. */
export const id = z.pipe(z.union([z.string(), z.number()]), z.transform(String));

/** A list whose items are read one by one. */
export const list = z.custom<readonly unknown[]>(Array.isArray, 'Invalid input: expected array');

/** A field that is not worth losing a comment for: what cannot be read counts as not known. */
const lenient = <T>(read: (value: unknown) => T) => z.pipe(z.optional(z.unknown()), z.transform(read));

/** An id of something else, as text; null for none, which is 0, false or empty in some responses. */
export const link = lenient((value) =>
  (typeof value === 'string' && value !== '0') || typeof value === 'number' ? (value && String(value)) || null : null,
);
/** A name, or any short text that is not markup; null where it is blank. */
export const name = lenient((value) => (typeof value === 'string' ? value.trim() || null : null));
/** A name that the response holds as HTML. */
export const escapedName = lenient((value) => (typeof value === 'string' ? htmlText(value) || null : null));
/** A text, empty where there is none. */
export const text = lenient((value) => (typeof value === 'string' ? value : ''));
/** How many, also where it is written as a text; null where it is no whole number. */
export const count = lenient((value) => {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
});
/** Whether something is so: true, 1 and their texts. */
export const flag = lenient((value) => value === true || value === 1 || value === '1' || value === 'true');
/** A time as ISO 8601 or as the response shows it; numbers are seconds or milliseconds since 1970. */
export const time = lenient(timeOf);
/** What may hold replies, in whatever form. */
export const replies = z.optional(z.unknown());

/** Returns what `time` reads. */
export function timeOf(value: unknown): string | null {
  if (value instanceof Date) return isoTime(value);
  return typeof value === 'number' || typeof value === 'string' ? machineTime(value) : null;
}

const quote = selector('blockquote, aside.quote');

/** Returns the text that a field of HTML shows, and where in it the quotes are. */
export function htmlField(source: string): Pick<RawComment, 'text' | 'quotes'> {
  const { text, ranges } = htmlMarkedText(source, quote);
  return { text, quotes: ranges };
}

/** Returns a field of plain text or Markdown, in which angle brackets are what somebody typed. */
export function plainField(source: string): Pick<RawComment, 'text'> {
  return { text: source.replace(/\r\n?/g, '\n').trim() };
}

/** Returns a field of plain text or Markdown in which the signs of markup are escaped. */
export function escapedField(source: string): Pick<RawComment, 'text'> {
  return plainField(source.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));
}

/** Returns what a response says of its article. An address that is not absolute leads nowhere and is left out. */
export function about(title: string | null | undefined, url?: string | null): Partial<Article> {
  return {
    ...(title && { headline: title }),
    ...(url && /^https?:\/\//.test(url) && { url: url.replace(/#.*$/s, '') }),
  };
}

/** Returns what a comment is on, as a file with comments on several pages names it; null where it names none. */
export function onPage(
  page: string | null | undefined,
  headline: string | null = null,
): Pick<RawComment, 'discussion'> {
  return { discussion: page ? { id: page, headline } : null };
}
