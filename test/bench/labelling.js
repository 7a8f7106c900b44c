// What the order of `btl label` saves: a head that learns from comments in its order beside one that learns from as many in
// an order of chance, and how many rows of its order give the macro-F1 that rows of chance give. Prints Markdown.
//   node test/bench/labelling.js [seeds] [part of a question's name]      minutes
// The comments are those of ours that the shipped model has never learnt from; each fifth of the articles is measured on by
// what learns from the others. The head is a logistic regression, from nothing, over what the encoder makes of a comment (and its target),
// which is what `btl train --scorer encoder` learns from.
import { readFileSync } from 'node:fs';
import { loadClassifier } from '../../dist/index.js';
import { teachingOrder, weigh } from '../../dist/label/index.js';
import { featuresOf, loadEncoderFile, parseEncoder } from '../../dist/train/index.js';

const [, , seeds = '4', pattern = ''] = process.argv;
const SEEDS = Number(seeds);
const SIZES = [30, 50, 75, 100, 150, 200, 300, 400, 600];
/** Rows of chance by which the orders are compared. */
const COMPARED = [200, 400, 600];
const FOLDS = 5;
/** What is learnt; of a site where one comment in twelve is toxic, as real ones are, most toxic rows are left out. */
const QUESTIONS = {
  toxicity: { task: 'toxicity', classes: 2, label: isToxic },
  'toxicity, where 8 % are': { task: 'toxicity', classes: 2, label: isToxic, rate: 0.08 },
  stance: {
    task: 'stance',
    classes: 3,
    label: ({ stances }) => ['favor', 'against', 'none'].indexOf(stances[0].label),
  },
};

const articles = new Map(readRows('datasets/articles.jsonl').map((article) => [article.id, article]));
const comments = ['dev', 'test'].flatMap((split) => readRows(`datasets/comments.${split}.jsonl`));
const byId = new Map(comments.map((comment) => [comment.id, comment]));
const items = comments.map(toItem);
const names = [...new Set(comments.map(({ article }) => article))];
const foldOf = comments.map(({ article }) => names.indexOf(article) % FOLDS);
const [words, sentences] = [await loadClassifier({ encoder: 'never' }), await loadClassifier({ encoder: 'always' })];

const { manifest, bytes } = await loadEncoderFile();
const encoder = await parseEncoder(manifest, bytes);
const candidates = weigh(items, { words, sentences, ask: ['toxicity', 'stance'], seed: 1 });

/** What is known of a comment by each order: nothing, the question alone, and all questions, which take turns. */
const KNOWN = {
  chance: (one) => ({ ...one, doubts: {} }),
  alone: (one, task) => ({ ...one, doubts: { [task]: one.doubts[task] } }),
  turns: (one) => one,
};

print(['question', 'rows', 'macro-F1, by chance', 'in its order', 'in that of both questions']);
const savings = [];
for (const [question, { task, classes, label, rate }] of Object.entries(QUESTIONS)) {
  if (!question.includes(pattern)) continue;
  const features = standardized(
    await featuresOf(
      encoder,
      task,
      items.map((item) => toExample(item, task)),
    ),
  );
  const rows = comments.map((comment, i) => ({ features: features[i], label: label(comment) }));
  const curves = Object.fromEntries(Object.keys(KNOWN).map((name) => [name, SIZES.map(() => [])]));
  for (let fold = 0; fold < FOLDS; fold++) {
    const learnable = comments.flatMap((_, i) => (foldOf[i] === fold ? [] : [i]));
    const pool = rate === undefined ? learnable : thinned(learnable, rate);
    const test = rows.filter((_, i) => foldOf[i] === fold);
    for (let seed = 0; seed < SEEDS; seed++) {
      for (const [name, known] of Object.entries(KNOWN)) {
        const order = teachingOrder(
          pool.map((i) => known(candidates[i], task)),
          seed,
        );
        // The tenth for measuring is labelled and not learnt from, in every order.
        const learnt = order.map((at) => pool[at]).map((i) => (candidates[i].measured ? null : rows[i]));
        for (const [s, size] of SIZES.entries()) {
          const chosen = shuffled(learnt.slice(0, size).filter((row) => row !== null));
          curves[name][s].push(macroF1(fit(chosen, classes), test, classes));
        }
      }
    }
  }
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const means = Object.fromEntries(Object.entries(curves).map(([name, curve]) => [name, curve.map(mean)]));
  for (const [s, size] of SIZES.entries())
    print([question, size, ...Object.values(means).map((curve) => curve[s].toFixed(3))]);
  for (const size of COMPARED) savings.push({ question, size, wanted: means.chance[SIZES.indexOf(size)], means });
}
console.log();
print(['question', 'rows by chance', 'in its order', 'share', 'in that of both', 'share']);
for (const { question, size, wanted, means } of savings) {
  const cells = [means.alone, means.turns].flatMap((curve) => {
    const needed = rowsFor(wanted, curve);
    return needed === null ? ['more', ''] : [Math.round(needed), (needed / size).toFixed(2)];
  });
  print([question, size, ...cells]);
}

