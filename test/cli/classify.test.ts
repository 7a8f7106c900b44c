import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BTL, btl } from '../fixtures/btl.ts';
import { needs } from '../fixtures/needs.ts';

const folder = await mkdtemp(join(tmpdir(), 'btl-classify-'));
const guide = await readFile(resolve(import.meta.dirname, '../../docs/archives-and-queues.md'), 'utf8');

/** Comments of different lengths, each its own, some with a target and a parent, with a line separator that is no line feed. */
const comments = (count: number) =>
  Array.from({ length: count }, (_, id) => {
    const text = `${id % 3 === 0 ? 'You idiot' : 'Thanks'}, number ${id}${' and so on'.repeat(id % 40)}\u2028as ever.`;
    return JSON.stringify(id % 50 === 0 ? { id, text, target: 'the ferry', parent: 'It was late.' } : { id, text });
  });
const idsOf = (output: string) =>
  output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).id);

const input = join(folder, 'comments.jsonl');
const lines = comments(3000);
await writeFile(input, lines.join('\n'));
/** The same with some broken and some blank. */
const broken = lines.map((line, i) => `${i % 500 === 250 ? line.slice(1) : i % 500 === 251 ? '' : line}\n`);
const [{ stdout: expected }, expectedOfBroken] = await Promise.all([
  btl(['classify', input]),
  btl(['classify', '--no-progress'], broken.join('')),
]);
const answers = (count: number) => expected.split('\n').slice(0, count).join('\n').concat('\n');

describe('btl classify', () => {
  it('answers every comment in its place', () => {
    expect(idsOf(expected)).toEqual(lines.map((_, id) => id));
  });

  it.each([2, 3])('gives the same bytes on %i threads, with the same words about the same lines', async (threads) => {
    expect(expectedOfBroken.stderr).toMatch(/line 251: [\s\S]* line 2751: [\s\S]*6 lines were no comment/);
    expect(await btl(['classify', '--no-progress', '-j', `${threads}`], broken.join(''))).toEqual(expectedOfBroken);
  });

  it('reads compressed files and standard input alike', async () => {
    await writeFile(`${input}.gz`, gzipSync(lines.join('\n')));
    expect((await btl(['classify', `${input}.gz`])).stdout).toBe(expected);
    expect((await btl(['classify'], `\ufeff${lines.join('\r\n')}\n`)).stdout).toBe(expected);
  });

  it('answers a stream that pauses at once', async () => {
    const child = spawn(process.execPath, [BTL, 'classify', '-j', '2'], { stdio: ['pipe', 'pipe', 'inherit'] });
    for (const line of lines.slice(0, 3)) {
      child.stdin.write(`${line}\n`);
      const [answer] = await once(child.stdout, 'data');
      expect(JSON.parse(String(answer)).id).toBe(JSON.parse(line).id);
    }
    child.stdin.end();
  });

  it('reads no more than its reader takes', async () => {
    const child = spawn(process.execPath, [BTL, 'classify', '-j', '2'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const block = `${lines.join('\n')}\n`;
    child.stdin.write(block);
    // It works, and what it writes from here on nobody reads.
    await once(child.stdout, 'readable');
    const drained = () => new Promise<boolean>((done) => child.stdin.once('drain', () => done(true)));
    let sent = block.length;
    let taken = true;
    // What it has not taken for a second it does not take. Where it is only slow, this sees less, and fails no sooner.
    for (; taken && sent < 100_000_000; sent += block.length)
      taken = child.stdin.write(block) || (await Promise.race([drained(), wait(1000, false)]));
    child.kill('SIGKILL');
    child.stdin.on('error', () => {});
    expect(taken).toBe(false);
    expect(sent).toBeLessThan(30_000_000);
  });

  it.each(['1', '2'])('ends quietly when its reader has seen enough (%s threads)', (threads) => {
    const script = `"$0" "$1" classify "$2" --threads ${threads} | head -n 2; echo "\${PIPESTATUS[0]}"`;
    const shell = execFileSync('bash', ['-c', `${script} 2>&1`, process.execPath, BTL, input], { encoding: 'utf8' });
    expect(idsOf(shell)).toEqual([0, 1, undefined]);
    expect(shell.trimEnd().split('\n')[2]).toBe('0');
  });

  it.each([
    ['a model that is not there', ['--model', '/nowhere'], /cannot read \/nowhere\/model\.json/],
    ['a file that is not there', ['/nowhere.jsonl'], /cannot read \/nowhere\.jsonl: ENOENT/],
    ['a folder', [folder], /cannot read .*: EISDIR/],
    ['a file it cannot write', ['--resume', '/nowhere/out.jsonl'], /cannot resume \/nowhere\/out\.jsonl: ENOENT/],
  ])('says in one line that it was given %s, on any number of threads', async (_, args, message) => {
    for (const threads of ['1', '2']) {
      const { code, stdout, stderr } = await btl(['classify', '--threads', threads, ...args], lines[0]);
      expect([code, stdout, stderr.trim().split('\n').length]).toEqual([1, '', 1]);
      expect(stderr).toMatch(message);
    }
  });

  it('takes bad lines for no failure where it is told so', async () => {
    const { code, stderr } = await btl(['classify', '--skip-bad'], `${lines[0]}\n[]\n`);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/line 2: [\s\S]*1 line was no comment/)]);
  });

  it('passes over a line that no memory would hold, and over nothing else', async () => {
    const child = spawn(process.execPath, ['--max-old-space-size=400', BTL, 'classify', '--no-progress'], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const megabyte = Buffer.alloc(1 << 20, 'x');
    child.stdin.write(`${lines[0]}\n{"text":"`);
    for (let i = 0; i < 80; i++)
      if (!child.stdin.write(megabyte)) await new Promise((done) => child.stdin.once('drain', done));
    child.stdin.end(`"}\n${lines[1]}\n`);
    await new Promise((done) => child.on('close', done));
    expect(idsOf(stdout)).toEqual([0, 1]);
    expect(stderr).toMatch(/line 2: has over 16777216 characters/);
  });
});

