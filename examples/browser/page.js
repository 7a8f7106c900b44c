import { startClassifier } from './classifier.js';

const [form] = document.forms;
const [loading, stage, bytes, bar, answer, said] = ['loading', 'stage', 'bytes', 'progress', 'answer', 'said'].map(
  (id) => document.getElementById(id),
);
const READY = {
  lexical: 'Answering by words. Loading the encoder',
  encoder: 'Loaded. The encoder is asked where words are unsure',
};
const ANSWERED = { lexical: 'by words', encoder: 'by words, and by the encoder where they are unsure' };

let isReady = false;
const classifier = startClassifier('model/', {
  onProgress({ loaded, total }) {
    bytes.textContent = `${megabytes(loaded)} of ${megabytes(total)} MB`;
    Object.assign(bar, { max: total, value: loaded });
  },
  onReady(scorer) {
    isReady = true;
    stage.textContent = READY[scorer];
    if (scorer === 'lexical') {
      bytes.textContent = '';
      bar.removeAttribute('value');
    }
    ask();
  },
  onFailure(scorer, message) {
    const lost = { lexical: 'No answers', encoder: 'Answers come from words alone, for the encoder cannot be loaded' };
    stage.textContent = `${lost[scorer]} (${message}).`;
    loading.classList.add('failed');
    for (const part of [bytes, bar]) part.remove();
  },
});

const megabytes = (count) => (count / 1e6).toFixed(1);

/** One question at a time: what is typed meanwhile is asked afterwards, as it then stands. */
let isAsking = false;
let isStale = false;
async function ask() {
  isStale = isAsking;
  if (isAsking || !isReady) return;
  isAsking = true;
  const started = performance.now();
  try {
    const { result, scorer } = await classifier.classify(inputOf(form));
    show(result);
    said.textContent = `Answered ${ANSWERED[scorer]}, in ${(performance.now() - started).toFixed(1)} ms.`;
    said.dataset.scorer = scorer;
  } catch ({ message }) {
    said.textContent = `No answer: ${message}.`;
  }
  isAsking = false;
  if (isStale) ask();
}
form.addEventListener('input', ask);
form.addEventListener('submit', (event) => event.preventDefault());

/** Fields that are left empty are not asked about. */
const inputOf = ({ elements: { text, target, parent } }) => ({
  text: text.value,
  ...(target.value.trim() && { target: target.value }),
  ...(parent.value.trim() && { parent: parent.value }),
});

function show({ toxicity, stance, reply }) {
  const pairs = [
    ['Stance towards the target', stance],
    ['Answer to the other comment', reply],
  ].filter(([, result]) => result !== null);
  answer.replaceChildren(
    ...group('Toxicity', toxicity.scores, toxicity.labels, toxicity.uncertain),
    ...pairs.flatMap(([title, { scores, label, abstained }]) =>
      group(title, scores, [label], abstained ? [label] : []),
    ),
  );
}

/** A title, and a row for each score; what is little better than a guess has a question mark. */
function group(title, scores, labels, unsure) {
  const rows = Object.entries(scores).map(([name, score]) => {
    const share = element('span', { className: 'bar' });
    share.style.setProperty('--share', score);
    const number = element('span', { textContent: `${Math.round(100 * score)}%${unsure.includes(name) ? '?' : ''}` });
    const row = element('p', { className: labels.includes(name) ? 'score chosen' : 'score' });
    row.dataset.name = name;
    row.append(element('span', { textContent: name.replaceAll('_', ' ') }), share, number);
    return row;
  });
  return [element('h2', { textContent: title }), ...rows];
}

const element = (name, properties) => Object.assign(document.createElement(name), properties);
