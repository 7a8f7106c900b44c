// What a model holds out against: other words, opposite claims, plain declarations, near misses, disguised words, and
// pages that it has never seen.    npm run bench:robust -- [MODEL]
// Some minutes; prints Markdown. Toxic words that people marked lie in ../shared, and are left out where it is absent.
import { existsSync, readFileSync } from 'node:fs';
import { createClassifier, extractThread, loadEncoder, loadModel, readPage, STANCE_LABELS } from '../../dist/index.js';
import { createLexicalScorer, createPredictor, evaluate, readDataset } from '../../dist/train/index.js';
import { wordingCounts } from './wordings.js';

const [model] = process.argv.slice(2);
const NEWS = '../shared/corpora/toxicity/dev.jsonl.gz';
/** Rows with toxic words that people marked, and as many clean ones. */
const DISGUISED = 600;
/** How readers hide a word from filters. */
const HIDING = {
  'digits for letters': (word) =>
    word.replace(/[aeiost]/gi, (letter) => '431057'['aeiost'.indexOf(letter.toLowerCase())]),
  'stars for vowels': (word) => word[0] + word.slice(1).replace(/[aeiou]/gi, '*'),
  'letters apart': (word) => [...word].join(' '),
  'dots between': (word) => [...word].join('.'),
  'letters drawn out': (word) => word.replace(/[aeiou]/i, '$&$&$&$&'),
  'look-alikes': (word) => word.replace(/[aeop]/g, (letter) => 'аеор'['aeop'.indexOf(letter)]),
};

const rowsOf = (file) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const wordsOf = (text) => text.replace(/\s+/g, ' ').trim();
const isMarked = ({ spans, labels }) => spans?.length > 0 && labels[0] >= 0.5;
const percent = (part, all) => `${((100 * part) / all).toFixed(1)}% of ${all}`;

const lexical = await loadModel(model);
const source = await loadEncoder(model);
const scorers = [null, { source, use: 'auto' }].map((encoding) => ({
  ...createClassifier(lexical, encoding),
  predictor: createPredictor(createLexicalScorer(lexical), encoding),
}));
console.log(`model ${lexical.manifest.version}\n\n| | words | with the encoder |\n|---|---|---|`);
for (const measure of [wordings, declarations, contrasts, disguises, spans, heldBack]) {
  const columns = [];
  for (const scorer of scorers) columns.push(await measure(scorer));
  for (const name of Object.keys(columns[0]))
    console.log(`| ${name} | ${columns.map((figures) => figures[name]).join(' | ')} |`);
}

async function wordings({ classify }) {
  const steadiness = async (labelOf) => {
    const { same, opposite } = await wordingCounts((examples) =>
      examples.map(({ text, target }) => labelOf(classify({ text, target }).stance)),
    );
    return [percent(same[1] - same[0], same[1]), percent(...opposite)];
  };
  const indexOf = ({ label }) => STANCE_LABELS.indexOf(label);
  const all = await steadiness(indexOf);
  const sure = await steadiness((stance) => (stance.abstained ? null : indexOf(stance)));
  return {
    'same target in other words: answers that change': all[0],
    '… of those that are sure both times': sure[0],
    'opposite claim: answers that turn': all[1],
    '… of those that are sure both times (opposite)': sure[1],
  };
}

/** How many declarations in turns of phrase that training lacks are understood, towards targets of its test threads. */
function declarations({ classify }) {
  const targets = rowsOf('datasets/threads/articles.jsonl')
    .filter(({ split }) => split === 'test')
    .map((article) => article.targets[2])
    .filter((target) => /^[a-z]/.test(target));
  const frames = rowsOf('datasets/declarations.jsonl').filter(
    ({ split, form }) => split === 'dev' && form === 'phrase',
  );
  const cases = frames.flatMap((frame) => targets.slice(0, 12).map((target) => ({ ...frame, target })));
  const right = cases.filter(({ text, target, label }) => {
    const said = text.replace(/\{([tTc])\}/g, (_, slot) =>
      slot === 'T' ? target[0].toUpperCase() + target.slice(1) : target,
    );
    return classify({ text: said, target }).stance.label === label;
  });
  return { 'declarations in unknown turns of phrase that are understood': percent(right.length, cases.length) };
}

