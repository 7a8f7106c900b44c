import { type HtmlDocument, htmlDocument } from '../../report/html/document.ts';
import { html, type Markup } from '../../report/html/markup.ts';
import { REPLY_LABELS, STANCE_LABELS, type Task, TOXICITY_ATTRIBUTES } from '../../tasks.ts';
import type { Mode } from '../queue.ts';
import { guidelineMarkup } from './guideline.ts';
import { SCRIPT } from './script/index.ts';
import { STYLE } from './style.ts';

/** What the page is made of. */
export interface PageOptions {
  readonly by: string;
  readonly mode: Mode;
  readonly ask: readonly Task[];
  readonly canSuggest: boolean;
  readonly guideline: string;
}

/** A label as it is shown: its key is a letter of its word, or a number before it. */
interface Choice {
  readonly value: string;
  readonly key: string;
  readonly word: string;
}

const TOXICITY: readonly Choice[] = [
  { value: 'clean', key: '0', word: 'clean' },
  ...TOXICITY_ATTRIBUTES.map((value, i) => ({
    value,
    key: `${i + 1}`,
    word: value === 'toxicity' ? 'toxic' : value.replace('_toxicity', '').replaceAll('_', ' '),
  })),
];
const STANCE_KEYS = { favor: ['f', 'in favor'], against: ['a', 'against'], none: ['n', 'neither'] } as const;
const REPLY_KEYS = { agree: ['g', 'agrees'], disagree: ['d', 'disagrees'], neutral: ['e', 'neither'] } as const;
const choices = <L extends string>(
  labels: readonly L[],
  keys: Readonly<Record<L, readonly [string, string]>>,
): Choice[] => labels.map((value) => ({ value, key: keys[value][0], word: keys[value][1] }));

/** Reasons to skip, by key. */
const REASONS = [
  'not in English',
  'cannot be told without more context',
  'no comment: spam, or a part of the page',
  'too hard to read: somebody else should',
];

const KEYS: readonly (readonly [key: string, what: string])[] = [
  ['0', 'clean'],
  ['1 – 6', 'the kinds of toxicity; again takes one back'],
  ['F A N', 'in favor, against, neither: the stance'],
  ['G D E', 'agrees, disagrees, neither: the reply'],
  ['Enter', 'save, and on to the next'],
  ['M', 'mark the words that are selected; without any, walk through the words with the arrows'],
  ['Z', 'undo: back to the comment before, as often as you like'],
  ['S', 'skip, with a reason'],
  ['V', 'what the model says; it is kept that you looked'],
  ['H', 'guideline'],
  ['?', 'these keys'],
];

