import type { Reason } from '../../reasons.ts';
import { html, type Markup } from '../html/markup.ts';
import { untrustedText } from '../html/untrusted.ts';
import { readable } from './labels.ts';

/**
 * Returns a text with its deciding words marked. Where spans overlap, the piece that they share carries the marks of
 * each.
 */
export function markedText(text: string, reasons: readonly Reason[]): Markup {
  const edges = new Set([0, text.length]);
  for (const { start, end } of reasons) edges.add(start).add(end);
  const cuts = [...edges].sort((a, b) => a - b);
  const upcoming = reasons.toSorted((a, b) => b.start - a.start);
  let open: Reason[] = [];
  const pieces = cuts.slice(1).map((end, i) => {
    const start = cuts[i]!;
    while (upcoming.length > 0 && upcoming.at(-1)!.start <= start) open.push(upcoming.pop()!);
    open = open.filter((reason) => reason.end > start);
    const piece = untrustedText(text.slice(start, end));
    return open.length === 0 ? piece : html`<mark class="${classes(open)}" title="${titles(open)}">${piece}</mark>`;
  });
  return html`${pieces}`;
}

const classes = (reasons: readonly Reason[]) =>
  [...new Set(reasons.map(({ kind, attribute }) => (kind === 'toxic' ? 'toxic' : attribute)))].join(' ');

const titles = (reasons: readonly Reason[]) =>
  [...new Set(reasons.map(({ attribute }) => readable(attribute)))].join(', ');
