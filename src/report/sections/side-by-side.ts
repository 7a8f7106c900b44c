import type { Summary, TargetPair } from '../../schemas.ts';
import { MIN_SAMPLE_SIZE } from '../../summary.ts';
import { percent } from '../html/format.ts';
import { html, type Markup, NOTHING } from '../html/markup.ts';
import { untrustedExcerpt } from '../html/untrusted.ts';
import { SIDES } from './labels.ts';

/** UTF-16 units of a target at the head of a row. */
const MAX_NAME_LENGTH = 60;
/** Targets that are put side by side: more make a table that nobody reads. */
const MAX_TARGETS = 7;
const SIGNS = { favor: 'for', against: 'against' } as const;

/**
 * Returns who is for one target and for or against another: a row for each target, a column for each that follows.
 * Nothing where nobody takes a clear side on two.
 */
export function sideBySide({ stances, pairs }: Summary): Markup {
  const shown = pairs.filter(({ second }) => second < MAX_TARGETS);
  if (shown.every((pair) => bothOf(pair) === 0)) return NOTHING;
  const count = Math.min(stances.length, MAX_TARGETS);
  const columns = Array.from({ length: count - 1 }, (_, i) => i + 1);
  const rows = stances.slice(0, count - 1).map(({ target }, first) => {
    const cells = columns.map((second) => {
      const pair = shown.find((one) => one.first === first && one.second === second);
      return pair === undefined ? html`<td></td>` : cellOf(pair);
    });
    return html`<tr><th scope="row"><span class="which">${first + 1}</span><bdi>${untrustedExcerpt(target, MAX_NAME_LENGTH)}</bdi></th>${cells}</tr>`;
  });
  const heads = columns.map(
    (second) =>
      html`<th scope="col"><span class="which">${second + 1}</span><bdi>${untrustedExcerpt(stances[second]!.target, MAX_NAME_LENGTH)}</bdi></th>`,
  );
  return html`<div class="card beside"><h3>Side by side</h3>
<p class="small soft" id="matrix">Comments that take a clear side on both: for or against the target of the row, then that of the column. How many stand on the same side is given from ${MIN_SAMPLE_SIZE} on.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Side by side"><table class="matrix" aria-describedby="matrix">
<thead><tr><td></td>${heads}</tr></thead><tbody>${rows}</tbody></table></div></div>`;
}

function cellOf(pair: TargetPair): Markup {
  const both = bothOf(pair);
  if (both === 0) return html`<td class="soft">nobody on both</td>`;
  const lines = SIDES.flatMap((one) =>
    SIDES.filter((other) => pair.counts[one][other] > 0).map(
      (other) => html`<li><b>${pair.counts[one][other]}</b> ${SIGNS[one]}, ${SIGNS[other]}</li>`,
    ),
  );
  const { same } = pair;
  const share =
    same === null
      ? html`<span class="small soft">too few to say</span>`
      : html`<span class="small">${percent(same.share)} on the same side <span class="soft">(${percent(same.low)} to ${percent(same.high)})</span></span>`;
  return html`<td><ul>${lines}</ul>${share}</td>`;
}

const bothOf = ({ counts }: TargetPair) =>
  counts.favor.favor + counts.favor.against + counts.against.favor + counts.against.against;