/** Returns the page: all that is fixed of it, which the script fills with one comment after the other. */
export function labelPage(options: PageOptions): Promise<HtmlDocument> {
  const { by, mode, ask, canSuggest, guideline } = options;
  const isSettling = mode === 'settle';
  return htmlDocument({
    title: isSettling ? 'Settle differences' : 'Label comments',
    style: STYLE,
    script: SCRIPT,
    allow: "connect-src 'self'; form-action 'self'",
    body: html`<a class="unseen jump" href="#comment">To the comment</a>
<header class="bar"><div class="where"><h1>${isSettling ? 'Settle differences' : 'Label comments'}</h1><p class="small soft" id="progress"></p></div>
<nav class="small" aria-label="Page"><button type="button" class="plain" id="who" aria-haspopup="dialog">${by}<span class="unseen">: labelling under this name. Change</span></button><a id="other" href="?mode=${isSettling ? 'label' : 'settle'}&amp;as=${encodeURIComponent(by)}">${isSettling ? 'Label' : 'Differences'}</a><button type="button" class="plain" id="show-keys" aria-haspopup="dialog">Keys <kbd aria-hidden="true">?</kbd></button></nav>
<progress id="share" max="1" value="0" aria-labelledby="progress"></progress></header>
<div class="columns"><main id="main" data-by="${by}" data-mode="${mode}" data-ask="${ask.join(' ')}">
${isSettling && html`<section id="agreement" class="small" aria-label="Agreement"></section>`}
<section id="work" hidden>
<div id="article"><p class="eyebrow">Article</p><h2 id="headline" dir="auto"></h2><p id="lead" class="small soft" dir="auto"></p></div>
<ol id="above" aria-label="Comments above it"></ol>
<article id="comment" class="card" tabindex="-1" aria-labelledby="author" aria-describedby="text"><h2 class="small soft" id="author"></h2>
<p id="text" dir="auto"></p>
<div id="marks" role="group" aria-label="Marked words"></div><button type="button" class="second" id="mark" hidden>Mark the selected words <kbd aria-hidden="true">M</kbd></button></article>
<form id="form" novalidate>
${ask.includes('toxicity') && question('toxicity', 'Toxicity', 'checkbox', TOXICITY)}
${ask.includes('stance') && html`<template id="stance">${question('stance', 'Stance', 'radio', choices(STANCE_LABELS, STANCE_KEYS))}</template>`}
${ask.includes('reply') && question('reply', 'To the comment above it', 'radio', choices(REPLY_LABELS, REPLY_KEYS))}
<div class="actions"><button id="save">Save <kbd aria-hidden="true">Enter</kbd></button>
<button type="button" class="second" id="undo">Undo <kbd aria-hidden="true">Z</kbd></button>
${!isSettling && html`<button type="button" class="second" id="skip" aria-haspopup="dialog">Skip <kbd aria-hidden="true">S</kbd></button>`}
${canSuggest && html`<button type="button" class="second" id="view">Model <kbd aria-hidden="true">V</kbd></button>`}</div></form>
<p id="suggestion" class="small" role="status"></p></section>
<section id="end" class="card" tabindex="-1" hidden><h2>${isSettling ? 'Nothing is left to settle' : 'All are labelled'}</h2><p class="soft">${
      isSettling
        ? 'Labellers agree on every comment that more than one of them labelled, or it was decided here.'
        : 'The rows are written. Stop btl label with Ctrl+C and train on them, or undo to look at the last once more.'
    }</p><button type="button" class="second" id="undo-end">Undo <kbd aria-hidden="true">Z</kbd></button></section>
<p id="status" class="small" role="status"></p>
<section id="before" class="small soft" hidden aria-label="The comment before"></section>
</main>
<aside aria-label="Guideline"><details id="guideline"><summary>Guideline <kbd aria-hidden="true">H</kbd></summary><div class="guideline small" tabindex="0" role="region" aria-label="Text of the guideline">${guidelineMarkup(guideline)}</div></details></aside></div>
${dialog(
  'skip-dialog',
  'Skip: why?',
  html`<form method="dialog" id="reasons">${REASONS.map((reason, i) => html`<button class="second" value="${reason}"${i === 0 && AUTOFOCUS}><kbd aria-hidden="true">${i + 1}</kbd> ${reason}</button>`)}
<label>Another reason<input id="reason" maxlength="200" autocomplete="off"></label><button class="second" id="other-reason">Skip for this reason</button></form>`,
)}
${dialog(
  'keys-dialog',
  'Keys',
  html`<dl class="keys">${KEYS.map(([key, what]) => html`<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`)}</dl>
<label class="check"><input type="checkbox" id="use-keys" checked> Single keys do something</label><label class="check"><input type="checkbox" id="move-on" checked> A clean comment with all questions answered by keys is saved at once</label>`,
)}
${dialog('who-dialog', 'Who labels?', html`<form id="rename"><label>Name<input id="name" value="${by}" maxlength="60" autocomplete="name" required></label><button>Go on under this name</button></form>`)}`,
  });
}

/** Where the focus goes once a dialog is open. */
const AUTOFOCUS: Markup = { markup: ' autofocus' };

const question = (name: string, title: string, type: string, choices: readonly Choice[]): Markup =>
  html`<fieldset data-question="${name}"><legend><span class="title">${title}</span> <span class="given small"></span></legend><div class="choices">${choices.map(
    ({ value, key, word }) =>
      html`<label data-value="${value}"><input type="${type}" name="${name}" value="${value}"><span>${word}</span> <kbd aria-hidden="true">${key.toUpperCase()}</kbd></label>`,
  )}</div></fieldset>`;

const dialog = (id: string, title: string, body: Markup): Markup =>
  html`<dialog id="${id}" aria-labelledby="${id}-title"><div class="head"><h2 id="${id}-title">${title}</h2><form method="dialog"><button class="plain" aria-label="Close">✕</button></form></div>${body}</dialog>`;
