/** What the page shows of a turn. */
export const SHOW = `
function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function say(message, isWrong = false) {
  $('status').className = 'small' + (isWrong ? ' wrong' : '');
  $('status').textContent = message;
}

/** Shows the text with its marks, and a button for each that takes it away. */
function showMarks(cursor = null) {
  const { text } = state.turn.item;
  const edges = [...new Set([0, text.length, ...marks.flat(), ...(cursor ?? [])])].sort((a, b) => a - b);
  const within = ([a, b], start) => a <= start && start < b;
  $('text').replaceChildren(...edges.slice(1).map((end, i) => {
    const start = edges[i];
    const piece = text.slice(start, end);
    const isMarked = marks.some((mark) => within(mark, start));
    const isAt = cursor !== null && within(cursor, start);
    if (!isMarked && !isAt) return document.createTextNode(piece);
    return element(isMarked ? 'mark' : 'span', isAt ? 'cursor' : '', piece);
  }));
  $('marks').replaceChildren(...marks.map((mark) => {
    const button = element('button', '', text.slice(...mark) + ' ✕');
    button.type = 'button';
    button.setAttribute('aria-label', 'Remove the mark on: ' + text.slice(...mark));
    button.addEventListener('click', () => {
      marks = marks.filter((other) => other !== mark);
      showMarks();
      $('comment').focus();
    });
    return button;
  }));
}

const words = (count, word) => count + ' ' + word + (count === 1 ? '' : 's');

function lasting(seconds) {
  if (seconds < 90) return 'a minute';
  if (seconds < 5400) return words(Math.round(seconds / 60), 'minute');
  return (seconds / 3600).toFixed(1) + ' hours';
}

function showProgress({ done, total, secondsLeft }) {
  const left = secondsLeft === null || done >= total ? '' : ', about ' + lasting(secondsLeft) + ' left';
  $('progress').textContent = done + ' of ' + total + (mode === 'settle' ? ' settled' : '') + left;
  $('share').value = total === 0 ? 1 : done / total;
}

const LABELS = { favor: 'in favor', agree: 'agrees', disagree: 'disagrees', neutral: 'neither' };
const labelName = (label) => LABELS[label] ?? (label === 'none' ? 'neither' : label);

/** In words: what the model says of a comment. */
function suggestionText({ toxicity, stances, reply }) {
  const percent = (share) => Math.round(100 * share) + ' %';
  const toxic = toxicity === null ? [] : [(toxicity.labels.length === 0 ? 'clean' : toxicity.labels.join(', ').replaceAll('_', ' ')) + ' (toxic ' + percent(toxicity.scores.toxicity) + ')'];
  const said = ({ label, scores, abstained }) => labelName(label) + ' (' + percent(scores[label]) + (abstained ? ', a guess' : '') + ')';
  const towards = stances.map((stance) => said(stance) + ' towards ' + stance.target);
  return [...toxic, ...towards, ...(reply === null ? [] : [said(reply) + ' with the comment above'])].join(' · ');
}

function showThread({ headline, lead, above, author, targets }) {
  $('article').hidden = headline === null && lead === null;
  $('headline').textContent = headline ?? '';
  $('lead').textContent = lead ?? '';
  $('above').replaceChildren(...above.map((said) => {
    const item = element('li');
    const text = element('p', '', said.text);
    text.dir = 'auto';
    item.append(element('span', 'name', said.author ?? ''), text);
    return item;
  }));
  $('author').textContent = (author ?? 'A comment') + (above.length === 0 ? '' : ', in answer');
  for (const set of fieldsets('stance')) set.remove();
  const template = $('stance');
  for (const [i, target] of (template === null ? [] : targets).entries()) {
    const set = template.content.firstElementChild.cloneNode(true);
    set.dataset.target = target;
    set.querySelector('.title').textContent = 'Towards ' + target;
    for (const input of set.querySelectorAll('input')) input.name = 'stance-' + i;
    template.before(set);
  }
  for (const set of fieldsets('reply')) set.hidden = above.length === 0;
}

/** Fills in what is known of the answer, and says what others said where they differ. */
function showDraft({ draft, given, differ }) {
  $('form').reset();
  marks = draft?.spans ?? [];
  const known = Object.entries(draft?.toxicity ?? {});
  for (const [name, flag] of known) if (flag === 1 && box(name)) box(name).checked = true;
  if (known.length === ATTRIBUTES.length && known.every(([, flag]) => flag === 0)) box('clean').checked = true;
  const check = (set, label) => label && (set.querySelector('input[value="' + label + '"]').checked = true);
  for (const [i, set] of fieldsets('stance').entries()) check(set, draft?.stances[i]);
  for (const set of fieldsets('reply')) check(set, draft?.reply);
  for (const set of document.querySelectorAll('#form fieldset')) {
    const { question, target } = set.dataset;
    const isOpen = differ.some((name) => name === question || (question === 'toxicity' ? ATTRIBUTES.includes(name) : name === 'stance towards ' + target));
    set.classList.toggle('differs', isOpen);
    set.querySelector('.given').textContent = isOpen ? given.map(({ by, answer }) => by + ': ' + saidOn(answer, question, target)).join(' · ') : '';
  }
  showMarks();
}

function saidOn({ toxicity, stances, reply }, question, target) {
  if (question === 'reply') return labelName(reply);
  if (question === 'stance') return labelName(stances.find((stance) => stance.target === target)?.label);
  const named = ATTRIBUTES.filter((name) => toxicity[name] === 1).map((name) => name.replaceAll('_', ' '));
  return named.length === 0 ? 'clean' : named.join(', ');
}

function showAgreement(agreement) {
  if ($('agreement') === null) return;
  const entries = Object.entries(agreement);
  const grid = element('div', 'grid');
  grid.append(...entries.map(([name, { units, alpha }]) => {
    const cell = element('span', '', name.replaceAll('_', ' ') + ' ');
    // Only one label was given: chance would agree as much.
    cell.append(element('b', '', alpha === null ? '–' : alpha.toFixed(2)), ' of ' + units);
    return cell;
  }));
  const lead = entries.length === 0 ? 'Nobody has labelled a comment of another labeller yet.' : 'How far labellers agree, Krippendorff’s alpha: 1 is perfect, 0 what chance gives; from 0.67 on people draw cautious conclusions, from 0.8 firm ones.';
  $('agreement').replaceChildren(element('p', 'soft', lead), grid);
}

function showBefore(before) {
  const section = $('before');
  section.hidden = before === null;
  if (before === null) return;
  const quote = element('q', '', before.text.length > 90 ? before.text.slice(0, 88) + '…' : before.text);
  quote.dir = 'auto';
  section.replaceChildren('Before: ', quote, element('br'), 'The model: ' + suggestionText(before.suggestions));
}
`;
