/** The work: one comment after the other, each shown once the answer before is on the disk. */
export const WORK = `
let isBusy = false;

async function post(path, body) {
  const response = await fetch('api/' + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error.message);
  return answer;
}

/** Asks for what comes next by one request at a time; what was chosen stays where it fails. */
async function go(path, more, said) {
  if (isBusy) return;
  isBusy = true;
  for (const button of document.querySelectorAll('.actions button')) button.disabled = true;
  try {
    state = await post(path, { by, mode, ...more });
    show();
    say(said);
  } catch (error) {
    say('Not saved: ' + (error instanceof TypeError ? 'btl label does not answer; is it still running?' : error.message), true);
  } finally {
    isBusy = false;
    for (const button of document.querySelectorAll('.actions button')) button.disabled = false;
    $('undo').disabled = state?.canUndo === false;
  }
}

function show() {
  const { turn, progress, open, agreement, before, canUndo } = state;
  walk = null;
  hinted = false;
  $('suggestion').textContent = '';
  $('work').hidden = turn === null;
  $('end').hidden = turn !== null;
  $('undo-end').hidden = !canUndo;
  showProgress(progress);
  showAgreement(agreement);
  showBefore(before);
  if (mode === 'label') $('other').textContent = 'Differences (' + open + ')';
  if (turn !== null) {
    showThread(turn.item);
    showDraft(turn);
    shownAt = performance.now();
    scrollTo({ top: 0 });
  }
  (turn === null ? $('end') : $('comment')).focus({ preventScroll: true });
}

function save() {
  const open = openQuestion();
  if (open !== null) {
    say('Still open: ' + open.querySelector('.title').textContent, true);
    return open.querySelector('input').focus();
  }
  const seconds = Math.round((performance.now() - shownAt) / 100) / 10;
  return go('answer', { item: state.turn.item.key, answer: answerOf(), seconds, hinted }, 'Saved.');
}

const undo = () => go('undo', {}, state?.canUndo ? 'Taken back.' : 'There is nothing to take back.');

function skip() {
  if ($('skip') !== null) $('skip-dialog').showModal();
}

async function view() {
  if ($('view') === null || state?.turn == null) return;
  const { key } = state.turn.item;
  try {
    const suggestions = await post('suggestion', { item: key });
    if (state.turn?.item.key !== key) return;
    hinted = true;
    $('suggestion').textContent = 'The model: ' + suggestionText(suggestions);
  } catch (error) {
    say(error.message, true);
  }
}

function toggleGuideline() {
  const details = $('guideline');
  details.open = !details.open;
  if (details.open) details.querySelector('.guideline').focus();
}

$('form').addEventListener('submit', (event) => {
  event.preventDefault();
  void save();
});
$('form').addEventListener('change', ({ target }) => {
  if (target.name === 'toxicity') chooseToxicity(target.value, target.checked);
});
$('undo').addEventListener('click', undo);
$('undo-end').addEventListener('click', undo);
$('skip')?.addEventListener('click', skip);
$('view')?.addEventListener('click', view);
$('show-keys').addEventListener('click', () => $('keys-dialog').showModal());
$('who').addEventListener('click', () => $('who-dialog').showModal());
$('rename').addEventListener('submit', (event) => {
  event.preventDefault();
  location.search = new URLSearchParams({ mode, as: $('name').value.trim() }).toString();
});
$('skip-dialog').addEventListener('keydown', (event) => {
  if (isField(event.target) || !/^[1-9]$/.test(event.key)) return;
  event.preventDefault();
  $('reasons').querySelectorAll('button[value]')[Number(event.key) - 1]?.click();
});
$('reasons').addEventListener('submit', (event) => {
  event.preventDefault();
  const reason = (event.submitter?.value || $('reason').value).trim();
  if (reason === '') return $('reason').focus();
  $('skip-dialog').close();
  $('reason').value = '';
  void go('skip', { item: state.turn.item.key, reason }, 'Skipped: ' + reason);
});
// Enter in the field means that reason, and not the first of the list.
$('reason').addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  $('other-reason').click();
});
$('guideline').open = matchMedia('(min-width: 66rem)').matches;
void go('next', {}, '');
`;
