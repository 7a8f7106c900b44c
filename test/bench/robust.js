// What a model holds out against: other words, opposite claims, plain declarations, near misses, disguised words, and
// pages that it has never seen.    npm run bench:robust -- [MODEL]
// Some minutes; prints Markdown. Toxic words that people marked lie in ../shared, and are left out where it is absent.
import { existsSync, readFileSync } from 'node:fs';
import { extractThread, loadClassifier, readPage } from '../../dist/index.js';
import { readDataset, rewordRows } from '../../dist/train/index.js';

const [model] = process.argv.slice(2);
const NEWS = '../shared/corpora/toxicity/dev.jsonl.gz';
/** Rows with toxic words that people marked, and as many clean ones. */
const DISGUISED = 600;
/** How readers hide a word from filters. */
const HIDING = {
  'digits for letters': (word) =>
    word.replace(/[aeiost]/gi, (letter) => '4310 57'['aeio st'.indexOf(letter.toLowerCase())]),
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
const percent = (part, all) => `${((100 * part) / all).toFixed(1)}% of ${all}`;
/** Share of pairs of a toxic and a clean row in which the toxic one scores higher, ties counted half. */
const aucOf = (above, below) => mean(above.map((a) => mean(below.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)))));
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

const scorers = await Promise.all(
  ['never', 'auto'].map(async (encoder) => loadClassifier({ encoder, ...(model === undefined ? {} : { model }) })),
);
console.log(`model ${scorers[1].model.version}\n\n| | words | with the encoder |\n|---|---|---|`);
for (const measure of [wordings, declarations, contrasts, disguises, spans, heldBack]) {
  const columns = [];
  for (const scorer of scorers) columns.push(await measure(scorer));
  for (const name of Object.keys(columns[0]))
    console.log(`| ${name} | ${columns.map((figures) => figures[name]).join(' | ')} |`);
}

/** How many answers change as the target is worded otherwise, and how many turn round as it becomes its opposite. */
async function wordings({ classify }) {
  const file = 'datasets/threads/test.jsonl';
  const { examples } = await readDataset('stance', [file]);
  const { rows } = await rewordRows([file], 'datasets/wordings.jsonl');
  const sideOf = (text, target) => classify({ text, target }).stance.label;
  const first = new Map();
  const counts = { same: [0, 0], opposite: [0, 0] };
  for (const { id, text, target } of rows) {
    const [row, kind] = id.split('-');
    if (!first.has(row)) first.set(row, sideOf(text, examples[Number(row) - 1].target));
    const [before, after] = [first.get(row), sideOf(text, target)];
    if (kind === 'opposite' && before === 'none') continue;
    const turned = { favor: 'against', against: 'favor' }[before];
    counts[kind][0] += Number(kind === 'same' ? after !== before : after === turned);
    counts[kind][1]++;
  }
  return {
    'same target in other words: answers that change': percent(...counts.same),
    'opposite claim: answers that turn': percent(...counts.opposite),
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
async function disguises({ classify }) {
  if (!existsSync(NEWS)) return {};
  const { examples } = await readDataset('toxicity', [NEWS]);
  const toxic = examples.filter(({ spans, labels }) => spans?.length > 0 && labels[0] >= 0.5).slice(0, DISGUISED);
  const source = new Set(toxic.map((example) => example.source));
  const clean = examples.filter((example) => source.has(example.source) || example.source === 'civil-comments-binary');
  const negatives = clean.filter(({ labels }) => labels[0] < 0.05).slice(0, DISGUISED);
  const scoreOf = (text) => classify({ text }).toxicity.scores.toxicity;
  const below = negatives.map(({ text }) => scoreOf(text));
  const hiddenBy = (hide) =>
    aucOf(
      toxic.map(({ text, spans }) => scoreOf(hidden(text, spans, hide))),
      below,
    );
  const plain = hiddenBy((word) => word);
  const lost = Object.entries(HIDING).map(([name, hide]) => [name, plain - hiddenBy(hide)]);
  return {
    'toxic words disguised: AUC that is lost, mean': mean(lost.map(([, value]) => value)).toFixed(3),
    ...Object.fromEntries(lost.map(([name, value]) => [`… ${name}`, value.toFixed(3)])),
  };
}

/** Returns a text with the words of its spans hidden. */
function hidden(text, spans, hide) {
  let out = text;
  for (const [start, end] of spans.toSorted((a, b) => b[0] - a[0]))
    out = out.slice(0, start) + out.slice(start, end).replace(/\p{L}{3,}/gu, hide) + out.slice(end);
  return out;
}

/** Returns the F1 of the characters in two lists of ranges. */
function characterF1(gold, found) {
  const characters = (ranges) =>
    new Set(ranges.flatMap(([start, end]) => Array.from({ length: end - start }, (_, i) => start + i)));
  const [a, b] = [characters(gold), characters(found)];
  return a.size + b.size === 0 ? 1 : (2 * [...a].filter((at) => b.has(at)).length) / (a.size + b.size);
}

/** How well the words that are given as reasons are those that people marked. */
async function spans({ classify }) {
  if (!existsSync(NEWS)) return {};
  const { examples } = await readDataset('toxicity', [NEWS]);
  const marked = examples.filter(({ spans, labels }) => spans?.length > 0 && labels[0] >= 0.5);
  const figures = marked.map(({ text, spans }) =>
    characterF1(
      spans,
      classify({ text }).toxicity.spans.map(({ start, end }) => [start, end]),
    ),
  );
  return { 'toxic words, character F1': mean(figures).toFixed(3) };
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