describe('btl classify --resume', () => {
  it.each(['1', '2'])('loses and doubles nothing when it is killed (%s threads)', async (threads) => {
    const out = join(folder, `killed-${threads}.jsonl`);
    // Each time it is killed as soon as it has written something, with more to come.
    for (const share of [0.25, 0.5, 0.75, 1]) {
      const some = broken.slice(0, share * broken.length).join('');
      await killed(['classify', '--threads', threads, '--resume', out], some, out);
    }
    const args = ['classify', '--no-progress', '--threads', threads, '--resume', out];
    const { code, stdout, stderr } = await btl(args, broken.join(''));
    expect(await readFile(out, 'utf8')).toBe(expectedOfBroken.stdout);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(expectedOfBroken.stderr);
  });

  it('lets no second run write to the same file, and takes over from one that was killed', async () => {
    const out = join(folder, 'shared.jsonl');
    const first = spawn(process.execPath, [BTL, 'classify', '--resume', out], { stdio: ['pipe', 'ignore', 'ignore'] });
    const closed = new Promise((done) => first.on('close', done));
    first.stdin.write(`${lines[0]}\n`);
    while ((await stat(out).catch(() => ({ size: 0 }))).size === 0) await wait(5);
    const second = await btl(['classify', '--resume', out], lines.slice(0, 5).join('\n'));
    expect([second.code, second.stderr]).toEqual([1, expect.stringMatching(/is being written by process \d+ on /)]);
    first.kill('SIGKILL');
    await closed;
    expect((await btl(['classify', '--resume', out], lines.slice(0, 5).join('\n'))).code).toBe(0);
    expect(await readFile(out, 'utf8')).toBe(answers(5));
    expect(await stat(`${out}.lock`).catch(() => null)).toBeNull();
  });

  it('finishes a torn last line, wherever it is torn', async () => {
    const out = join(folder, 'torn.jsonl');
    const some = lines.slice(0, 20).join('\n');
    const whole = answers(20);
    for (const cut of [0, 1, whole.indexOf('\n'), whole.indexOf('\n') + 1, whole.length - 1, whole.length]) {
      await writeFile(out, whole.slice(0, cut));
      expect((await btl(['classify', '--resume', out], some)).code).toBe(0);
      expect(await readFile(out, 'utf8')).toBe(whole);
    }
  });

  it.each([
    ['answers to other comments', answers(3), lines.slice(1), /not given to standard input line 1$/m],
    [
      'answers to comments of which an early one was changed',
      answers(3),
      [lines[0], '', lines[1]!.replace('Thanks', 'Thank you'), lines[2], lines[3]],
      /not given to standard input line 3$/m,
    ],
    [
      'an answer of another model',
      answers(2) +
        answers(3)
          .split('\n')[2]!
          .replace(/"language":[^,]+/, '"language":"xx"')
          .concat('\n'),
      lines.slice(0, 5),
      /not given to standard input line 3 by this model/,
    ],
    ['more answers than there are comments', answers(3), lines.slice(0, 2), /there are 3 answers to 2 comments/],
    ['comments', `${lines[0]}\n${lines[1]}`, lines.slice(0, 2), /not given to standard input line 1 by this model/],
    ['a line of something else', 'Dear diary', lines.slice(0, 2), /ends with what is no answer to the next comment/],
    ['something behind the last answer', `${answers(2)}Dear`, lines.slice(0, 2), /ends with what is no answer/],
  ])('refuses a file that holds %s, and leaves it as it is', async (_, content, comments, message) => {
    const out = join(folder, 'other.jsonl');
    await writeFile(out, content);
    const { code, stderr } = await btl(['classify', '--resume', out], comments.join('\n'));
    expect([code, stderr]).toEqual([1, expect.stringMatching(message)]);
    expect(await readFile(out, 'utf8')).toBe(content);
  });
});

