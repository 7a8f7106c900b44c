// How many rows an hour the page of `btl label` lets through: a script labels our test comments by keys in Chromium, at once
// (what the page and the disk take), and with the time that a person takes to read and decide. Prints Markdown.
//   node test/bench/labelling-page.js [comments]
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const COUNT = Number(process.argv[2] ?? 100);
/** Words a minute that are read silently (Brysbaert 2019), and seconds of deciding and pressing a key. */
const WORDS_A_MINUTE = 238;
const SECONDS_A_KEY = 0.7;
const STANCE_KEYS = { favor: 'f', against: 'a', none: 'n' };
const REPLY_KEYS = { agree: 'g', disagree: 'd', neutral: 'e' };
const ATTRIBUTES = ['toxicity', 'severe_toxicity', 'obscene', 'threat', 'insult', 'identity_attack'];

const scratch = mkdtempSync(join(tmpdir(), 'btl-bench-'));
const comments = readRows('datasets/comments.test.jsonl').slice(0, COUNT);
const articles = new Map(readRows('datasets/articles.jsonl').map((article) => [article.id, article]));
const byId = new Map(comments.map((comment) => [comment.id, comment]));
const labels = new Map(comments.map((comment) => [comment.text, comment]));
const rows = comments.map(({ text, article, parent, stances }) => ({
  ...{ text, article: articles.get(article).headline, target: stances[0].target, group: article },
  ...(byId.has(parent) && { parent: byId.get(parent).text }),
}));
const input = join(scratch, 'comments.jsonl');
writeFileSync(input, rows.map((row) => JSON.stringify(row)).join('\n'));

const started = performance.now();
const child = spawn(process.execPath, [
  'dist/cli/main.js',
  'label',
  input,
  '--out',
  join(scratch, 'labels'),
  '--port',
  '0',
]);
const url = await new Promise((done) => {
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
    const found = /at (http:\S+) into/.exec(said)?.[1];
    if (found !== undefined) done(found);
  });
});
const start = (performance.now() - started) / 1000;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage();
await page.goto(url);

const waits = [];
let [keys, read] = [0, 0];
for (let done = 0; done < rows.length; done++) {
  await page.waitForFunction(
    (count) => document.querySelector('#progress').textContent.startsWith(`${count} of`),
    done,
  );
  const text = await page.locator('#text').textContent();
  const above = await page.locator('#above p').allTextContents();
  const pressed = keysFor(labels.get(text), above.length > 0);
  read += [text, ...above].join(' ').split(/\s+/).length;
  keys += pressed.length;
  for (const key of pressed.slice(0, -1)) await page.keyboard.press(key);
  const before = performance.now();
  await page.keyboard.press(pressed.at(-1));
  await page.waitForFunction(
    (count) => document.querySelector('#progress').textContent.startsWith(`${count} of`),
    done + 1,
  );
  waits.push(performance.now() - before);
}
await browser.close();
child.kill('SIGINT');
await new Promise((done) => child.once('close', done));
rmSync(scratch, { recursive: true });

waits.sort((a, b) => a - b);
const [median, slow] = [0.5, 0.95].map((share) => waits[Math.floor(share * (waits.length - 1))]);
const machine = median / 1000;
const person = (60 * read) / WORDS_A_MINUTE / rows.length + (SECONDS_A_KEY * keys) / rows.length;
print([
  'comments',
  'seconds to start',
  'keys a comment',
  'ms from the last key to the next comment',
  '95 %',
  'rows an hour, at once',
  'with a reader',
]);
print([
  rows.length,
  start.toFixed(1),
  (keys / rows.length).toFixed(1),
  Math.round(median),
  Math.round(slow),
  Math.round(3600 / machine),
  Math.round(3600 / (machine + person)),
]);

function keysFor({ toxicity, stances, reply }, isReply) {
  const kinds = ATTRIBUTES.flatMap((name, i) => (toxicity[name] === 1 ? [`${i + 1}`] : []));
  // Some kinds imply that it is toxic, which is not pressed again.
  const implied = kinds.length > 1 && kinds.some((key) => '2456'.includes(key));
  const toxic = kinds.length === 0 ? ['0'] : implied ? kinds.filter((key) => key !== '1') : kinds;
  const answers = [...toxic, STANCE_KEYS[stances[0].label], ...(isReply ? [REPLY_KEYS[reply]] : [])];
  return kinds.length === 0 ? answers : [...answers, 'Enter'];
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
