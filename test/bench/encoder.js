// The encoder: comments of 90 words towards a target, as many at a time as there are cores, warm, in rounds.
// npm run bench:encoder -- [folder of a model]
import { cpus, loadavg } from 'node:os';
import { loadClassifier } from '../../dist/cascade.js';
import { readComments } from './comments.js';

const COMMENTS = 32;
const WORDS = 90;
const ROUNDS = 5;
const TARGET = 'closing the bridge to cars';

const encoderModel = process.argv[2];
const { source, test } = readComments();
const words = test.flatMap(({ text }) => text.split(/\s+/));
const inputs = Array.from({ length: COMMENTS }, (_, i) => ({
  text: words.slice(i * WORDS, (i + 1) * WORDS).join(' '),
  target: TARGET,
}));
const classifier = await loadClassifier({ encoder: 'always', encoderModel });
const classifyAll = () => Promise.all(inputs.map((input) => classifier.classify(input)));
await classifyAll();
const rounds = [];
for (let round = 0; round < ROUNDS; round++) {
  const start = performance.now();
  await classifyAll();
  rounds.push((1000 * COMMENTS) / (performance.now() - start));
}
rounds.sort((a, b) => a - b);
const [slowest, median, fastest] = [rounds[0], rounds[Math.floor(ROUNDS / 2)], rounds.at(-1)].map((x) => x.toFixed(0));
console.log(
  `${classifier.runtime}, ${COMMENTS} comments of ${WORDS} words (${source}) towards a target, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0].toFixed(1)}`,
);
console.log(`${median} comments/s (${slowest} to ${fastest} over ${ROUNDS} rounds)`);
