// How much HTML is read in a second, and how well: the real pages where ../shared is at hand, else our own for the speed.
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

if (existsSync(SHARED)) {
  const pages = goldOf('.html', '.jsonl');
  const [f1, authors, parents] = ['f1', 'authors', 'parents'].map((key) => mean(pages.map((page) => page[key])));
  console.log(
    `${pages.length} pages: F1 ${f1.toFixed(3)}, authors ${authors.toFixed(3)}, parents ${parents.toFixed(3)}, means over pages`,
  );
  const negatives = readdirSync(join(SHARED, 'negatives')).map((file) => threadOf(join(SHARED, 'negatives', file)));
  const wrong = negatives.filter(({ comments }) => comments.length > 0).length;
  console.log(`${negatives.length} pages without comments: ${wrong} yield some`);
  const scrapes = goldOf('.txt', '.txt.gold.json');
  const sum = (key) => scrapes.reduce((total, scrape) => total + scrape[key], 0);
  console.log(
    `${scrapes.length} scrapes: recall ${(sum('recalled') / sum('present')).toFixed(3)}, precision ${(sum('matched') / sum('found')).toFixed(3)}, over all comments`,
  );
}

function threadOf(file) {
  return extractThread(readPage(readFileSync(file)));
}

function goldOf(extension, goldExtension) {
  const gold = join(SHARED, 'gold');
  return readdirSync(gold)
    .filter((file) => file.endsWith(extension) && readFileSync(join(gold, file)).toString().trim() !== '')
    .map((file) => {
      const lines = readFileSync(join(gold, file.slice(0, -extension.length) + goldExtension), 'utf8')
        .trim()
        .split('\n');
      return score(
        threadOf(join(gold, file)).comments,
        lines.map((line) => JSON.parse(line)),
      );
    });
}

/** A comment is found where its first 60 characters are. */
function score(comments, rows) {
  const gold = rows.filter(({ flags }) => !['pingback', 'placeholder', 'hidden', 'op'].includes(flags));
  const starts = comments.map(({ text }) => [...text.replace(/\s+/g, ' ')].slice(0, 60).join('').trim());
  const places = new Map(comments.map(({ id }, place) => [id, place]));
  const free = new Set(starts.keys());
  const matched = new Map();
  for (const row of gold) {
    const same = [...free].filter((place) => starts[place] === row.text60.trim());
    const place = same.find((p) => comments[p].author === row.author) ?? same[0];
    if (place === undefined) continue;
    free.delete(place);
    matched.set(row.i, place);
  }
  const found = gold.filter(({ i }) => matched.has(i));
  const share = (right) => (found.length === 0 ? 1 : found.filter(right).length / found.length);
  const precision = comments.length === 0 ? Number(gold.length === 0) : matched.size / comments.length;
  const recall = gold.length === 0 ? 1 : matched.size / gold.length;
  return {
    f1: (2 * precision * recall) / (precision + recall || 1),
    authors: share(({ i, author }) => comments[matched.get(i)].author === author),
    parents: share(({ i, parent }) => {
      const { parentId } = comments[matched.get(i)];
      const above = gold.some((row) => row.i === parent) ? matched.get(parent) : null;
      return (parentId === null ? null : places.get(parentId)) === above;
    }),
    matched: matched.size,
    found: comments.length,
    present: gold.filter(({ present }) => present).length,
    recalled: gold.filter(({ present, i }) => present && matched.has(i)).length,
  };
}

function mean(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
