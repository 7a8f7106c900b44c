import { selector } from '../dom/elements.ts';
import { htmlMarkedText, htmlText } from '../dom/visible.ts';
import { openingOf } from '../patterns/prose.ts';
import type { RawComment } from '../thread.ts';
import { machineTime } from '../times.ts';

const quote = selector('blockquote');
/** What stands on lines of its own anyway. */
const BLOCK = String.raw`</?(?:p|div|ul|ol|li|dl|dt|dd|blockquote|pre|table|tbody|tr|td|th|h[1-6]|hr|br)\b[^<>]{0,200}>`;
const LINE_END = new RegExp(String.raw`(${BLOCK})?[ \t]{0,3}\n(?=([ \t]{0,3}${BLOCK})?)`, 'gi');

/** Returns the text that a field of HTML shows, and where in it the quotes are. */
export function htmlField(source: string): Pick<RawComment, 'text' | 'quotes'> {
  const { text, ranges } = htmlMarkedText(source, quote);
  return { text, quotes: ranges };
}

/** Returns what a field shows in which line ends count, as writers typed them, and some wrote HTML. */
export function typedField(source: string): Pick<RawComment, 'text' | 'quotes'> {
  const lines = source.replace(/\r\n?/g, '\n');
  return htmlField(
    lines.replace(LINE_END, (end, before, after) => (before === undefined && after === undefined ? '<br>\n' : end)),
  );
}

/** As much of an article holds its first paragraphs, in UTF-16 units of HTML. */
const OPENING = 8192;

/** Returns the lead of an article of which the HTML is known. */
export function leadOfHtml(source: string | null): string | null {
  return source === null ? null : openingOf(htmlText(source.slice(0, OPENING)));
}

/** Returns a name or a title that may hold entities, null where it is blank. */
export function label(source: string | null): string | null {
  return source === null ? null : htmlText(source) || null;
}

/** Returns a time of RFC 5322 ("Mon, 10 Jun 2024 07:00:00 +0000") as ISO 8601, and others as they are. */
export function timeOf(source: string | null): string | null {
  return source === null ? null : machineTime(source);
}
