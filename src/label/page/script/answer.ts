/** The answer that is being given: what is chosen, what is still open, and what one choice implies of another. */
export const ANSWER = String.raw`
const $ = (id) => document.getElementById(id);
const main = $('main');
const { by, mode } = main.dataset;
const ask = main.dataset.ask.split(' ');
const ATTRIBUTES = ['toxicity', 'severe_toxicity', 'obscene', 'threat', 'insult', 'identity_attack'];
/** By the guideline, these are toxic; swearing alone is not. */
const IMPLY_TOXIC = ['severe_toxicity', 'threat', 'insult', 'identity_attack'];
/** Where the turn stands: its state from the server, marks in order and apart, when it was shown, and whether hinted. */
let state = null;
let marks = [];
let shownAt = 0;
let hinted = false;

const fieldsets = (name) => [...document.querySelectorAll('#form fieldset[data-question="' + name + '"]')];
const boxes = () => fieldsets('toxicity').flatMap((set) => [...set.querySelectorAll('input')]);
const box = (value) => boxes().find((input) => input.value === value);
const chosen = (set) => set.querySelector('input:checked')?.value ?? null;

/** Takes in a kind of toxicity, or its opposite, with what follows from it. */
function chooseToxicity(value, on) {
  if (box(value) === undefined) return;
  box(value).checked = on;
  if (value === 'clean' && on) {
    for (const name of ATTRIBUTES) box(name).checked = false;
    marks = [];
  } else if (on) {
    box('clean').checked = false;
    if (IMPLY_TOXIC.includes(value)) box('toxicity').checked = true;
  } else if (value === 'toxicity') {
    for (const name of IMPLY_TOXIC) box(name).checked = false;
    marks = [];
  }
  showMarks();
}

/** The name of the first question that is open; null where all are answered. */
function openQuestion() {
  const toxic = boxes();
  if (toxic.length > 0 && !toxic.some((input) => input.checked)) return toxic[0].closest('fieldset');
  return [...fieldsets('stance'), ...fieldsets('reply')].find((set) => !set.hidden && chosen(set) === null) ?? null;
}

function answerOf() {
  const toxic = boxes();
  const reply = fieldsets('reply').find((set) => !set.hidden);
  return {
    toxicity: toxic.length === 0 ? null : Object.fromEntries(ATTRIBUTES.map((name) => [name, Number(box(name).checked)])),
    spans: marks,
    stances: fieldsets('stance').map((set) => ({ target: set.dataset.target, label: chosen(set) })),
    reply: reply === undefined ? null : chosen(reply),
  };
}

/** Adds a stretch to the marks, without the space around it, as one with those that it meets. */
function addMark(from, to) {
  const { text } = state.turn.item;
  let [start, end] = [Math.max(0, from), Math.min(text.length, to)];
  while (start < end && /\s/.test(text[start])) start++;
  while (end > start && /\s/.test(text[end - 1])) end--;
  if (start === end || boxes().length === 0) return;
  const apart = marks.filter(([a, b]) => b < start || a > end);
  const met = marks.filter(([a, b]) => !(b < start || a > end));
  marks = [...apart, [Math.min(start, ...met.map(([a]) => a)), Math.max(end, ...met.map(([, b]) => b))]].sort((a, b) => a[0] - b[0]);
  box('toxicity').checked || chooseToxicity('toxicity', true);
  showMarks();
  say('Marked: ' + text.slice(start, end));
}
`;
