/** Colours, type and shared parts of all our pages. Text contrasts 4.5 to 1 at least (WCAG 2.2, AA) in both schemes. */
export const THEME = `
:root {
  color-scheme: light dark;
  --paper: #faf9f6; --card: #ffffff; --ink: #1f2328; --soft: #57606a; --line: #e2e0d9; --track: #ecebe5;
  --accent: #3b5b92;
  --favor: #0b6e66; --against: #a04a08; --none: #64707d; --toxic: #a3195b;
  --favor-wash: #d9f0ec; --against-wash: #fbe6d0; --toxic-wash: #fbdce9; --reply-wash: #e4e6fb; --reply: #4a4fb0;
  --note-wash: #fdf3d7; --note: #6f5200;
  --sans: -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
  --serif: Charter, "Bitstream Charter", "Iowan Old Style", Georgia, "Noto Serif", "Liberation Serif", serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #15171a; --card: #1d2024; --ink: #e7e5df; --soft: #a3abb5; --line: #31353b; --track: #2b2f35;
    --accent: #9db8ea;
    --favor: #56c7b8; --against: #eda766; --none: #98a4b1; --toxic: #f58fbc;
    --favor-wash: #12403b; --against-wash: #4a2f13; --toxic-wash: #54203a; --reply-wash: #2c2f57; --reply: #b3b8ff;
    --note-wash: #3b3216; --note: #ecd493;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { scroll-padding-top: 6rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 var(--sans); overflow-wrap: anywhere; }
main, header.top, footer.end { max-width: 56rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2rem); }
h1, h2, h3, p, ol, ul, dl, dd, figure, table { margin: 0; padding: 0; }
h1 { font: 600 clamp(1.6rem, 1.1rem + 2.2vw, 2.4rem)/1.18 var(--serif); letter-spacing: -0.01em; text-wrap: balance; }
h2 { font: 600 1.3rem/1.3 var(--serif); }
h3 { font: 600 1rem/1.4 var(--sans); }
ol, ul { list-style: none; }
a { color: var(--accent); text-underline-offset: 0.18em; text-decoration-thickness: 0.06em; }
code { font: 0.86em var(--mono); }
button, select, input, textarea { font: inherit; color: inherit; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.eyebrow { font-size: 0.8rem; letter-spacing: 0.09em; text-transform: uppercase; color: var(--soft); }
.soft { color: var(--soft); }
.small { font-size: 0.86rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
svg.bar { display: block; width: 100%; height: 0.75rem; border-radius: 6px; background: var(--track); forced-color-adjust: none; }
svg.bar.thin { height: 0.45rem; }
svg .favor { fill: var(--favor); } svg .against { fill: var(--against); } svg .none { fill: var(--none); } svg .toxic { fill: var(--toxic); }
svg .faint { opacity: 0.38; } svg .nothing { fill: none; }
mark { color: inherit; background: none; border-radius: 3px; padding-inline: 0.1em; -webkit-box-decoration-break: clone; box-decoration-break: clone;
  text-decoration: underline 0.12em; text-underline-offset: 0.2em; }
mark.favor { background: var(--favor-wash); text-decoration: underline solid var(--favor) 0.12em; }
mark.against { background: var(--against-wash); text-decoration: underline solid var(--against) 0.12em; }
mark.agree, mark.disagree { background: var(--reply-wash); text-decoration: underline dashed var(--reply) 0.12em; }
mark.toxic { background: var(--toxic-wash); text-decoration: underline wavy var(--toxic) 0.1em; }
.tag { display: inline-block; font-size: 0.82rem; line-height: 1.5; padding: 0 0.6em; border-radius: 1em; border: 1px solid var(--line); }
.tag.favor { color: var(--favor); border-color: currentColor; }
.tag.against { color: var(--against); border-color: currentColor; }
.tag.none, .tag.neutral { color: var(--soft); }
.tag.agree, .tag.disagree { color: var(--reply); border-color: currentColor; }
.tag.toxic { color: var(--toxic); background: var(--toxic-wash); border-color: transparent; }
.tag.unsure { border-style: dashed; }
.turning { font: 0.75em var(--mono); color: var(--soft); border: 1px dashed var(--line); border-radius: 3px; padding-inline: 0.25em; }
`;
