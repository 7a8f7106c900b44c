/** Single keys. They rest in fields, in dialogs, with a modifier, and where somebody turned them off (WCAG 2.1.4). */
export const KEYS = `
const STANCE_KEYS = { f: 'favor', a: 'against', n: 'none' };
const REPLY_KEYS = { g: 'agree', d: 'disagree', e: 'neutral' };

function remember(id) {
  const stored = localStorage.getItem('btl-' + id);
  if (stored !== null) $(id).checked = stored === 'true';
  $(id).addEventListener('change', () => localStorage.setItem('btl-' + id, String($(id).checked)));
}
remember('use-keys');
remember('move-on');

/** The set that a key answers: where the focus is, else the first that is open, else the last. */
function setFor(name) {
  const sets = fieldsets(name).filter((set) => !set.hidden);
  return sets.find((set) => set.contains(document.activeElement)) ?? sets.find((set) => chosen(set) === null) ?? sets.at(-1);
}

/** Answers a question by a key; says whether it was one of an answer. */
function answerBy(key) {
  if (/^[0-6]$/.test(key) && boxes().length > 0) {
    const input = boxes()[Number(key)];
    chooseToxicity(input.value, !input.checked);
    return true;
  }
  const [name, label] = STANCE_KEYS[key] ? ['stance', STANCE_KEYS[key]] : ['reply', REPLY_KEYS[key]];
  const set = label === undefined ? undefined : setFor(name);
  if (set === undefined) return false;
  set.querySelector('input[value="' + label + '"]').checked = true;
  return true;
}

const isField = (target) => target.closest('textarea, select, input:not([type=checkbox]):not([type=radio])') !== null;

document.addEventListener('keydown', (event) => {
  if (event.isComposing || document.querySelector('dialog[open]') !== null || isField(event.target)) return;
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z') {
    event.preventDefault();
    return void undo();
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (walk !== null) return walkBy(event);
  if (event.key === 'Enter') {
    // A button or a link does its own.
    if (event.target.closest('button, a, summary') !== null || state?.turn == null) return;
    event.preventDefault();
    return void save();
  }
  if (!$('use-keys').checked || event.repeat) return;
  const key = event.key.toLowerCase();
  const act = { z: undo, s: skip, v: view, h: toggleGuideline, '?': () => $('keys-dialog').showModal(), m: () => markSelected() || beginWalk() }[key];
  if (act !== undefined && (state?.turn != null || 'z?h'.includes(key))) {
    event.preventDefault();
    act();
  } else if (state?.turn != null && answerBy(key)) {
    event.preventDefault();
    say('');
    // Nothing can be marked in a clean comment, so that nothing is left to do.
    const isClean = boxes().length === 0 || box('clean').checked;
    if (mode === 'label' && $('move-on').checked && isClean && openQuestion() === null) void save();
  }
});
`;
