// The server under load: how long answers take at a steady rate, alone and beside pages that are analysed, then whether
// memory grows over many requests.
//   node test/bench/server.js [requests per second] [seconds] [requests of the soak run: 30 minutes' worth]
// Requests are sent on the clock, not when the last one is answered, and timed from when they were due, so that a server
// that stalls is charged for those that queue behind (no coordinated omission).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { availableParallelism, loadavg } from 'node:os';
import { createInterface } from 'node:readline';
import { pageOf } from './comments.js';

const [rate = 2000, seconds = 20, soak = rate * 1800] = process.argv.slice(2).map(Number);
const CONNECTIONS = 64;
const WARM_UP_SECONDS = 5;
const SAMPLES = 40;
const PAGE_COMMENTS = 2000;

const comments = readFileSync('datasets/comments.dev.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line).text);
const requests = comments.map((text) => {
  const body = JSON.stringify({ comment: { text }, requestedAttributes: { TOXICITY: {} }, languages: ['en'] });
  return `POST /v1alpha1/comments:analyze?key=any HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
});

const { child, url } = await serve();
const pool = await Promise.all(Array.from({ length: CONNECTIONS }, () => openConnection(url)));
console.log(
  `Node ${process.version}, ${availableParallelism()} cores for server and load together, load average ${loadavg()[0].toFixed(1)} before, ${comments.length} comments of datasets/comments.dev.jsonl, ${CONNECTIONS} connections`,
);
await load(rate, WARM_UP_SECONDS);
report(await load(rate, seconds));
await besidePages();
await soakRun(soak);
for (const connection of pool) connection.close();
child.kill('SIGTERM');
await once(child, 'close');

/** Starts the server; whatever it says after its address, or ends with, is shown. */
function serve() {
  const args = ['dist/cli/main.js', 'serve', '--port', '0', '--quiet'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'pipe'] });
  child.on('exit', (code, signal) => {
    if (code !== 0) throw new Error(`the server ended with ${signal ?? code}`);
  });
  return new Promise((started) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      const found = /listening on (\S+)/.exec(line);
      if (found === null) console.error(line);
      else started({ child, url: new URL(found[1]) });
    });
  });
}

/** A kept connection with one request on it at a time; `answered` is called with the status. */
async function openConnection({ hostname, port }) {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  let buffered = '';
  let answered = null;
  socket.setEncoding('latin1');
  // When the server is gone, its end says more.
  socket.on('error', (error) => setTimeout(() => Promise.reject(error), 1000));
  socket.on('data', (chunk) => {
    buffered += chunk;
    const head = buffered.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(buffered)?.[1]);
    if (buffered.length < head + 4 + length) return;
    const status = Number(buffered.slice(9, 12));
    buffered = '';
    const callback = answered;
    answered = null;
    callback(status);
  });
  return {
    send(request, callback) {
      answered = callback;
      socket.write(request);
    },
    close: () => socket.destroy(),
  };
}

/** Sends `perSecond` requests a second for a while. @returns milliseconds of each answer, and how many failed */
function load(perSecond, duration) {
  const total = perSecond * duration;
  const free = [...pool];
  const times = new Float64Array(total);
  const due = [];
  let scheduled = 0;
  let answers = 0;
  let failed = 0;
  const started = performance.now();
  return new Promise((done) => {
    const sendDue = () => {
      while (due.length > 0 && free.length > 0) {
        const { i, at } = due.shift();
        const connection = free.pop();
        connection.send(requests[i % requests.length], (status) => {
          times[i] = performance.now() - at;
          if (status !== 200) failed++;
          free.push(connection);
          if (++answers === total) done({ times, failed, wall: (performance.now() - started) / 1000 });
          else sendDue();
        });
      }
    };
    const tick = () => {
      const now = performance.now();
      for (; scheduled < total && started + (scheduled * 1000) / perSecond <= now; scheduled++) {
        due.push({ i: scheduled, at: started + (scheduled * 1000) / perSecond });
      }
      sendDue();
      // Being up to a millisecond late counts against the server; a loop that spins would take a core from it.
      if (scheduled < total) setTimeout(tick, 1);
    };
    tick();
  });
}

/** The same load while pages are analysed, one after the other: what the longest answer shows is how long they block it. */
async function besidePages() {
  const body = pageOf(Array.from({ length: PAGE_COMMENTS }, (_, i) => comments[i % comments.length]));
  const options = { method: 'POST', body, headers: { 'content-type': 'text/html' } };
  let [pages, done] = [0, false];
  const analyse = async () => {
    for (; !done; pages++) {
      const response = await fetch(new URL('/v1/analyze', url), options);
      if (response.status !== 200) throw new Error(`answered ${response.status} to a page`);
      await response.arrayBuffer();
    }
  };
  const analysing = analyse();
  const measured = await load(rate, seconds);
  done = true;
  await analysing;
  console.log(`beside ${pages} pages of ${PAGE_COMMENTS} comments, one after the other:`);
  report(measured);
}

function report({ times, failed, wall }) {
  const sorted = times.toSorted();
  const at = (share) => `${sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(2)} ms`;
  console.log(
    `${rate} requests/s for ${seconds} s: ${times.length} answers in ${wall.toFixed(1)} s, ${failed} failed; p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}, p99.9 ${at(0.999)}, longest ${at(1)}`,
  );
}

/** As many requests as one can, and the memory of the server along the way. */
async function soakRun(total) {
  const samples = [];
  const started = performance.now();
  for (let part = 0; part < SAMPLES; part++) {
    await burst(Math.ceil(total / SAMPLES));
    samples.push(await memory());
  }
  const wall = (performance.now() - started) / 1000;
  const megabytes = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  const lowest = (key, from, to) => megabytes(Math.min(...samples.slice(from, to).map((sample) => sample[key])));
  const quarter = SAMPLES / 4;
  console.log(
    `soak: ${total} requests (30 minutes at ${Math.round(total / 1800)}/s) in ${wall.toFixed(0)} s, ${Math.round(total / wall)}/s`,
  );
  for (const key of ['heap', 'rss']) {
    const quarters = [0, 1, 2, 3].map((q) => lowest(key, q * quarter, (q + 1) * quarter));
    console.log(`  ${key}, lowest of each quarter: ${quarters.join(', ')}`);
  }
}

function burst(total) {
  let sent = 0;
  let answers = 0;
  return new Promise((done) => {
    const next = (connection) => {
      if (sent === total) return;
      connection.send(requests[sent++ % requests.length], (status) => {
        if (status !== 200) throw new Error(`answered ${status}`);
        if (++answers === total) done();
        else next(connection);
      });
    };
    for (const connection of pool) next(connection);
  });
}

async function memory() {
  const text = await (await fetch(new URL('/metrics', url))).text();
  const gauge = (name) => Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)[1]);
  return { heap: gauge('nodejs_heap_size_used_bytes'), rss: gauge('process_resident_memory_bytes') };
}
