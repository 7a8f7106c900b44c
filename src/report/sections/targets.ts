import type { Analysis, Share, StanceSummary } from '../../schemas.ts';
import { MIN_SAMPLE_SIZE } from '../../summary.ts';
import { bar } from '../html/bar.ts';
import { percent, plural } from '../html/format.ts';
import { html, type Markup, NOTHING } from '../html/markup.ts';
import { untrustedExcerpt } from '../html/untrusted.ts';
import { MAX_TARGET_LENGTH, SIDES, type Side, STANCE_WORDS } from './labels.ts';
import { sideBySide } from './side-by-side.ts';
import { sideWords } from './side-words.ts';

/** Width of the mark at a share, as a share of the bar. */
const MARK_WIDTH = 0.02;

/**
 * Returns where those who speak about each target stand, how that goes with toxicity, and what words they use; nothing
 * without comments or targets.
 */
export function targetsSection({ summary, targets, suggestions, thread, comments }: Analysis): Markup {
  if (summary.comments === 0 || targets.length === 0) return NOTHING;
  const cards = summary.stances.map((stance, t) =>
    targetCard(stance, t, targets.length > 1, summary.comments, [
      stance.target === thread.headline && 'the headline',
      suggestions.some(({ target, kind }) => target === stance.target && kind === 'issue') &&
        'the dispute in the headline',
      comments[0]?.stances[t]?.targetNegated && 'read as a refusal of what it names',
    ]),
  );
  return html`<section aria-labelledby="stances"><h2 id="stances">Where readers stand</h2><div class="targets">${cards}</div>${sideBySide(summary)}</section>`;
}

function targetCard(
  stance: StanceSummary,
  t: number,
  isNumbered: boolean,
  comments: number,
  remarks: readonly (string | false | undefined)[],
): Markup {
  const remark = remarks.filter((one) => one).join(', ');
  const body =
    stance.about === 0
      ? NOTHING
      : html`<div class="split"><div>${stanceTable(stance)}${clearNote(stance)}</div><div>${toxicityTable(stance, t)}${civilDisagreement(stance, t)}</div></div>${sideWords(stance.words)}`;
  return html`<div class="card target">
<h3>${isNumbered && html`<span class="which">${t + 1}</span>`}<span class="soft">Towards</span> <bdi>${untrustedExcerpt(stance.target, MAX_TARGET_LENGTH)}</bdi>${remark !== '' && html` <span class="soft">(${remark})</span>`}</h3>
<p class="speak">${speak(stance, t, comments)}</p>
${body}
</div>`;
}

/** How many comments speak about a target, and how many do not, each a link to them. */
function speak({ about, counts }: StanceSummary, t: number, comments: number): Markup {
  const rest = counts.none;
  const link = (what: string, text: string) =>
    html`<a href="#thread" data-target="${t}" data-show="${what}">${text}</a>`;
  if (about === 0) return html`None of ${plural(comments, 'comment')} speaks about it.`;
  const others =
    rest > 0 && html`; ${link('none', `${rest.toLocaleString('en')} ${rest === 1 ? 'is' : 'are'} not about it`)}`;
  return html`${link('about', `${about.toLocaleString('en')} of ${plural(comments, 'comment')}`)} ${about === 1 ? 'speaks' : 'speak'} about it${others}.`;
}

function stanceTable({ counts, about, clear, shares }: StanceSummary): Markup {
  const rows = SIDES.map(
    (side) => html`<tr><th scope="row"><span class="dot ${side}"></span>${STANCE_WORDS[side]}</th>
<td class="bars">${bar([
      { share: clear[side] / about, kind: side },
      { share: (counts[side] - clear[side]) / about, kind: `${side} faint` },
    ])}</td>
<td class="number">${counts[side]}</td><td class="number">${clear[side]}</td>
${shares !== null && html`<td class="number">${interval(shares[side], side)}</td>`}</tr>`,
  );
  return html`<table><caption>Those who speak about it; the pale end of a bar is unsure</caption>
<thead><tr><th scope="col">Stance</th><td></td><th scope="col" class="number">All</th><th scope="col" class="number">Clear</th>${shares !== null && html`<th scope="col" class="number">Share of clear</th>`}</tr></thead>
<tbody>${rows}</tbody></table>`;
}

/** A share in figures, and below them its interval as a pale segment with a mark at the share. */
function interval({ share, low, high }: Share, label: Side): Markup {
  const mark = Math.max(low, Math.min(share - MARK_WIDTH / 2, high - MARK_WIDTH));
  const segments = [
    { share: low, kind: 'nothing' },
    { share: mark - low, kind: `${label} faint` },
    { share: MARK_WIDTH, kind: label },
    { share: Math.max(0, high - mark - MARK_WIDTH), kind: `${label} faint` },
  ];
  return html`${percent(share)} <span class="soft">(${percent(low)} to ${percent(high)})</span>${bar(segments, 'thin')}`;
}

function clearNote({ about, clear }: StanceSummary): Markup {
  const clearTotal = clear.favor + clear.against;
  const unsure = about === clearTotal ? '' : `Unsure, little better than a guess: ${about - clearTotal} of ${about}. `;
  const verdict =
    clearTotal < MIN_SAMPLE_SIZE
      ? html`<strong>Too few to say:</strong> ${plural(clearTotal, 'clear answer')}, and shares are given from ${MIN_SAMPLE_SIZE} on.`
      : 'In brackets, and pale below: how far the share could be off by the luck of who wrote (95%).';
  return html`<p class="note small soft">${unsure}${verdict}</p>`;
}

function toxicityTable({ counts, toxic }: StanceSummary, t: number): Markup {
  const largest = Math.max(1, ...SIDES.flatMap((side) => [toxic[side], counts[side] - toxic[side]]));
  const cell = (count: number, side: Side, kind: 'civil' | 'toxic') =>
    html`<td><a href="#thread" data-target="${t}" data-show="${side} ${kind}"><b>${count}</b>${bar([{ share: count / largest, kind: kind === 'toxic' ? 'toxic' : side }], 'thin')}<span class="unseen"> comments ${STANCE_WORDS[side].toLowerCase()}, ${kind}: show them</span></a></td>`;
  const rows = SIDES.map(
    (side) =>
      html`<tr><th scope="row">${STANCE_WORDS[side]}</th>${cell(counts[side] - toxic[side], side, 'civil')}${cell(toxic[side], side, 'toxic')}</tr>`,
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
