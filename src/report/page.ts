import type { Analysis } from '../schemas.ts';
import { commentItems } from './comments.ts';
import { type ClosedDocument, closedDocument } from './document.ts';
import { headSection, standoutsSection } from './head.ts';
import { excerpt, html, type Markup, NOTHING, strangersLine } from './markup.ts';
import { footSection, NOTES, unreadSection } from './notes.ts';
import { enhance } from './script.ts';
import { STYLE } from './style.ts';
import { targetsSection } from './targets.ts';

/** An analysis as one HTML page, with its content security policy. */
export function reportDocument(analysis: Analysis): Promise<ClosedDocument> {
  const headline = strangersLine(excerpt(analysis.thread.headline ?? 'Reader comments', 120));
  return closedDocument({
    title: `${headline} · reader comments`,
    style: STYLE,
    script: `(${enhance.toString()})()`,
    body: html`<a class="skip" href="#thread">Skip to the comments</a>
${headSection(analysis)}
<main>
${targetsSection(analysis)}
${standoutsSection(analysis)}
${unreadSection(analysis)}
${threadSection(analysis)}
${NOTES}
</main>
${footSection(analysis)}`,
  });
}

function threadSection(analysis: Analysis): Markup {
  const { targets, summary } = analysis;
  if (summary.comments === 0) return NOTHING;
  return html`<section id="thread" aria-labelledby="thread-title"><h2 id="thread-title">The thread</h2>
${tools(targets)}
${LEGEND}
<ol class="thread" id="comments">${commentItems(analysis)}</ol></section>`;
}

const LEGEND = html`<p class="legend small soft"><span>Marked words spoke for</span> <mark class="toxic">toxicity</mark> <mark class="favor">in favor</mark> <mark class="against">against</mark> <mark class="agree">agreeing or disagreeing</mark></p>`;

/** Hidden until the script has made them work. */
function tools(targets: readonly string[]): Markup {
  const options = targets.map(
    (target, t) => html`<option value="${t}">${t + 1}: ${strangersLine(excerpt(target, 60))}</option>`,
  );
  const stances = html`<option value="favor">In favor</option><option value="against">Against</option><option value="none">Neither</option>
<option value="favor civil" hidden>In favor, civil</option><option value="favor toxic" hidden>In favor, toxic</option><option value="against civil" hidden>Against, civil</option>
<option value="against toxic" hidden>Against, toxic</option><option value="none civil" hidden>Neither, civil</option><option value="none toxic" hidden>Neither, toxic</option>`;
  return html`<form class="tools" role="search" aria-label="Comments" hidden>
${targets.length > 1 && html`<label>Target<select name="target" autocomplete="off">${options}</select></label>`}
<label>Show<select name="show" autocomplete="off"><option value="all">All comments</option>${targets.length > 0 && stances}<option value="civil-disagreement">Disagrees but civil</option><option value="toxic">Toxic</option><option value="unsure">Unsure</option><option value="agree">Agrees with its parent</option><option value="disagree">Disagrees with its parent</option></select></label>
<label>Sort<select name="sort" autocomplete="off"><option value="thread">As written</option><option value="disputed">Most disputed first</option><option value="agreed">Most agreed with first</option><option value="toxicity">Most toxic first</option><option value="doubt">Uncertain first</option></select></label>
<label>Find<input type="search" name="search" autocomplete="off"></label>
<output></output>
</form>`;
}
