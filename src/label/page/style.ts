import { THEME } from '../../report/html/theme.ts';

/** The style of the labelling page: a desk with the comment in the middle, and the rules beside it. */
export const STYLE = `${THEME}
.bar { display: grid; grid-template-columns: 1fr auto; gap: 0.5rem 1rem; align-items: center; padding: 0.75rem clamp(1rem, 3vw, 2rem); border-bottom: 1px solid var(--line); }
.bar h1 { font: 600 1.05rem/1.3 var(--serif); }
.bar .where { display: flex; flex-wrap: wrap; gap: 0 0.8rem; align-items: baseline; }
.bar nav { display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; align-items: center; justify-content: end; }
#progress { font-variant-numeric: tabular-nums; }
#share { grid-column: 1 / -1; appearance: none; width: 100%; height: 0.25rem; border: 0; border-radius: 3px; background: var(--track); overflow: hidden; }
#share::-webkit-progress-bar { background: var(--track); }
#share::-webkit-progress-value { background: var(--accent); }
#share::-moz-progress-bar { background: var(--accent); }
.columns { display: grid; gap: 2rem; max-width: 90rem; margin-inline: auto; padding: 1.25rem clamp(1rem, 3vw, 2rem) 6rem; grid-template-columns: minmax(0, 1fr); }
main { max-width: none; margin: 0; padding: 0; width: 100%; }
@media (min-width: 66rem) {
  .columns { grid-template-columns: minmax(0, 46rem) minmax(18rem, 1fr); padding-bottom: 2rem; }
  aside { position: sticky; top: 1rem; align-self: start; }
  aside .guideline { max-height: calc(100vh - 8rem); overflow: auto; }
}
#work { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
[hidden] { display: none !important; }
#headline { font: 600 1.15rem/1.35 var(--serif); text-wrap: balance; }
#lead { margin-top: 0.2rem; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
#above { display: grid; gap: 0.5rem; grid-template-columns: minmax(0, 1fr); }
#above:empty { display: none; }
#above li { border-inline-start: 3px solid var(--line); padding-inline-start: 0.8rem; font-size: 0.95rem; }
#above li:last-child { border-color: var(--reply); }
#above .name { color: var(--soft); font-size: 0.82rem; }
#above p { white-space: pre-wrap; unicode-bidi: plaintext; overflow: clip; max-height: 12em; overflow-y: auto; }
#comment { padding: 1.1rem 1.25rem; }
#comment:focus, #comment:focus-visible { outline: 2px solid var(--accent); outline-offset: -1px; border-radius: 12px; }
#author { font: 400 0.86rem/1.4 var(--sans); }
#text { font: 1.25rem/1.6 var(--serif); white-space: pre-wrap; unicode-bidi: plaintext; margin-top: 0.3rem; overflow: clip; max-height: 60vh; overflow-y: auto; }
#text mark { background: var(--toxic-wash); text-decoration: underline wavy var(--toxic) 0.1em; }
#text .cursor { outline: 2px solid var(--accent); outline-offset: 1px; border-radius: 3px; }
#marks { display: flex; flex-wrap: wrap; gap: 0.4rem; }
#marks:not(:empty), #mark:not([hidden]) { margin-top: 0.7rem; }
#marks button { min-height: 1.9rem; font-size: 0.86rem; font-weight: 400; color: var(--toxic); background: var(--toxic-wash); border: 0; border-radius: 1em; padding: 0.2rem 0.8rem; max-width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
form#form { display: grid; gap: 0.9rem; grid-template-columns: minmax(0, 1fr); }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
legend { padding: 0; max-width: 100%; font-size: 0.92rem; font-weight: 600; margin-bottom: 0.35rem; }
legend .given { font-weight: 400; color: var(--against); }
fieldset.differs { border-inline-start: 3px solid var(--against); padding-inline-start: 0.8rem; }
.choices { display: flex; flex-wrap: wrap; gap: 0.4rem; }
.choices label { display: inline-flex; align-items: center; gap: 0.4em; min-height: 2.6rem; padding: 0.3rem 0.6rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; cursor: pointer; }
.choices label:hover { border-color: var(--accent); }
.choices label:focus-within { outline: 3px solid var(--accent); outline-offset: 2px; }
.choices input { position: absolute; opacity: 0; width: 1px; height: 1px; margin: 0; }
.choices label:has(:checked) { background: var(--accent); color: var(--paper); border-color: var(--accent); }
.choices label:has(:checked) kbd { color: inherit; border-color: currentColor; }
@media (forced-colors: active) { .choices label:has(:checked) { outline: 3px solid Highlight; } }
kbd { font: 0.72rem/1.3 var(--mono); color: var(--soft); border: 1px solid var(--line); border-radius: 4px; padding: 0.05em 0.4em; white-space: nowrap; }
button { cursor: pointer; border-radius: 8px; border: 1px solid transparent; padding: 0.5rem 1.1rem; background: var(--accent); color: var(--paper); font-weight: 600; min-height: 2.6rem; }
button:hover { filter: brightness(1.08); }
button kbd { color: inherit; border-color: currentColor; opacity: 0.9; font-weight: 400; }
button.second { background: none; color: var(--ink); border-color: var(--line); font-weight: 400; }
button.plain { background: none; color: var(--accent); border: 0; padding: 0.2rem 0.1rem; font-weight: 400; min-height: 1.6rem; }
button.plain kbd { opacity: 1; color: var(--soft); border-color: var(--line); }
button:disabled { opacity: 0.45; cursor: default; filter: none; }
.actions { display: flex; flex-wrap: wrap; gap: 0.5rem; padding-top: 0.3rem; }
@media (max-width: 40rem) {
  .bar { grid-template-columns: 1fr; } .bar nav { justify-content: start; }
  .actions { position: sticky; bottom: 0; background: var(--paper); border-top: 1px solid var(--line); margin-inline: -1rem; padding: 0.6rem 1rem; display: grid; grid-template-columns: 1.5fr 1fr 1fr 1fr; gap: 0.4rem; z-index: 1; }
  .actions button { padding-inline: 0.3rem; }
  #text { font-size: 1.15rem; max-height: none; }
}
@media (hover: none) { kbd { display: none; } }
#suggestion:empty, #status:empty { display: none; }
#suggestion { background: var(--note-wash); color: var(--note); border-radius: 8px; padding: 0.6rem 0.9rem; }
#status { margin-top: 0.8rem; }
#status.wrong { color: var(--toxic); font-weight: 600; }
#before { margin-top: 1.2rem; border-top: 1px solid var(--line); padding-top: 0.7rem; }
#before q { quotes: "“" "”"; }
#end { display: grid; gap: 0.7rem; justify-items: start; }
#agreement { margin-bottom: 1.2rem; }
#agreement .grid { margin-top: 0.5rem; display: flex; flex-wrap: wrap; gap: 0.4rem; }
#agreement .grid span { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 0.25rem 0.7rem; }
#agreement b { font-variant-numeric: tabular-nums; }
aside details { border: 1px solid var(--line); border-radius: 12px; background: var(--card); }
aside summary { padding: 0.7rem 1rem; cursor: pointer; font-weight: 600; }
.guideline { padding: 0 1rem 1rem; display: grid; gap: 0.6rem; grid-template-columns: minmax(0, 1fr); }
.guideline h3 { font: 600 1.05rem/1.3 var(--serif); margin-top: 0.5rem; }
.guideline h4 { margin: 0.3rem 0 0; font-size: 0.95rem; }
.guideline table { border-collapse: collapse; width: 100%; }
.guideline th, .guideline td { text-align: start; vertical-align: top; padding: 0.3rem 0.5rem 0.3rem 0; border-top: 1px solid var(--line); }
.guideline ul { list-style: disc; padding-inline-start: 1.2rem; }
dialog { border: 1px solid var(--line); border-radius: 12px; background: var(--card); color: var(--ink); padding: 1.1rem 1.25rem; width: min(30rem, calc(100vw - 2rem)); }
dialog::backdrop { background: rgb(0 0 0 / 0.35); }
dialog .head { display: flex; justify-content: space-between; align-items: center; margin-bottom: 0.7rem; }
dialog form { display: grid; gap: 0.5rem; }
dialog form .second { text-align: start; }
dialog label { display: grid; gap: 0.25rem; font-size: 0.86rem; color: var(--soft); }
dialog label.check { display: flex; gap: 0.5rem; align-items: start; color: var(--ink); margin-top: 0.5rem; }
dialog input:not([type=checkbox]) { width: 100%; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 0.5rem 0.7rem; }
.keys { display: grid; grid-template-columns: auto 1fr; gap: 0.35rem 0.9rem; margin-bottom: 0.8rem; }
.jump:focus { position: static; width: auto; height: auto; margin: 0; clip-path: none; display: block; padding: 0.5rem 1rem; }
@media (prefers-reduced-motion: no-preference) { #share::-webkit-progress-value { transition: inline-size 0.2s; } }
`;
