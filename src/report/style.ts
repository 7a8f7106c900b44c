import { THEME } from './html/theme.ts';

/** Style sheet of the report. */
export const STYLE = `${THEME}
header.top { padding-block: clamp(2rem, 6vw, 4rem) 1.5rem; }
header.top h1 { margin-block: 0.4rem 0.8rem; }
.lede { font: 1.12rem/1.55 var(--serif); max-width: 42rem; margin-top: 1rem; }
main > section { margin-block: 2.5rem; }
main > section > h2 { margin-bottom: 0.9rem; }
.skip { position: absolute; inset-inline-start: 1rem; top: -4rem; background: var(--card); padding: 0.5rem 1rem; border-radius: 8px; z-index: 3; }
.skip:focus { top: 1rem; }

.targets { display: grid; gap: 1.25rem; grid-template-columns: minmax(0, 1fr); }
.target h3 { margin-bottom: 1rem; }
.target h3 .soft { font-weight: 400; }
.speak { margin-top: -0.6rem; }
.speak + * { margin-top: 1rem; }
.which { display: inline-block; min-width: 1.6em; text-align: center; border: 1px solid var(--line); border-radius: 1em; font-size: 0.86rem; margin-inline-end: 0.4em; }
.split { display: grid; gap: 1.5rem 2.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); }
.split > * { min-width: 0; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: start; font-size: 0.86rem; color: var(--soft); padding-bottom: 0.5rem; }
th, td { text-align: start; font-weight: 400; padding: 0.32rem 0.75rem 0.32rem 0; vertical-align: middle; }
th[scope=row] { white-space: nowrap; width: 1%; }
td.bars { width: 45%; min-width: 4.5rem; }
td.number .soft { font-size: 0.82rem; }
td.number, th.number { text-align: end; white-space: nowrap; }
thead th { font-size: 0.8rem; color: var(--soft); }
.grid td { width: 35%; }
.grid td a { display: grid; grid-template-columns: 2.6em 1fr; align-items: center; gap: 0.5em; color: inherit; text-decoration: none; border-radius: 6px; padding: 0.15rem 0.4rem; margin-inline: -0.4rem; }
.grid td a:hover { background: var(--track); }
.grid td a b { font-weight: 600; }
.grid .lane th, .grid .lane td { padding-top: 0.7rem; }
.lane-box { display: block; margin-top: 0.7rem; padding: 0.7rem 0.9rem; border-radius: 8px; border: 1px solid var(--line); border-inline-start: 4px solid var(--favor); color: inherit; text-decoration: none; }
.lane-box:hover { background: var(--track); }
.lane-box b { font-size: 1.05rem; }
.note { margin-top: 0.7rem; }
th .dot, dt .dot { display: inline-block; width: 0.65em; height: 0.65em; border-radius: 50%; margin-inline-end: 0.5em; background: var(--none); forced-color-adjust: none; }
.dot.favor { background: var(--favor); } .dot.against { background: var(--against); }
.words { border-block-start: 1px solid var(--line); margin-top: 1.1rem; padding-top: 0.9rem; }
.words dl { display: grid; grid-template-columns: auto 1fr; gap: 0.35rem 1.2rem; margin-top: 0.5rem; }
.words dt { white-space: nowrap; font-weight: 400; }
.words dd { color: var(--ink); }
.words ul { display: flex; flex-wrap: wrap; gap: 0.1rem 1rem; }
.words li { font-variant-numeric: tabular-nums; }
.beside { margin-top: 1.25rem; }
.beside h3 { margin-bottom: 0.3rem; }
.beside .scroll { margin-top: 0.7rem; }
.scroll { overflow-x: auto; }
.matrix td, .matrix th { vertical-align: top; white-space: normal; min-width: 8rem; padding-block: 0.5rem; border-block-end: 1px solid var(--line); }
.matrix tr > :first-child { width: auto; }
.matrix tr:last-child > * { border: 0; }

.standouts { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); }
.standouts .card { padding: 1rem 1.1rem; }
.standouts blockquote { margin: 0.35rem 0 0.5rem; font: 1.02rem/1.45 var(--serif); }

.tools { position: sticky; top: 0; z-index: 2; background: color-mix(in srgb, var(--paper) 94%, transparent); border-block-end: 1px solid var(--line);
  padding-block: 0.7rem; margin-bottom: 1.25rem; display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; align-items: end; }
.tools[hidden] { display: none; }
.tools label { display: grid; gap: 0.1rem; font-size: 0.8rem; color: var(--soft); flex: 1 1 9rem; min-width: 0; max-width: 20rem; }
.tools select, .tools input { font-size: 0.95rem; color: var(--ink); background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 0 0.6rem; height: 2.3rem; width: 100%; min-width: 0; }
.tools output { font-size: 0.86rem; color: var(--soft); padding-block: 0.5rem; margin-inline-start: auto; white-space: nowrap; font-variant-numeric: tabular-nums; }
.legend { display: flex; flex-wrap: wrap; gap: 0.3rem 1.1rem; margin-bottom: 0.9rem; }

.thread > li { content-visibility: auto; contain-intrinsic-size: auto 11rem; padding-inline-start: calc(var(--rail, 0) * 1.35rem); }
.thread > li[hidden] { display: none; }
.thread > li + li { margin-top: 0.6rem; }
.thread article { border-inline-start: 3px solid var(--line); padding: 0.25rem 0 0.55rem 1.1rem; overflow: clip; overflow-clip-margin: 4px; scroll-margin-top: 6rem; }
.thread .d1 { --rail: 1; } .thread .d2 { --rail: 2; } .thread .d3 { --rail: 3; } .thread .d4 { --rail: 4; } .thread .d5 { --rail: 5; } .thread .d6 { --rail: 6; }
.thread.flat > li { --rail: 0; }
.thread article.favor { border-inline-start-color: var(--favor); } .thread article.against { border-inline-start-color: var(--against); }
.thread article:target { background: var(--note-wash); border-radius: 0 10px 10px 0; }
.who { display: flex; flex-wrap: wrap; gap: 0 0.75rem; align-items: baseline; font-size: 0.92rem; color: var(--soft); }
.who > *, .target h3, header.top h1, .standouts .card { min-width: 0; max-width: 100%; overflow: clip; overflow-clip-margin: 3px; }
.who h3 { color: var(--ink); }
.who .self { margin-inline-start: auto; color: var(--soft); text-decoration: none; font: 0.8rem var(--mono); max-width: 12rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; padding-inline-end: 4px; }
.who .self:hover { text-decoration: underline; }
.text { white-space: pre-line; unicode-bidi: plaintext; margin-block: 0.3rem 0.6rem; max-width: 44rem; font: 1.05rem/1.55 var(--serif); overflow-wrap: anywhere; }
.text.clamped { max-height: 16rem; overflow: hidden; -webkit-mask-image: linear-gradient(#000 75%, transparent); mask-image: linear-gradient(#000 75%, transparent); }
.verdict { display: flex; flex-wrap: wrap; gap: 0.35rem 0.5rem; align-items: center; }
.meter { display: inline-grid; grid-template-columns: auto 5rem 2.6em; gap: 0.5em; align-items: center; font-size: 0.82rem; color: var(--soft); font-variant-numeric: tabular-nums; }
.because { margin-top: 0.35rem; font-size: 0.82rem; color: var(--soft); }
.quiet { background: none; border: 1px solid var(--line); border-radius: 8px; padding: 0.15rem 0.7rem; font-size: 0.82rem; color: var(--soft); cursor: pointer; }
.quiet:hover { color: var(--ink); border-color: currentColor; }

.unread { background: var(--note-wash); border-color: transparent; }
.unread li + li { margin-top: 0.5rem; }
details summary { cursor: pointer; font: 600 1.05rem/1.4 var(--serif); }
details dl { display: grid; gap: 0.7rem; margin-top: 0.9rem; max-width: 44rem; }
dt { font-weight: 600; } dd { color: var(--soft); }
footer.end { border-block-start: 1px solid var(--line); margin-top: 3rem; padding-block: 1.25rem 3rem; }

@media (max-width: 34rem) {
  .thread > li { padding-inline-start: calc(var(--rail, 0) * 0.55rem); }
  .tools { position: static; }
  html { scroll-padding-top: 1rem; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media (forced-colors: active) { mark { forced-color-adjust: none; color: #000; background: #fff; } }
@media print {
  :root { color-scheme: light; --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; }
  body { font-size: 10pt; }
  .tools, .skip, .quiet { display: none !important; }
  .thread > li { content-visibility: visible; break-inside: avoid; }
  .text.clamped { max-height: none; -webkit-mask-image: none; mask-image: none; }
  svg.bar, mark, .tag, th .dot, .unread { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  a { color: inherit; text-decoration: none; }
  .card { break-inside: avoid; }
  details:not([open])::details-content { content-visibility: visible; block-size: auto; }
}
`;
