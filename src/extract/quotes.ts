import type { Quote } from '../schemas.ts';

/** A line that starts as quoted lines of mails do; several signs are a quote in a quote. */
const QUOTED_LINE = /^(?:>|&gt;)+ ?\S/;

/**
 * Returns the stretches of a comment's text that repeat somebody else: `marked`, where its markup says so, and lines
 * that start with `>`. In order, none touching another; a text that is nothing but a quote has none, because then the
 * quotation is what its author says.
 */
export function quotesIn(text: string, marked: readonly Quote[]): readonly Quote[] {
  const sorted = [...marked, ...quotedLines(text)].sort((a, b) => a.start - b.start);
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && (start <= last.end || text.slice(last.end, start).trim() === '')) {
      last.end = Math.max(last.end, end);
    } else merged.push({ start, end });
  }
  const quoted = merged.reduce((sum, { start, end }) => sum + end - start, 0);
  return quoted >= text.length ? [] : merged;
}

/** Returns the quotes of `whole`, a text with its quoted ranges, that lie in `part`, a stretch of it; offsets in `part`. */
export function quotesWithin(
  whole: { readonly text: string; readonly ranges: readonly Quote[] },
  part: string,
): readonly Quote[] {
  const offset = whole.text.indexOf(part);
  return whole.ranges
    .map(({ start, end }) => ({ start: Math.max(start - offset, 0), end: Math.min(end - offset, part.length) }))
    .filter(({ start, end }) => start < end);
}

function quotedLines(text: string): Quote[] {
  if (!text.includes('>')) return [];
  const quotes: Quote[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    if (QUOTED_LINE.test(line)) quotes.push({ start, end: start + line.length });
    start += line.length + 1;
  }
  return quotes;
}
