// What each part of our own data is worth: heads trained with and without it, measured on rows that were held out.
//   node test/bench/parts.js lexical|encoder [task...]      hours on two cores; prints Markdown; needs ../shared
// The lexical head of toxicity learns from the corpora themselves here: the rows that its teacher makes are not at hand.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadModel } from '../../dist/index.js';
import {
  createLexicalScorer,
  createPredictor,
  evaluate,
  featuresOf,
  fitLinear,
  loadBackend,
  loadEncoderFile,
  logitsOf,
  parseEncoder,
  readDataset,
  readRecipe,
  rewordRows,
  train,
} from '../../dist/train/index.js';
import { wordingCounts } from './wordings.js';

const [scorer = 'lexical', ...named] = process.argv.slice(2);
const MODEL = process.env.MODEL ?? 'models/en';
const SHARED = '../shared';
const recipe = await readRecipe('models/recipes/lexical/recipe.json', { corpora: `${SHARED}/corpora` });
const backend = await loadBackend();
const base = await loadModel(MODEL);
const scratch = mkdtempSync(join(tmpdir(), 'btl-parts-'));

const joined = Object.fromEntries(['train', 'dev', 'real-dev'].map((split) => [split, joinReadings(split)]));
const rewordings = {
  train: await reword('train', [joined.train('stance'), 'datasets/threads/train.jsonl']),
  test: await reword('test', ['datasets/threads/test.jsonl']),
};

/** Parts that a task may learn from. */
const PARTS = {
  stance: {
    readings: [joined.train('stance')],
    threads: ['datasets/threads/train.jsonl'],
    wordings: [rewordings.train],
  },
  reply: { readings: [joined.train('reply')], threads: ['datasets/threads/train.jsonl'] },
  toxicity: {
    readings: [joined.train('toxicity')],
    threads: ['datasets/threads/train.jsonl'],
    contrasts: ['datasets/contrasts.train.jsonl'],
  },
};

/** What is measured on. */
const SETS = {
  stance: {
    'real-dev': [joined['real-dev']('stance')],
    'readings, dev': [joined.dev('stance')],
    'threads, test': ['datasets/threads/test.jsonl'],
    'comments, test': ['datasets/comments.test.jsonl'],
    'public dev': [`${SHARED}/corpora/stance/dev.jsonl.gz`],
  },
  reply: {
    'real-dev': [joined['real-dev']('reply')],
    'readings, dev': [joined.dev('reply')],
    'threads, test': ['datasets/threads/test.jsonl'],
    'comments, test': ['datasets/comments.test.jsonl'],
    'public dev': [`${SHARED}/corpora/reply/dev.jsonl.gz`],
  },
  toxicity: {
    'readings, dev': [joined.dev('toxicity')],
    'threads, test': ['datasets/threads/test.jsonl'],
    'contrasts, test': ['datasets/contrasts.test.jsonl'],
    'templates, test': ['datasets/templates.test.jsonl'],
    'natural news comments': [`${SHARED}/corpora/toxicity/dev-civil-natural.jsonl.gz`],
    'public dev': [`${SHARED}/corpora/toxicity/dev.jsonl.gz`],
  },
};

const measured = await measurer();
for (const task of named.length > 0 ? named : scorer === 'encoder' ? ['stance', 'reply'] : Object.keys(PARTS)) {
  const variants = variantsOf(task);
  console.log(
    `\n| ${scorer}, ${task} | ${Object.keys(variants).join(' | ')} |\n|---|${'---|'.repeat(Object.keys(variants).length)}`,
  );
  const columns = [];
  for (const [name, files] of Object.entries(variants)) {
    columns.push(await measured(task, files));
    process.stderr.write(`${scorer} ${task} ${name}: ${JSON.stringify(columns.at(-1))}\n`);
  }
  for (const set of Object.keys(columns[0]))
    console.log(`| ${set} | ${columns.map((column) => column[set]).join(' | ')} |`);
}
rmSync(scratch, { recursive: true });

/** Files to train on by the name of the variant: none of the parts, each by itself, all. */
function variantsOf(task) {
  const parts = PARTS[task];
  const each = Object.entries(parts).map(([name, files]) => [`+ ${name}`, files]);
  return Object.fromEntries([['without', []], ...each, ['+ all', Object.values(parts).flat()]]);
}

function joinReadings(split) {
  const out = join(scratch, split);
  const shared = ['--corpora', `${SHARED}/corpora`, '--pages', `${SHARED}/pages`, '--out', out];
  execFileSync('node', ['dist/cli/main.js', 'dataset', 'join', `datasets/readings/${split}.jsonl`, ...shared]);
  return (task) => join(out, `${task}.jsonl`);
}

async function reword(name, files) {
  const { rows } = await rewordRows(files, 'datasets/wordings.jsonl');
  const path = join(scratch, `wordings.${name}.jsonl`);
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return path;
}

