// How much HTML is read in a second: the real pages where ../shared is at hand, else our own.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractThread, readPage } from '../../dist/index.js';

const ROUNDS = 7;
/** Pages of our own are small: as many copies as make this much, in bytes. */
const LEAST_BYTES = 4_000_000;
const SHARED = '../shared/pages';
const folders = existsSync(SHARED)
  ? [join(SHARED, 'gold'), join(SHARED, 'negatives')]
  : ['datasets/pages', 'test/fixtures/pages'];

const files = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.html'))
    .map((file) => readFileSync(join(folder, file))),
);
const bytes = files.reduce((sum, file) => sum + file.length, 0);
const copies = Math.max(1, Math.ceil(LEAST_BYTES / bytes));
const times = [];
for (let round = 0; round <= ROUNDS; round++) {
  const started = performance.now();
  for (let copy = 0; copy < copies; copy++) for (const file of files) extractThread(readPage(file));
  // The first round warms up.
  if (round > 0) times.push(performance.now() - started);
}
const median = times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)];
const rate = (bytes * copies) / 1000 / median;
console.log(
  `${files.length} pages, ${((bytes * copies) / 1e6).toFixed(1)} MB from ${folders.join(' and ')}, median of ${ROUNDS} rounds, Node ${process.version}`,
);
console.log(`bytes to thread ${rate.toFixed(1)} MB/s`);
