// The contextual model: comments of 90 words towards a target, as many at a time as there are cores, warm, in rounds.
// npm run bench:contextual -- [folder of a model]
import { cpus, loadavg } from 'node:os';
import { loadContextual, loadContextualModel } from '../../dist/contextual/index.js';
import { readComments } from './comments.js';

const COMMENTS = 32;
const WORDS = 90;
const ROUNDS = 5;
const TARGET = 'closing the bridge to cars';

const model = process.argv[2];
const { source, test } = readComments();
const words = test.flatMap(({ text }) => text.split(/\s+/));
const inputs = Array.from({ length: COMMENTS }, (_, i) => ({
  text: words.slice(i * WORDS, (i + 1) * WORDS).join(' '),
  target: TARGET,
}));
const contextual = await loadContextual({ model });
const { encoder } = await loadContextualModel({ model });
await contextual.classifyAll(inputs);
const rounds = [];
for (let round = 0; round < ROUNDS; round++) {
  const start = performance.now();
  await contextual.classifyAll(inputs);
  rounds.push((1000 * COMMENTS) / (performance.now() - start));
}
rounds.sort((a, b) => a - b);
const [slowest, median, fastest] = [rounds[0], rounds[Math.floor(ROUNDS / 2)], rounds.at(-1)].map((x) => x.toFixed(0));
console.log(
  `${encoder.runtime}, ${encoder.atOnce} at a time, ${COMMENTS} comments of ${WORDS} words (${source}) towards a target, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0].toFixed(1)}`,
);
console.log(`${median} comments/s (${slowest} to ${fastest} over ${ROUNDS} rounds)`);
