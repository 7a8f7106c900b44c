// How long /health and a single comment take while many clients post batches, and what becomes of those at SIGTERM.
//   node test/bench/crowd.js [clients] [seconds] [CLI of another build, taken in the same run] [-- options of serve]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { createInterface } from 'node:readline';

const split = process.argv.indexOf('--');
const own = process.argv.slice(2, split < 0 ? undefined : split);
const serveOptions = split < 0 ? [] : process.argv.slice(split + 1);
const [clients = '64', seconds = '15', other] = own;
const BATCH = 500;
const PAUSE = 50;

const texts = readFileSync('datasets/comments.dev.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line).text);
const batch = JSON.stringify(Array.from({ length: BATCH }, (_, i) => ({ text: texts[i % texts.length] })));
const json = { 'content-type': 'application/json' };

console.log(
  `Node ${process.version}, ${availableParallelism()} cores for server and clients together, load ${loadavg()[0].toFixed(1)}; ${clients} clients post ${BATCH} comments in a loop for ${seconds} s, serve ${serveOptions.join(' ')}`,
);
for (const cli of [...(other === undefined ? [] : [other]), 'dist/cli/main.js']) await measure(cli);

async function measure(cli) {
  const child = spawn(process.execPath, [cli, 'serve', '--port', '0', '--quiet', ...serveOptions], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const url = await new Promise((started) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      const found = /listening on (\S+)/.exec(line);
      if (found !== null) started(found[1]);
    });
  });
  const single = (i) =>
    fetch(`${url}/v1/classify`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ text: texts[i % texts.length] }),
    });
  for (let i = 0; i < 20; i++) await (await single(i)).text();
  let isOver = false;
  const statuses = new Map();
  const count = (key) => statuses.set(key, (statuses.get(key) ?? 0) + 1);
  const crowd = Array.from({ length: Number(clients) }, async () => {
    while (!isOver) {
      try {
        const response = await fetch(`${url}/v1/classify`, { method: 'POST', headers: json, body: batch });
        await response.text();
        count(response.status);
        if (response.status !== 200) await new Promise((wait) => setTimeout(wait, 100));
      } catch {
        count('dropped');
      }
    }
  });
  const health = [];
  const singles = [];
  const end = performance.now() + Number(seconds) * 1000;
  for (let i = 0; performance.now() < end; i++) {
    health.push(await timed(() => fetch(`${url}/health`)));
    singles.push(await timed(() => single(i)));
    await new Promise((wait) => setTimeout(wait, PAUSE));
  }
  const before = new Map(statuses);
  isOver = true;
  child.kill('SIGTERM');
  await Promise.all([...crowd, once(child, 'close')]);
  console.log(`${cli}: /health ${summary(health)}; a single comment ${summary(singles)}`);
  const after = [...statuses].map(([key, n]) => [key, n - (before.get(key) ?? 0)]);
  console.log(`  batches: ${inWords(before)}; at SIGTERM: ${inWords(after)}`);
}

async function timed(request) {
  const started = performance.now();
  await (await request()).text();
  return performance.now() - started;
}

function summary(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]?.toFixed(0);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)}, longest ${at(1)} (${times.length})`;
}

function inWords(counts) {
  return (
    [...counts]
      .filter(([, n]) => n > 0)
      .map(([key, n]) => `${key} ${n}`)
      .join(', ') || 'none'
  );
}
