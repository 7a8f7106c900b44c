import { bar } from '../../report/html/bar.ts';
import { type HtmlDocument, htmlDocument } from '../../report/html/document.ts';
import { html, type Markup } from '../../report/html/markup.ts';
import { THEME } from '../../report/html/theme.ts';
import { REPLY_LABELS, STANCE_LABELS, TOXICITY_ATTRIBUTES } from '../../tasks.ts';
import { SCRIPT } from './script.text.ts';

const STYLE = `${THEME}
header.top { padding-block: clamp(1.75rem, 5vw, 3rem) 1rem; }
header.top h1 { margin-block: 0.4rem 0.6rem; }
main { padding-bottom: 4rem; }
main > section { margin-block: 1.5rem 2.5rem; }
main > section > h2 { margin-bottom: 0.3rem; }
.two { display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); margin-top: 1rem; }
.two > * { min-width: 0; }
.fields { display: grid; gap: 0.9rem; align-content: start; }
label { display: grid; gap: 0.25rem; font-size: 0.86rem; color: var(--soft); }
textarea, input { width: 100%; color: var(--ink); background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 0.5rem 0.7rem; font-size: 1rem; }
textarea { resize: vertical; }
#text { font: 1.1rem/1.5 var(--serif); }
.said { font: 1.1rem/1.55 var(--serif); white-space: pre-wrap; unicode-bidi: plaintext; min-height: 1.6em; overflow: clip; }
.said:empty::before { content: "Nothing yet."; color: var(--soft); }
.scores { display: grid; gap: 0.28rem; margin-top: 1rem; }
.scores h3 { font-size: 0.8rem; color: var(--soft); font-weight: 400; margin-top: 0.4rem; }
.score { display: grid; grid-template-columns: 8.5rem 1fr 3.2rem; gap: 0.6rem; align-items: center; font-size: 0.92rem; color: var(--soft); }
.score.chosen { color: var(--ink); font-weight: 600; }
.score .number { text-align: end; font-variant-numeric: tabular-nums; }
.score rect { transition: width 0.15s; }
@media (prefers-reduced-motion: reduce) { .score rect { transition: none; } }
svg .agree, svg .disagree, svg .neutral { fill: var(--reply); }
button { justify-self: start; background: var(--accent); color: var(--paper); border: 0; border-radius: 8px; padding: 0.55rem 1.2rem; cursor: pointer; font-weight: 600; }
button.second, .suggested label { background: none; color: var(--ink); border: 1px solid var(--line); font-weight: 400; border-radius: 8px; }
.suggested { display: flex; flex-wrap: wrap; gap: 0.5rem 0.8rem; align-items: center; }
#suggestions { display: contents; }
.suggested label { display: inline-flex; align-items: center; gap: 0.45em; padding: 0.4rem 0.8rem; font-size: 0.92rem; cursor: pointer; }
.suggested input { width: auto; margin: 0; }
button:hover { filter: brightness(1.1); }
#status { margin-top: 0.8rem; }
#here { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.7rem 1rem; padding: 1rem; margin-top: 0.3rem; }
#here .bytes { font-variant-numeric: tabular-nums; }
progress { appearance: none; flex-basis: 100%; width: 100%; height: 0.6rem; border: 0; border-radius: 6px; background: var(--track); overflow: hidden; }
progress[hidden] { display: none; }
::-webkit-progress-bar { background: var(--track); }
::-webkit-progress-value { background: var(--accent); border-radius: 6px; }
::-moz-progress-bar { background: var(--accent); border-radius: 6px; }
#page-form { margin-top: 1rem; }
iframe { width: 100%; height: 80vh; border: 1px solid var(--line); border-radius: 12px; margin-top: 1.25rem; background: var(--paper); }
iframe[hidden] { display: none; }
`;

const WORDS: Readonly<Record<string, string>> = {
  favor: 'in favor',
  none: 'neither',
  agree: 'agrees',
  disagree: 'disagrees',
  neutral: 'neither',
};