function isToxic({ toxicity }) {
  return toxicity.toxicity;
}

/** Comments of which a share is toxic: every so many of those that are stay. */
function thinned(pool, rate) {
  const clean = pool.filter((i) => !isToxic(comments[i])).length;
  const toxic = pool.filter((i) => isToxic(comments[i]));
  const step = toxic.length / ((clean * rate) / (1 - rate));
  const kept = new Set(toxic.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step)));
  return pool.filter((i) => !isToxic(comments[i]) || kept.has(i));
}

function toItem({ id, text, author, article, parent, stances }) {
  const { headline, summary } = articles.get(article);
  const above = parent === null || !byId.has(parent) ? [] : [{ author: null, text: byId.get(parent).text }];
  const targets = [stances[0].target];
  return { key: id, author, text, above, headline, lead: summary, targets, group: article, source: 'ours' };
}

function toExample({ text, targets, above }, task) {
  return task === 'toxicity' ? { text, target: '' } : { text, target: targets[0], parent: above[0]?.text };
}

/** Features with a mean of 0 and a deviation of a tenth, by place. */
function standardized(rows) {
  const [{ length }] = rows;
  const means = Array.from({ length }, (_, f) => rows.reduce((sum, row) => sum + row[f], 0) / rows.length);
  const deviations = means.map((mean, f) =>
    Math.sqrt(rows.reduce((sum, row) => sum + (row[f] - mean) ** 2, 0) / rows.length + 1e-9),
  );
  return rows.map((row) => row.map((value, f) => (value - means[f]) / deviations[f] / 10));
}

/** Logistic regression by AdaGrad (Duchi, Hazan and Singer 2011), classes weighed to count the same. */
function fit(rows, classes) {
  const width = rows[0].features.length + 1;
  const weights = new Float64Array(classes * width);
  const squares = new Float64Array(weights.length).fill(1e-6);
  const counts = Array.from({ length: classes }, (_, k) => rows.filter(({ label }) => label === k).length);
  for (let epoch = 0; epoch < 15; epoch++) {
    for (const { features, label } of rows) {
      const p = probabilities(weights, features, classes);
      const weight = rows.length / classes / counts[label];
      for (let k = 0; k < classes; k++) {
        const gradient = weight * (p[k] - Number(k === label));
        for (let f = 0; f < width; f++) {
          const at = k * width + f;
          const g = f === width - 1 ? gradient : gradient * features[f] + 1e-3 * weights[at];
          squares[at] += g * g;
          weights[at] -= (0.05 * g) / Math.sqrt(squares[at]);
        }
      }
    }
  }
  return weights;
}

function probabilities(weights, features, classes) {
  const width = features.length + 1;
  const logits = Array.from({ length: classes }, (_, k) => {
    let sum = weights[(k + 1) * width - 1];
    for (let f = 0; f < features.length; f++) sum += weights[k * width + f] * features[f];
    return sum;
  });
  const top = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - top));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function macroF1(weights, rows, classes) {
  const counts = Array.from({ length: classes }, () => ({ hit: 0, said: 0, is: 0 }));
  for (const { features, label } of rows) {
    const p = probabilities(weights, features, classes);
    const said = p.indexOf(Math.max(...p));
    counts[said].said++;
    counts[label].is++;
    if (said === label) counts[label].hit++;
  }
  return counts.reduce((sum, { hit, said, is }) => sum + (2 * hit) / Math.max(1, said + is), 0) / classes;
}

/** Rows that a curve needs to reach a figure, between sizes by line; null where it does not. */
function rowsFor(wanted, curve) {
  const s = curve.findIndex((value) => value >= wanted);
  if (s < 0) return null;
  if (s === 0) return SIZES[0];
  const share = (wanted - curve[s - 1]) / (curve[s] - curve[s - 1]);
  return SIZES[s - 1] + share * (SIZES[s] - SIZES[s - 1]);
}

/** The same rows in an order that tells nothing: a head remembers best what it saw last. */
function shuffled(rows) {
  let state = 3;
  for (let i = rows.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [rows[i], rows[j]] = [rows[j], rows[i]];
  }
  return rows;
}

function readRows(path) {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function print(cells) {
  console.log(`| ${cells.join(' | ')} |`);
}
