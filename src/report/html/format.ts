import { beginning } from '../../text/beginning.ts';

/** Returns the beginning of a text on one line, at most `maxLength` UTF-16 units, cut between words where possible. */
export function excerpt(text: string, maxLength: number): string {
  const line = text
    .slice(0, 4 * maxLength)
    .replace(/\s+/g, ' ')
    .trim();
  if (line.length <= maxLength) return line;
  const cut = beginning(line, maxLength);
  return `${cut.replace(/\s\S*$/, '').replace(/(?<![.,;:!?])[.,;:!?]+$/, '')}…`;
}

/**
 * Returns the id of a comment's element, which is also the fragment of a link to it, whatever characters the id holds.
 */
export const anchor = (id: string): string => `c-${encodeURIComponent(id.replace(/\p{Surrogate}/gu, '\ufffd'))}`;

/**
 * Returns a share, 0 to 1, as a whole percentage; what would round to 0% or 100% without being it is `<1%` or `>99%`.
 */
export function percent(share: number): string {
  if (share > 0 && share < 0.005) return '<1%';
  if (share < 1 && share > 0.995) return '>99%';
  return `${Math.round(100 * share)}%`;
}

/** Returns a number with its noun, in the singular for 1: `2,000 comments`. */
export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
