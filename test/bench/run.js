// Speed as ratios in one run: every row measures the same comments, warm, in turns, and gives the median.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import { analyzePage, extractThread, loadClassifier, readPage } from '../../dist/index.js';

const ROUNDS = 7;
const DEV = '../shared/corpora/toxicity/dev.jsonl.gz';
const PAGE = 'datasets/pages/harbour-bridge.html';

const page = readPage(readFileSync(PAGE));
const comments = existsSync(DEV)
  ? gunzipSync(readFileSync(DEV))
      .toString()
      .trim()
      .split('\n')
      .slice(0, 5000)
      .map((line) => JSON.parse(line).text)
  : Array.from({ length: 200 }, () => extractThread(page).comments.map((comment) => comment.text)).flat();
const classifier = await loadClassifier();
const natural = naturalBayes(comments.slice(0, 300));

const rows = [
  ['toxicity', comments.length, () => comments.map((text) => classifier.classify({ text }))],
  [
    'with a target',
    comments.length,
    () => comments.map((text) => classifier.classify({ text, target: 'the ban on cars' })),
  ],
  [
    'with a parent',
    comments.length,
    () => comments.map((text, i) => classifier.classify({ text, parent: comments[i - 1] ?? '' })),
  ],
  ['natural: Bayes (trained on 300)', 500, () => comments.slice(0, 500).map((text) => natural.classify(text))],
  ['page of 14 comments to analysis', 1, () => analyzePage(page, { classifier })],
];
const medians = measure(rows);

console.log(
  `${comments.length} comments from ${existsSync(DEV) ? 'the toxicity dev file' : PAGE}, median of ${ROUNDS} rounds, Node ${process.version}`,
);
for (const [i, [name, count]] of rows.entries()) {
  const microseconds = (medians[i] / count) * 1000;
  const ratio = microseconds / ((medians[0] / rows[0][1]) * 1000);
  console.log(
    `${name.padEnd(34)} ${microseconds.toFixed(1).padStart(9)} µs ${Math.round(1e6 / microseconds)
      .toString()
      .padStart(9)}/s ${ratio.toFixed(1).padStart(8)}×`,
  );
}
console.log(
  `cold start, process to first answer ${coldStart(ROUNDS).toFixed(0)} ms (bare Node ${coldStart(ROUNDS, '0').toFixed(0)} ms)`,
);

function measure(tasks) {
  const times = tasks.map(() => []);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [i, [, , task]] of tasks.entries()) {
      const started = performance.now();
      task();
      // The first round warms up.
      if (round > 0) times[i].push(performance.now() - started);
    }
  }
  return times.map(median);
}

function coldStart(rounds, code) {
  const script =
    code ?? "import('./dist/index.js').then(async (m) => (await m.loadClassifier()).classify({ text: 'you idiot' }))";
  const times = Array.from({ length: rounds }, () => {
    const started = performance.now();
    execFileSync(process.execPath, ['-e', script]);
    return performance.now() - started;
  });
  return median(times);
}

function naturalBayes(texts) {
  const require = createRequire(import.meta.url);
  const BayesClassifier = require('natural/lib/natural/classifiers/bayes_classifier.js');
  const bayes = new BayesClassifier();
  for (const [i, text] of texts.entries()) bayes.addDocument(text, i % 2 === 0 ? 'a' : 'b');
  bayes.train();
  return bayes;
}

function median(times) {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
}
