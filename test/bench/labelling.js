// What the order of `btl label` saves: a head that learns from comments in its order beside one that learns from as many in
// an order of chance, and how many rows of its order give the macro-F1 that rows of chance give. Prints Markdown.
//   node test/bench/labelling.js [seeds]
// The comments are those of ours that the shipped model has never learnt from; each fifth of the articles is measured on by
// what learns from the others. The head is a logistic regression over hashed words and pairs of words, from nothing.
import { readFileSync } from 'node:fs';
import { loadClassifier } from '../../dist/index.js';
import { teachingOrder, weigh } from '../../dist/label/index.js';

const SEEDS = Number(process.argv[2] ?? 8);
const SIZES = [50, 75, 100, 150, 200, 300, 400, 600, 800];
/** Rows of chance by which the orders are compared. */
const COMPARED = [200, 400, 800];
const FOLDS = 5;
const BUCKETS = 1 << 14;
const TASKS = {
  toxicity: { classes: 2, label: ({ toxicity }) => toxicity.toxicity },
  stance: { classes: 3, label: ({ stances }) => ['favor', 'against', 'none'].indexOf(stances[0].label) },
};

const articles = new Map(readRows('datasets/articles.jsonl').map((article) => [article.id, article]));
const comments = ['dev', 'test'].flatMap((split) => readRows(`datasets/comments.${split}.jsonl`));
const byId = new Map(comments.map((comment) => [comment.id, comment]));
const items = comments.map(toItem);
const names = [...new Set(comments.map(({ article }) => article))];
const foldOf = comments.map(({ article }) => names.indexOf(article) % FOLDS);
const [words, sentences] = [await loadClassifier({ encoder: 'never' }), await loadClassifier({ encoder: 'always' })];

print(['question', 'rows', 'macro-F1, by chance', 'in its order']);
const savings = [];
for (const [task, { classes, label }] of Object.entries(TASKS)) {
  const rows = comments.map((comment, i) => ({ features: featuresOf(items[i], task), label: label(comment) }));
  const curves = { chance: SIZES.map(() => []), order: SIZES.map(() => []) };
  for (let fold = 0; fold < FOLDS; fold++) {
    const pool = comments.flatMap((_, i) => (foldOf[i] === fold ? [] : [i]));
    const test = rows.filter((_, i) => foldOf[i] === fold);
    const candidates = weigh(
      pool.map((i) => items[i]),
      { words, sentences, ask: [task], seed: 1 },
    );
    const learnt = (order) => order.filter((at) => !candidates[at].measured).map((at) => rows[pool[at]]);
    for (let seed = 0; seed < SEEDS; seed++) {
      const orders = {
        chance: teachingOrder(candidates.map((one) => ({ ...one, unsure: 0, apart: 0, sketch: new Uint32Array() })), seed),
        order: teachingOrder(candidates, seed),
      };
      for (const [name, order] of Object.entries(orders)) {
        for (const [s, size] of SIZES.entries())
          curves[name][s].push(macroF1(fit(learnt(order.slice(0, size)), classes), test, classes));
      }
    }
  }
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [chance, order] = [curves.chance.map(mean), curves.order.map(mean)];
  for (const [s, size] of SIZES.entries()) print([task, size, chance[s].toFixed(3), order[s].toFixed(3)]);
  for (const size of COMPARED) savings.push([task, size, chance[SIZES.indexOf(size)], order]);
}
console.log();
print(['question', 'rows by chance', 'rows in its order', 'share']);
for (const [task, size, wanted, order] of savings) {
  const needed = rowsFor(wanted, order);
  print([task, size, needed === null ? 'more' : Math.round(needed), needed === null ? '' : (needed / size).toFixed(2)]);
}

function toItem({ id, text, author, article, parent, stances }) {
  const { headline, summary } = articles.get(article);
  const above = parent === null || !byId.has(parent) ? [] : [{ author: null, text: byId.get(parent).text }];
  const targets = [stances[0].target];
  return { key: id, author, text, above, headline, lead: summary, targets, group: article, source: 'ours' };
}

/** Hashed words and pairs of words; of a stance, those of the target as well. */
function featuresOf({ text, targets }, task) {
  const found = new Set();
  const read = (from, prefix) => {
    const list = from.toLowerCase().match(/[\p{L}\p{N}']+|[!?]/gu) ?? [];
    list.forEach((word, i) => {
      found.add(bucketOf(prefix + word));
      if (i > 0) found.add(bucketOf(`${prefix}${list[i - 1]} ${word}`));
    });
  };
  read(text, '');
  if (task === 'stance') read(targets[0], 'target ');
  return [...found];
}

function bucketOf(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % BUCKETS;
}

/** Logistic regression by AdaGrad (Duchi, Hazan and Singer 2011), classes weighed to count the same. */
function fit(rows, classes) {
  const weights = new Float64Array(classes * (BUCKETS + 1));
  const squares = new Float64Array(weights.length).fill(1e-8);
  const counts = Array.from({ length: classes }, (_, k) => rows.filter(({ label }) => label === k).length);
  for (let epoch = 0; epoch < 12; epoch++) {
    for (const { features, label } of rows) {
      const p = probabilities(weights, features, classes);
      const weight = rows.length / classes / Math.max(1, counts[label]);
      for (let k = 0; k < classes; k++) {
        const gradient = weight * (p[k] - Number(k === label));
        for (const f of [...features, BUCKETS]) {
          const at = k * (BUCKETS + 1) + f;
          const g = gradient + 1e-4 * weights[at];
          squares[at] += g * g;
          weights[at] -= (0.2 * g) / Math.sqrt(squares[at]);
        }
      }
    }
  }
  return weights;
}

function probabilities(weights, features, classes) {
  const logits = Array.from({ length: classes }, (_, k) => {
    const base = k * (BUCKETS + 1);
    return features.reduce((sum, f) => sum + weights[base + f], weights[base + BUCKETS]);
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

function readRows(path) {
  return readFileSync(path, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
}

function print(cells) {
  console.log(`| ${cells.join(' | ')} |`);
}
