import { html, type Markup } from './markup.ts';

/** A stretch of a bar, as a share (0 to 1) of its whole length. */
export interface Stretch {
  readonly share: number;
  readonly kind: string;
}

/** A plain bar. It is a picture of a number that stands beside it, so it says nothing to a screen reader. */
export function bar(stretches: readonly Stretch[], look = ''): Markup {
  let start = 0;
  const parts = stretches.map(({ share, kind }) => {
    const part = html`<rect x="${tenths(start)}%" width="${tenths(share)}%" height="100%" class="${kind}"/>`;
    start += share;
    return part;
  });
  return html`<svg class="bar ${look}" aria-hidden="true" focusable="false">${parts}</svg>`;
}

const tenths = (share: number) => (100 * share).toFixed(1).replace(/\.0$/, '');
