import type { Range } from './dom/visible.ts';

/** A line that starts as quoted lines of mails do; several signs are a quote in a quote. */
const QUOTED_LINE = /^(?:>|&gt;)+ ?\S/;

/**
 * Returns the stretches of a comment's text that repeat somebody else: `ranges`, where its markup says so, and lines
 * that start with `>`. In order, none touching another; a text that is nothing but a quote has none, because then the
 * quotation is what its author says.
 */
export function quotesIn(text: string, ranges: readonly Range[]): readonly Range[] {
  const found = [...ranges, ...quotedLines(text)].sort((a, b) => a.start - b.start);
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of found) {
    const last = merged.at(-1);
    if (last !== undefined && (start <= last.end || text.slice(last.end, start).trim() === '')) {
      last.end = Math.max(last.end, end);
    } else merged.push({ start, end });
  }
  const quoted = merged.reduce((sum, { start, end }) => sum + end - start, 0);
  return quoted >= text.length ? [] : merged;
}

/** Returns the ranges within what is left of a text after `text` was cut out of it at `offset`. */
export function rangesWithin(ranges: readonly Range[], offset: number, text: string): readonly Range[] {
  return ranges
    .map(({ start, end }) => ({ start: Math.max(start - offset, 0), end: Math.min(end - offset, text.length) }))
    .filter(({ start, end }) => start < end);
}

function quotedLines(text: string): Range[] {
  if (!text.includes('>')) return [];
  const ranges: Range[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    if (QUOTED_LINE.test(line)) ranges.push({ start, end: start + line.length });
    start += line.length + 1;
  }
  return ranges;
}
