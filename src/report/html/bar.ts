import { html, type Markup } from './markup.ts';

/** A segment of a stacked bar, as a share (0 to 1) of the bar's whole length. */
export interface Segment {
  readonly share: number;
  /** Class that colours it. */
  readonly kind: string;
}

/**
 * Returns a stacked bar as SVG, its segments from left to right. It draws a number that stands beside it in writing, so
 * it is hidden from screen readers.
 */
export function bar(segments: readonly Segment[], look = ''): Markup {
  let start = 0;
  const parts = segments.map(({ share, kind }) => {
    const part = html`<rect x="${tenths(start)}%" width="${tenths(share)}%" height="100%" class="${kind}"/>`;
    start += share;
    return part;
  });
  return html`<svg class="bar ${look}" aria-hidden="true" focusable="false">${parts}</svg>`;
}

const tenths = (share: number) => (100 * share).toFixed(1).replace(/\.0$/, '');