/** How many pairs that differ in a few words, of which one is toxic, are both right; and AUC where groups are named. */
function contrasts({ classify }) {
  const bySet = new Map();
  for (const row of rowsOf('datasets/contrasts.test.jsonl')) {
    const set = `${row.group} ${row.id.split('-').at(-1)}`;
    bySet.set(set, [...(bySet.get(set) ?? []), row]);
  }
  const sets = [...bySet.values()].filter((set) => new Set(set.map(({ labels }) => labels.toxicity)).size > 1);
  const isRight = ({ text, labels }) =>
    classify({ text }).toxicity.labels.includes('toxicity') === labels.toxicity >= 0.5;
  const right = sets.filter((set) => set.every(isRight));
  const named = rowsOf('datasets/templates.test.jsonl').filter(
    ({ groups, labels }) => groups.length > 0 && 'toxicity' in labels,
  );
  const flagged = named.filter(({ text }) => classify({ text }).toxicity.labels.includes('toxicity'));
  const harmful = named.filter(({ labels }) => labels.toxicity >= 0.5);
  const hits = flagged.filter(({ labels }) => labels.toxicity >= 0.5);
  return {
    'contrasts, test: sets of which all are right': percent(right.length, sets.length),
    'sentences that name a group, test: hateful ones flagged': percent(hits.length, harmful.length),
    '… harmless ones passed': percent(
      named.length - harmful.length - (flagged.length - hits.length),
      named.length - harmful.length,
    ),
  };
}

/** How much AUC is lost as the words that people marked as toxic are disguised. */
async function disguises({ predictor }) {
  if (!existsSync(NEWS)) return {};
  const { examples } = await readDataset('toxicity', [NEWS]);
  const toxic = examples.filter(isMarked).slice(0, DISGUISED);
  const sources = new Set([...toxic.map((example) => example.source), 'civil-comments-binary']);
  const clean = examples.filter(({ source, labels }) => sources.has(source) && labels[0] < 0.05).slice(0, DISGUISED);
  const hiddenBy = async (hide) => {
    const rows = toxic.map((example) => ({ ...example, text: hidden(example.text, example.spans, hide) }));
    return (await evaluate(predictor, 'toxicity', [...rows, ...clean])).overall['auc.toxicity'];
  };
  const plain = await hiddenBy((word) => word);
  const lost = [];
  for (const [name, hide] of Object.entries(HIDING)) lost.push([`… ${name}`, plain - (await hiddenBy(hide))]);
  const mean = lost.reduce((sum, [, value]) => sum + value, 0) / lost.length;
  const all = [['toxic words disguised: AUC that is lost, mean', mean], ...lost];
  return Object.fromEntries(all.map(([name, value]) => [name, value.toFixed(3)]));
}

/** Returns a text with the words of its spans hidden. */
function hidden(text, spans, hide) {
  let out = text;
  for (const [start, end] of spans.toSorted((a, b) => b[0] - a[0]))
    out = out.slice(0, start) + out.slice(start, end).replace(/\p{L}{3,}/gu, hide) + out.slice(end);
  return out;
}

/** How well the words that are given as reasons are those that people marked. */
async function spans({ predictor }) {
  if (!existsSync(NEWS)) return {};
  const { examples } = await readDataset('toxicity', [NEWS]);
  const { overall } = await evaluate(predictor, 'toxicity', examples.filter(isMarked));
  return { 'toxic words, character F1': overall.spanF1.toFixed(3) };
}

/** How many pairs of the pages that were written after training are answered, and how many of those wrongly. */
function heldBack({ classifyThread }) {
  const told = { pairs: 0, answered: 0, wrong: 0 };
  for (const name of ['night-trains', 'school-phones']) {
    const page = `datasets/held-back/${name}.html`;
    const rows = rowsOf(`datasets/held-back/${name}.jsonl`);
    const targets = [...new Set(rows.flatMap(({ stances }) => stances.map(({ target }) => target)))];
    const { comments } = classifyThread(extractThread(readPage(readFileSync(page))), { targets });
    for (const { text, stances } of rows)
      for (const { target, label } of stances) {
        const classified = comments.find(({ comment }) => wordsOf(comment.text) === wordsOf(text));
        const stance = classified.stances.find((found) => found.target === target);
        told.pairs++;
        told.answered += Number(!stance.abstained);
        told.wrong += Number(!stance.abstained && stance.label !== label);
      }
  }
  return {
    'unseen pages: pairs that are answered': percent(told.answered, told.pairs),
    '… of those wrong': percent(told.wrong, told.answered),
  };
}
