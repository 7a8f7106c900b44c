import type { Reason } from '../reasons.ts';
import { html, type Markup, strangersText } from './markup.ts';

/** The text with its deciding words marked. Where reasons overlap, the stretch they share carries both. */
export function markedText(text: string, reasons: readonly Reason[]): Markup {
  const edges = new Set([0, text.length]);
  for (const { start, end } of reasons) edges.add(start).add(end);
  const cuts = [...edges].sort((a, b) => a - b);
  const waiting = reasons.toSorted((a, b) => b.start - a.start);
  let open: Reason[] = [];
  const pieces = cuts.slice(1).map((end, i) => {
    const start = cuts[i] as number;
    while (waiting.length > 0 && (waiting.at(-1) as Reason).start <= start) open.push(waiting.pop() as Reason);
    open = open.filter((reason) => reason.end > start);
    const piece = strangersText(text.slice(start, end));
    return open.length === 0 ? piece : html`<mark class="${classes(open)}" title="${titles(open)}">${piece}</mark>`;
  });
  return html`${pieces}`;
}

const classes = (reasons: readonly Reason[]) =>
  [...new Set(reasons.map(({ kind, attribute }) => (kind === 'toxic' ? 'toxic' : attribute)))].join(' ');

const titles = (reasons: readonly Reason[]) =>
  [...new Set(reasons.map(({ attribute }) => readable(attribute)))].join(', ');

const LABEL_WORDS: Readonly<Record<string, string>> = {
  favor: 'in favor',
  against: 'against',
  agree: 'agreeing',
  disagree: 'disagreeing',
};

/** A label as people write it. */
export const readable = (label: string): string => LABEL_WORDS[label] ?? label.replaceAll('_', ' ');
