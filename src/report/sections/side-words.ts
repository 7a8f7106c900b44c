import type { SideWord, StanceSummary } from '../../schemas.ts';
import { html, type Markup, NOTHING } from '../html/markup.ts';
import { untrustedText } from '../html/untrusted.ts';
import { SIDES, type Side, STANCE_WORDS } from './labels.ts';

/** Returns the words that tell the sides apart, with the comments of either side that use them; nothing where none do. */
export function sideWords(words: StanceSummary['words']): Markup {
  if (SIDES.every((side) => words[side].length === 0)) return NOTHING;
  const rows = SIDES.map(
    (side) => html`<dt><span class="dot ${side}"></span>${STANCE_WORDS[side]}</dt><dd>${list(words[side], side)}</dd>`,
  );
  return html`<div class="words"><p class="small soft">Words that one side uses more, in how many of its comments to how many of the other’s</p><dl>${rows}</dl></div>`;
}

function list(words: readonly SideWord[], side: Side): Markup {
  if (words.length === 0) return html`<span class="soft">none that stands out</span>`;
  const other = side === 'favor' ? 'against' : 'favor';
  const items = words.map(
    (one) =>
      html`<li><bdi>${untrustedText(one.word)}</bdi> <span class="soft">${one[side]} : ${one[other]}</span></li>`,
  );
  return html`<ul>${items}</ul>`;
}