/** Returns a function that trains a head on what the recipe names and some files more, and measures it on every set. */
async function measurer() {
  return scorer === 'encoder' ? encoderMeasurer() : lexicalMeasure;
}

async function lexicalMeasure(task, more) {
  const settings = { ...recipe.heads[task] };
  if (task === 'toxicity') {
    settings.data = [
      `${SHARED}/corpora/toxicity/train.jsonl.gz`,
      ...settings.data.filter((file) => !file.includes('teacher')),
    ];
    settings.taught = [];
  }
  const weights = { ...settings.sourceWeights, 'below-the-line-readings': 2, 'below-the-line-contrasts': 1.5 };
  const { model } = await train(backend, task, {
    base,
    version: base.manifest.version,
    seed: recipe.seed,
    force: true,
    recipe: { ...settings, data: [...settings.data, ...more], sourceWeights: weights },
  });
  const predictor = createPredictor(createLexicalScorer(model));
  const figures = {};
  for (const [name, files] of Object.entries(SETS[task])) {
    const { examples } = await readDataset(task, files);
    const { overall } = await evaluate(predictor, task, examples, { controls: [] });
    figures[name] =
      task === 'toxicity' ? auc(overall) : `${overall.macroF1.toFixed(3)} / ${overall.accuracy.toFixed(3)}`;
  }
  if (task === 'stance') {
    const top = ({ text, target }) => topOf(predictor.probabilities('stance', text, target));
    Object.assign(figures, await wordingFigures(async (examples) => examples.map(top)));
  }
  return figures;
}

function auc(overall) {
  return overall['auc.toxicity'].toFixed(3);
}

function topOf(scores) {
  return scores.indexOf(Math.max(...scores));
}

/** How many answers stay as the target is worded otherwise, and how many turn round as it becomes its opposite. */
async function wordingFigures(answer) {
  const { same, opposite } = await wordingCounts(answer);
  const share = ([right, all]) => `${((100 * right) / all).toFixed(1)}%`;
  return {
    'same target, other words: same answer': share(same),
    'opposite target: answer turns': share(opposite),
  };
}

async function encoderMeasurer() {
  const file = await loadEncoderFile(MODEL);
  const model = parseEncoder(file.manifest, file.bytes);
  const known = new Map();
  const features = async (task, examples) => {
    const key = ({ text, target }) => `${task}\u0000${target}\u0000${text}`;
    const fresh = [...new Map(examples.filter((example) => !known.has(key(example))).map((e) => [key(e), e])).values()];
    const found = await featuresOf(model, task, fresh);
    for (const [i, example] of fresh.entries()) known.set(key(example), found[i]);
    return examples.map((example) => known.get(key(example)));
  };
  const rowsOf = async (task, examples) => {
    const found = await features(task, examples);
    return examples.map(({ labels, weight }, i) => ({
      features: found[i],
      label: labels.indexOf(Math.max(...labels)),
      weight,
    }));
  };
  return async (task, more) => {
    const settings = recipe.heads[task];
    const weigh = (example) => ({ ...example, weight: example.weight * (settings.sourceWeights[example.source] ?? 1) });
    const { examples } = await readDataset(task, [...settings.data, ...more]);
    const own = {
      stance: ['datasets/threads/dev.jsonl', joined.dev('stance')],
      reply: ['datasets/threads/dev.jsonl', joined.dev('reply')],
    };
    const kept = (await readDataset(task, [...settings.dev, ...(more.length > 0 ? own[task] : [])])).examples;
    const { head } = await fitLinear(
      backend,
      model.heads[task],
      await rowsOf(task, examples.map(weigh)),
      await rowsOf(task, kept),
      { seed: 1, epochs: 12 },
    );
    const answer = async (rows) => (await features(task, rows)).map((row) => topOf(logitsOf(head, row)));
    const figures = {};
    for (const [name, files] of Object.entries(SETS[task])) {
      const rows = (await readDataset(task, files)).examples;
      const actual = rows.map(({ labels }) => labels.indexOf(Math.max(...labels)));
      const predicted = await answer(rows);
      const right = predicted.filter((label, i) => label === actual[i]).length / rows.length;
      figures[name] = `${macroF1(actual, predicted).toFixed(3)} / ${right.toFixed(3)}`;
    }
    return task === 'stance' ? { ...figures, ...(await wordingFigures(answer)) } : figures;
  };
}

function macroF1(actual, predicted) {
  const scores = [0, 1, 2].map((label) => {
    const hits = actual.filter((is, i) => is === label && predicted[i] === label).length;
    const both = actual.filter((is) => is === label).length + predicted.filter((is) => is === label).length;
    return both === 0 ? 0 : (2 * hits) / both;
  });
  return scores.reduce((sum, score) => sum + score, 0) / 3;
}