/** The commands of docs/archives-and-queues.md, with a `btl` to call. */
const commands = join(folder, 'bin');
await mkdir(commands);
await writeFile(join(commands, 'btl'), `#!/bin/sh\nexec "${process.execPath}" "${BTL}" "$@"\n`);
await chmod(join(commands, 'btl'), 0o755);
const environment = { ...process.env, PATH: `${commands}${delimiter}${process.env.PATH}` };

describe('many machines', () => {
  it('works as a filter under GNU parallel', needs('parallel'), async () => {
    const [, command] = guide.match(/^(parallel .*btl classify.*)$/m) as RegExpMatchArray;
    const small = (command as string).replace(/--block \S+/, '--block 150k').replace('comments.jsonl', input);
    const target = join(folder, 'parallel.jsonl');
    execFileSync('sh', ['-c', small.replace('classified.jsonl', target)], { env: environment, stdio: 'pipe' });
    expect(await readFile(target, 'utf8')).toBe(expected);
  });

  it('works as the Slurm array of the documentation', async () => {
    const [, script] = guide.match(/(#!\/bin\/sh\n#SBATCH[\s\S]*?)```/) as RegExpMatchArray;
    const cwd = join(folder, 'slurm');
    for (const name of ['parts', 'classified']) await mkdir(join(cwd, name), { recursive: true });
    for (const task of [0, 1, 0]) {
      await writeFile(
        join(cwd, `parts/${task}.jsonl.gz`),
        gzipSync(lines.slice(task * 1500, (task + 1) * 1500).join('\n')),
      );
      const env = { ...environment, SLURM_ARRAY_TASK_ID: `${task}`, SLURM_CPUS_PER_TASK: '2' };
      execFileSync('sh', ['-c', script as string], { cwd, env, stdio: 'pipe' });
    }
    const parts = await Promise.all([0, 1].map((task) => readFile(join(cwd, `classified/${task}.jsonl`), 'utf8')));
    expect(parts.join('')).toBe(expected);
  });
});

/** Starts a run whose input does not end, and kills it once its file has grown. */
async function killed(args: readonly string[], stdin: string, out: string): Promise<void> {
  const size = async () => (await stat(out).catch(() => ({ size: 0 }))).size;
  const before = await size();
  const child = spawn(process.execPath, [BTL, ...args], { stdio: ['pipe', 'ignore', 'ignore'] });
  const closed = new Promise<NodeJS.Signals | null>((done) => child.on('close', (_, signal) => done(signal)));
  child.stdin.on('error', () => {});
  child.stdin.write(stdin);
  while (child.exitCode === null && (await size()) <= before) await wait(2);
  child.kill('SIGKILL');
  expect(await closed).toBe('SIGKILL');
}
