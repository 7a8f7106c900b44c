import type { Analysis, Share, StanceLabel, StanceSummary } from '../../schemas.ts';
import { MIN_SAMPLE_SIZE } from '../../summary.ts';
import { STANCE_LABELS } from '../../tasks.ts';
import { bar } from '../html/bar.ts';
import { percent, plural } from '../html/format.ts';
import { html, type Markup, NOTHING } from '../html/markup.ts';
import { untrustedExcerpt } from '../html/untrusted.ts';
import { MAX_TARGET_LENGTH, STANCE_WORDS } from './labels.ts';

/** Width of the mark at a share, as a share of the bar. */
const MARK_WIDTH = 0.02;

/**
 * Returns where readers stand towards each target, and how that goes with toxicity; nothing without comments or
 * targets.
 */
export function targetsSection({ summary, targets, thread, comments }: Analysis): Markup {
  if (summary.comments === 0 || targets.length === 0) return NOTHING;
  const cards = summary.stances.map((stance, t) =>
    targetCard(stance, t, targets.length > 1, [
      stance.target === thread.headline && 'the headline',
      comments[0]?.stances[t]?.targetNegated && 'read as a refusal of what it names',
    ]),
  );
  return html`<section aria-labelledby="stances"><h2 id="stances">Where readers stand</h2><div class="targets">${cards}</div></section>`;
}

function targetCard(
  stance: StanceSummary,
  t: number,
  isNumbered: boolean,
  remarks: readonly (string | false | undefined)[],
): Markup {
  const remark = remarks.filter((one) => one).join(', ');
  return html`<div class="card target">
<h3>${isNumbered && html`<span class="which">${t + 1}</span>`}<span class="soft">Towards</span> <bdi>${untrustedExcerpt(stance.target, MAX_TARGET_LENGTH)}</bdi>${remark !== '' && html` <span class="soft">(${remark})</span>`}</h3>
<div class="split"><div>${stanceTable(stance)}${clearNote(stance)}</div><div>${toxicityTable(stance, t)}${civilDisagreement(stance, t)}</div></div>
</div>`;
}

function stanceTable({ counts, clear, shares }: StanceSummary): Markup {
  const total = Math.max(1, sum(counts));
  const rows = STANCE_LABELS.map(
    (label) => html`<tr><th scope="row"><span class="dot ${label}"></span>${STANCE_WORDS[label]}</th>
<td class="bars">${bar([
      { share: clear[label] / total, kind: label },
      { share: (counts[label] - clear[label]) / total, kind: `${label} faint` },
    ])}</td>
<td class="number">${counts[label]}</td><td class="number">${clear[label]}</td>
${shares !== null && html`<td class="number">${interval(shares[label], label)}</td>`}</tr>`,
  );
  return html`<table><caption>Comments by stance; the pale end of a bar is unsure</caption>
<thead><tr><th scope="col">Stance</th><td></td><th scope="col" class="number">All</th><th scope="col" class="number">Clear</th>${shares !== null && html`<th scope="col" class="number">Share of clear</th>`}</tr></thead>
<tbody>${rows}</tbody></table>`;
}

/** A share in figures, and below them its interval as a pale segment with a mark at the share. */
function interval({ share, low, high }: Share, label: StanceLabel): Markup {
  const mark = Math.max(low, Math.min(share - MARK_WIDTH / 2, high - MARK_WIDTH));
  const segments = [
    { share: low, kind: 'nothing' },
    { share: mark - low, kind: `${label} faint` },
    { share: MARK_WIDTH, kind: label },
    { share: Math.max(0, high - mark - MARK_WIDTH), kind: `${label} faint` },
  ];
  return html`${percent(share)} <span class="soft">(${percent(low)} to ${percent(high)})</span>${bar(segments, 'thin')}`;
}

function clearNote({ counts, clear, abstained }: StanceSummary): Markup {
  const clearTotal = sum(clear);
  const total = sum(counts);
  const unsure = abstained === 0 ? '' : `Unsure, little better than a guess: ${abstained} of ${total}. `;
  const verdict =
    clearTotal < MIN_SAMPLE_SIZE
      ? html`<strong>Too few to say:</strong> ${plural(clearTotal, 'clear answer')}, and shares are given from ${MIN_SAMPLE_SIZE} on.`
      : 'In brackets, and pale below: how far the share could be off by the luck of who wrote (95%).';
  return html`<p class="note small soft">${unsure}${verdict}</p>`;
}

function toxicityTable({ counts, toxic }: StanceSummary, t: number): Markup {
  const largest = Math.max(1, ...STANCE_LABELS.flatMap((label) => [toxic[label], counts[label] - toxic[label]]));
  const cell = (count: number, label: StanceLabel, kind: 'civil' | 'toxic') =>
    html`<td><a href="#thread" data-target="${t}" data-show="${label} ${kind}"><b>${count}</b>${bar([{ share: count / largest, kind: kind === 'toxic' ? 'toxic' : label }], 'thin')}<span class="unseen"> comments ${STANCE_WORDS[label].toLowerCase()}, ${kind}: show them</span></a></td>`;
  const rows = STANCE_LABELS.map(
    (label) =>
      html`<tr><th scope="row">${STANCE_WORDS[label]}</th>${cell(counts[label] - toxic[label], label, 'civil')}${cell(toxic[label], label, 'toxic')}</tr>`,
  );
  return html`<table class="grid"><caption>Toxicity against stance</caption>
<thead><tr><th scope="col">Stance</th><th scope="col">Civil</th><th scope="col">Toxic</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/**
 * Disagreement without insult, in a lane of its own: it is easily taken for trouble, and is what a discussion lives on.
 */
function civilDisagreement({ disagree, disagreeCivil }: StanceSummary, t: number): Markup {
  return html`<a class="lane-box" href="#thread" data-target="${t}" data-show="civil-disagreement">
<b>Disagrees but civil: ${disagreeCivil} of ${disagree}</b>
<span class="small soft">clearly against, or against the comment it answers, without a toxic label</span></a>`;
}

const sum = (counts: Readonly<Record<StanceLabel, number>>) =>
  STANCE_LABELS.reduce((total, label) => total + counts[label], 0);
