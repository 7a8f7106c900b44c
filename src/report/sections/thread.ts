import type { Analysis } from '../../schemas.ts';
import { excerpt } from '../html/format.ts';
import { html, type Markup, NOTHING } from '../html/markup.ts';
import { untrustedLine } from '../html/untrusted.ts';
import { commentItems } from './comments.ts';

/** UTF-16 units of a target in the list that one is chosen from. */
const MAX_OPTION_LENGTH = 60;

/**
 * Returns the thread: the form that sorts and filters it, what its marks mean, and every comment; nothing without any.
 */
export function threadSection(analysis: Analysis): Markup {
  const { targets, summary } = analysis;
  if (summary.comments === 0) return NOTHING;
  return html`<section id="thread" aria-labelledby="thread-title"><h2 id="thread-title">The thread</h2>
${filterForm(targets)}
${LEGEND}
<ol class="thread" id="comments">${commentItems(analysis)}</ol></section>`;
}

const LEGEND = html`<p class="legend small soft"><span>Marked words spoke for</span> <mark class="toxic">toxicity</mark> <mark class="favor">in favor</mark> <mark class="against">against</mark> <mark class="agree">agreeing or disagreeing</mark></p>`;

/** Hidden until the script has made it work. */
function filterForm(targets: readonly string[]): Markup {
  const options = targets.map(
    (target, t) => html`<option value="${t}">${t + 1}: ${untrustedLine(excerpt(target, MAX_OPTION_LENGTH))}</option>`,
  );
  const stances = html`<option value="favor">In favor</option><option value="against">Against</option><option value="about">About it</option><option value="none">Not about it</option>
<option value="favor civil" hidden>In favor, civil</option><option value="favor toxic" hidden>In favor, toxic</option><option value="against civil" hidden>Against, civil</option>
<option value="against toxic" hidden>Against, toxic</option><option value="none civil" hidden>Not about it, civil</option><option value="none toxic" hidden>Not about it, toxic</option>`;
  return html`<form class="tools" role="search" aria-label="Comments" hidden>
${targets.length > 1 && html`<label>Target<select name="target" autocomplete="off">${options}</select></label>`}
<label>Show<select name="show" autocomplete="off"><option value="all">All comments</option>${targets.length > 0 && stances}<option value="civil-disagreement">Disagrees but civil</option><option value="toxic">Toxic</option><option value="unsure">Unsure</option><option value="agree">Agrees with its parent</option><option value="disagree">Disagrees with its parent</option></select></label>
<label>Sort<select name="sort" autocomplete="off"><option value="thread">As written</option><option value="disputed">Most disputed first</option><option value="agreed">Most agreed with first</option><option value="toxicity">Most toxic first</option><option value="doubt">Uncertain first</option></select></label>
<label>Find<input type="search" name="search" autocomplete="off"></label>
<output></output>
</form>`;
}
