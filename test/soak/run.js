// Faults of a hard week, again and again: `npm run soak [-- ROUNDS]`, some minutes each. Prints a line for each kind and ends
// with 1 where something was lost, stuck or doubled. What is quick of it is part of the tests.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { extractThread } from '../../dist/index.js';

const rounds = Number(process.argv[2] ?? 10);
const BTL = resolve(import.meta.dirname, '../../dist/cli/main.js');
const PAGE = resolve(import.meta.dirname, '../../datasets/pages/harbour-bridge.html');
const folder = mkdtempSync(join(tmpdir(), 'btl-soak-'));
const input = join(folder, 'comments.jsonl');
const comments = Array.from({ length: 3000 }, (_, id) =>
  JSON.stringify({ id, text: `Close the bridge, say ${id} of us.` }),
);
writeFileSync(input, `${comments.join('\n')}\n`);

const KINDS = { kills, 'two writers': twoWriters, 'full disks': fullDisks, 'hostile fields': hostileFields, giants };

let failed = 0;
for (const [name, run] of Object.entries(KINDS)) {
  const { done, bad, unit } = await run();
  failed += bad;
  process.stdout.write(`${name.padEnd(16)} ${String(done).padStart(6)} ${unit.padEnd(12)} ${bad} bad\n`);
}
rmSync(folder, { recursive: true });
process.exitCode = failed === 0 ? 0 : 1;

/** Runs that are killed while they write, and one that finishes: the answers are those of a run that nobody killed. */
async function kills() {
  const expected = execFileSync(process.execPath, [BTL, 'classify', '--no-progress', input], { maxBuffer: 1 << 28 });
  const out = join(folder, 'killed.jsonl');
  for (let i = 0; i < rounds; i++) {
    const child = start(['classify', '--no-progress', '--resume', out, input]);
    await Promise.race([child.closed, wait(300 + 97 * (i % 10))]);
    child.kill('SIGKILL');
    await child.closed;
  }
  await start(['classify', '--no-progress', '--resume', out, input]).closed;
  return { done: rounds, unit: 'kills', bad: Number(!readFileSync(out).equals(expected)) };
}

/** Runs that start at once on one output: every answer stands there once. */
async function twoWriters() {
  let bad = 0;
  for (let i = 0; i < rounds; i++) {
    const out = join(folder, `shared-${i}.jsonl`);
    const args = ['classify', '--no-progress', '--resume', out, input];
    const codes = await Promise.all([start(args).closed, start(args).closed]);
    const ids = readFileSync(out, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).id);
    bad += Number(!codes.includes(0) || ids.length !== comments.length || new Set(ids).size !== comments.length);
  }
  return { done: rounds, unit: 'pairs', bad };
}

/** Outputs that do not fit: the exit code says so, and a file that was to be replaced stays. */
async function fullDisks() {
  const kept = join(folder, 'kept.html');
  writeFileSync(kept, 'of yesterday');
  const commands = [
    ['extract', PAGE],
    ['analyze', PAGE],
    ['report', PAGE, '-o', '-'],
    ['classify', input],
    ['report', PAGE, '-o', kept],
  ];
  let bad = 0;
  for (const command of commands) {
    const script = `ulimit -f 4; "$@" > ${join(folder, 'out')}`;
    const code = await new Promise((done) => {
      const child = execFile('bash', ['-c', script, 'bash', process.execPath, BTL, ...command], () =>
        done(child.exitCode),
      );
    });
    bad += Number(code !== 1);
  }
  return { done: commands.length, unit: 'commands', bad: bad + Number(statSync(kept).size !== 'of yesterday'.length) };
}

/** Every page with every hostile content in every field: steps grow as the length does. */
async function hostileFields() {
  const script = resolve(import.meta.dirname, '../fixtures/count-field-steps.js');
  const lines = execFileSync(process.execPath, [script, '1'], { encoding: 'utf8', maxBuffer: 1 << 28 })
    .trim()
    .split('\n');
  const steep = lines.map((line) => JSON.parse(line)).filter(({ steps: [once, four] }) => !(four / once < 9));
  for (const { name, steps } of steep) process.stderr.write(`${name}: ${steps.join(' to ')} steps\n`);
  return { done: lines.length, unit: 'pages', bad: steep.length };
}

/** Inputs larger than anybody's: read or refused, in less than a minute of the processor each. */
async function giants() {
  const pages = [
    { html: `<title>x${' '.repeat(50_000_000)}y</title><p>a` },
    { html: `<meta property="og:title" content="x${' '.repeat(10_000_000)}y"><p>a` },
    { text: `9 Comments\n${'a'.repeat(20_000_000)}` },
  ];
  let bad = 0;
  for (const page of pages) {
    const before = process.cpuUsage().user;
    extractThread(page);
    bad += Number(process.cpuUsage().user - before > 60e6);
  }
  return { done: pages.length, unit: 'inputs', bad };
}

function start(args) {
  const child = spawn(process.execPath, [BTL, ...args], { stdio: 'ignore' });
  const closed = new Promise((done) => child.on('close', done));
  return { closed, kill: (signal) => child.kill(signal) };
}