/**
 * Returns a page to try the server on: scores while one types, and the report of a page that one pastes.
 * @param needsKey whether it asks for an API key
 * @param inBrowser whether it offers to answer in the browser
 */
export function playgroundPage(
  model: { readonly version: string; readonly sha256: string },
  { needsKey, inBrowser }: { readonly needsKey: boolean; readonly inBrowser: boolean },
): Promise<HtmlDocument> {
  return htmlDocument({
    title: 'below-the-line',
    style: STYLE,
    script: SCRIPT,
    // The form opens the report in the frame; both are this server's.
    allow: "connect-src 'self'; form-action 'self'; frame-src 'self'; worker-src 'self'",
    body: html`<header class="top"><p class="eyebrow">below-the-line</p><h1>Where does a comment stand, and how toxic is it?</h1>
<p class="soft">What is written here goes to this server and to no other.</p></header>
<main>
${needsKey && html`<section><label>API key<input id="key" type="password" autocomplete="off"></label></section>`}
<section aria-labelledby="type"><h2 id="type">Type a comment</h2>
<div class="two"><div class="fields">
<label>Comment<textarea id="text" rows="5" dir="auto" spellcheck="false">Nonsense. The ferry was never on time, and you clowns want to rely on it?</textarea></label>
<label>Stance towards (a claim, a person, a headline)<input id="target" dir="auto" value="closing the bridge to cars"></label>
<label>In answer to<textarea id="parent" rows="2" dir="auto">Just take the ferry instead.</textarea></label>
${inBrowser && HERE}</div><div class="card">
<div class="said" id="shown" dir="auto"></div>
<div class="scores">${rows('toxicity', 'Toxicity', TOXICITY_ATTRIBUTES)}${rows('stance', 'Stance towards the target', STANCE_LABELS)}${rows('reply', 'Answer to the other comment', REPLY_LABELS)}</div>
<p class="small soft" id="status" role="status"></p>
</div></div></section>
<section aria-labelledby="read"><h2 id="read">Paste a page</h2>
<p class="soft">Its HTML, its visible text, or saved JSON. The report opens below.</p>
<form id="page-form" class="fields" action="v1/report" method="post" target="report">
<label>Page<textarea name="page" rows="6" required spellcheck="false"></textarea></label>
<label>Targets, one a line<textarea name="targets" rows="2" placeholder="What is there to be for or against? Left empty: the article itself, the dispute in its headline, the two that readers mention most"></textarea></label>
<div class="suggested"><button type="button" id="suggest" class="second">Suggest targets</button><div id="suggestions" role="group" aria-label="Suggestions"></div><span id="suggested" class="small" role="status"></span></div>
${needsKey && html`<input type="hidden" name="key">`}
<button>Show the report</button></form>
<iframe id="report" name="report" title="Report" sandbox="allow-scripts allow-popups" hidden></iframe></section>
<p class="small soft">Model ${model.version}, sha256 <code>${model.sha256.slice(0, 12)}</code> · ? marks answers that are little better than a guess · <a href="openapi.json">OpenAPI</a> · <a href="health">health</a></p>
</main>`,
  });
}

/** Where one sees who answers, and may load the model into the browser. */
const HERE = html`<div class="card" id="here"><span class="status small" role="status">This server answers. The model can come here instead, and what you type then stays in this browser.</span><span class="bytes small soft"></span><button type="button">Answer in this browser</button><progress hidden aria-label="Loading the model"></progress></div>`;

const rows = (kind: string, title: string, names: readonly string[]): Markup =>
  html`<h3>${title}</h3>${names.map(
    (name) =>
      html`<div class="score" data-kind="${kind}" data-name="${name}"><span>${WORDS[name] ?? name.replaceAll('_', ' ')}</span>${bar([{ share: 0, kind: kind === 'toxicity' ? 'toxic' : name }], 'thin')}<span class="number">–</span></div>`,
  )}`;
