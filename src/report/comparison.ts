import type { ComparedLabels, Comparison, Decisions, TellingComment } from '../evaluate/index.ts';
import { REPLY_LABELS, STANCE_LABELS, TOXICITY_ATTRIBUTES } from '../tasks.ts';
import { beginning } from '../text/beginning.ts';
import { bar } from './html/bar.ts';
import { type HtmlDocument, htmlDocument } from './html/document.ts';
import { excerpt, percent, plural } from './html/format.ts';
import { html, type Markup, NOTHING } from './html/markup.ts';
import { untrustedExcerpt, untrustedText } from './html/untrusted.ts';
import { STYLE } from './style.ts';

/** UTF-16 units of a comment, and of what it is asked towards, that are shown. */
const MAX_TEXT = 1500;
const MAX_ASKED = 200;
/** Groups that are shown, those with most turned decisions. */
const MAX_GROUPS = 50;

/** Returns what changes from one model to another as one HTML page that needs nothing else, with its content security policy. */
export function comparisonPage(comparison: Comparison): Promise<HtmlDocument> {
  const { before, after, stance, reply } = comparison;
  return htmlDocument({
    title: `${before.version} → ${after.version} · what changes`,
    style: STYLE,
    script: '',
    body: html`<a class="skip" href="#telling">Skip to the comments</a>
${headOf(comparison)}
<main>
${flagsSection(comparison)}
${stance === null ? NOTHING : turnsSection('Stance', STANCE_LABELS, stance)}
${reply === null ? NOTHING : turnsSection('Reply', REPLY_LABELS, reply)}
${groupsSection(comparison)}
${tellingSection(comparison)}
</main>
<footer class="end"><p class="soft small">Before: <code>${before.sha256.slice(0, 16)}</code>, after: <code>${after.sha256.slice(0, 16)}</code>. A model ranks and explains; a person decides.</p></footer>`,
  });
}

function headOf({ before, after, comments, turned, toxicity }: Comparison): Markup {
  const { toxicity: flag } = toxicity;
  return html`<header class="top"><p class="eyebrow">Before you deploy</p>
<h1>What changes from ${before.version} to ${after.version}</h1>
<p class="soft">${plural(comments, 'comment')}, each asked of both models</p>
<p class="lede">Decisions turn on ${turned.toLocaleString('en')} of ${plural(comments, 'comment')} (${percent(turned / comments)}). ${percent(flag.before.share)} were toxic, ${percent(flag.after.share)} are now.</p></header>`;
}

function flagsSection({ toxicity }: Comparison): Markup {
  const rows = TOXICITY_ATTRIBUTES.map((attribute) => {
    const { before, after, gained, lost, sameShareFrom } = toxicity[attribute];
    return html`<tr><th scope="row">${attribute.replaceAll('_', ' ')}</th>
<td class="bars">${bar([{ share: before.share, kind: 'toxic faint' }], 'thin')}${bar([{ share: after.share, kind: 'toxic' }], 'thin')}</td>
<td class="number">${percent(before.share)}</td><td class="number">${percent(after.share)}</td><td class="number">${gained}</td><td class="number">${lost}</td><td class="number">${sameShareFrom === null ? '–' : sameShareFrom.toFixed(3)}</td></tr>`;
  });
  return html`<section class="card" aria-labelledby="flags"><h2 id="flags">Toxicity</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="flags"><table><caption>Share of the comments with each label. The last column is the score of the new model from which on as many comments lie as the old one flagged.</caption>
<thead><tr><th>label</th><td></td><th scope="col" class="number">before</th><th scope="col" class="number">after</th><th scope="col" class="number">gained</th><th scope="col" class="number">lost</th><th scope="col" class="number">same share from</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`;
}

function turnsSection<Label extends string>(
  title: string,
  labels: readonly Label[],
  { comments, turned, turns, abstained }: ComparedLabels<Label>,
): Markup {
  const id = title.toLowerCase();
  const rows = labels.map(
    (from) =>
      html`<tr><th scope="row">${from}</th>${labels.map((to) => html`<td class="number">${from === to ? turns[from][to] : html`<b>${turns[from][to]}</b>`}</td>`)}</tr>`,
  );
  return html`<section class="card" aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="${id}"><table><caption>${turned} of ${plural(comments, 'comment')} turn. Down: before; across: after. ${abstained.before} abstained before, ${abstained.after} after.</caption>
<thead><tr><th>before</th>${labels.map((to) => html`<th scope="col" class="number">${to}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div></section>`;
}

function groupsSection({ groups }: Comparison): Markup {
  if (groups.length === 0) return NOTHING;
  const more = groups.length - MAX_GROUPS;
  const rows = groups
    .slice(0, MAX_GROUPS)
    .map(
      ({ group, comments, toxicBefore, toxicAfter, turned }) =>
        html`<tr><th scope="row">${untrustedExcerpt(group, 60)}</th><td class="number">${comments}</td><td class="number">${toxicBefore}</td><td class="number">${toxicAfter}</td><td class="number">${turned}</td></tr>`,
    );
  return html`<section class="card" aria-labelledby="groups"><h2 id="groups">Groups</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="groups"><table><caption>Articles, topics and groups that the rows name, those with most turned decisions first.${more > 0 && ` ${plural(more, 'more')} left out.`}</caption>
<thead><tr><th>group</th><th scope="col" class="number">comments</th><th scope="col" class="number">toxic before</th><th scope="col" class="number">after</th><th scope="col" class="number">turned</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`;
}

function tellingSection({ telling }: Comparison): Markup {
  if (telling.length === 0)
    return html`<section id="telling"><h2>Comments</h2><p class="note">No score of any comment changes.</p></section>`;
  return html`<section id="telling"><h2>The most telling comments</h2><ol class="thread flat">${telling.map(item)}</ol></section>`;
}

function item({ id, text, target, parent, turned, score, before, after }: TellingComment): Markup {
  return html`<li><article>
<div class="who"><h3>${untrustedExcerpt(id, 40)}</h3><span>${score.label.replaceAll('_', ' ')} ${score.before.toFixed(2)} → ${score.after.toFixed(2)}</span></div>
${parent !== null && html`<p class="small soft">answers “${untrustedText(excerpt(parent, MAX_ASKED))}”</p>`}
${target !== null && html`<p class="small soft">towards “${untrustedText(excerpt(target, MAX_ASKED))}”</p>`}
<p class="text" dir="auto">${untrustedText(text.length > MAX_TEXT ? `${beginning(text, MAX_TEXT)}…` : text)}</p>
<p class="verdict"><span class="small soft">before</span>${tags(before)}<span class="small soft">after</span>${tags(after)}${turned.length === 0 && html`<span class="small soft">only scores move</span>`}</p>
</article></li>`;
}

function tags({ toxicity, stance, reply }: Decisions): Markup {
  const labels = toxicity.map((label) => html`<span class="tag toxic">${label.replaceAll('_', ' ')}</span>`);
  const exclusive = [stance, reply].flatMap((label) =>
    label === null ? [] : [html`<span class="tag ${label}">${label}</span>`],
  );
  const all = [...labels, ...exclusive];
  return all.length === 0 ? html`<span class="tag none">nothing</span>` : html`${all}`;
}
