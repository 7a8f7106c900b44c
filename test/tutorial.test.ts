import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { access, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { BTL } from './fixtures/btl.ts';
import { CLEAN, INSULT } from './fixtures/label.ts';

const ROOT = resolve(import.meta.dirname, '..');
const PAGE = readFileSync(join(ROOT, 'docs/tutorial.md'), 'utf8');
/** It trains: a minute on a busy machine, and this ends what hangs. */
const TIMEOUT = 600_000;
/** A reader's answers to the page of step 2: what is neither is clean. */
const THREAT = { ...CLEAN, toxicity: 1, threat: 1 };
const LABELS: readonly [RegExp, typeof CLEAN | typeof INSULT | typeof THREAT][] = [
  [/you are an idiot/, INSULT],
  [/Put one bollard/, THREAT],
];

interface Turn {
  readonly turn: { readonly item: { readonly key: string; readonly text: string } } | null;
}

const folder = await mkdtemp(join(tmpdir(), 'btl-tutorial-'));
const env = { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}` };
const linesOf = (file: string) =>
  readFileSync(join(ROOT, 'datasets', file), 'utf8')
    .trim()
    .split('\n');

/** A folder in which the package is installed and `btl` is found. */
async function install(): Promise<void> {
  await mkdir(join(folder, 'bin'));
  await mkdir(join(folder, 'node_modules'));
  await symlink(ROOT, join(folder, 'node_modules/below-the-line'), 'dir');
  await writeFile(join(folder, 'bin/btl'), `#!/bin/sh\nexec "${process.execPath}" "${BTL}" "$@"\n`, { mode: 0o755 });
}

/** Returns all that commands print, once they have ended well. */
function shell(commands: string): Promise<string> {
  return new Promise((done, failed) => {
    execFile('sh', ['-ec', `exec 2>&1\n${commands}`], { cwd: folder, env }, (error, printed) =>
      error === null ? done(printed) : failed(new Error(`${commands}${printed}`)),
    );
  });
}

/** Starts a command that goes on until it is told to stop, on a free port, and waits for its address. */
async function start(command: string) {
  const child: ChildProcess = spawn('sh', ['-c', `exec ${command} --port 0`], { cwd: folder, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  const closed = once(child, 'close');
  let printed = '';
  child.stderr?.setEncoding('utf8');
  const url = await new Promise<string>((done, failed) => {
    child.stderr?.on('data', (chunk) => {
      printed += chunk;
      const [, address] = /(http:\/\/[\d.:]+).*\n/.exec(printed) ?? [];
      if (address !== undefined) done(address);
    });
    void closed.then(() => failed(new Error(printed)));
  });
  const end = async () => {
    child.kill('SIGINT');
    await closed;
  };
  return { url, printed, end };
}

/** Labels until nothing is asked any more, as the page does. */
async function labelAll(url: string): Promise<void> {
  const who = { by: 'anna', mode: 'label' };
  const ask = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await response.json()) as Turn;
  };
  let { turn } = await ask('next', who);
  while (turn) {
    const { key, text } = turn.item;
    const toxicity = LABELS.find(([pattern]) => pattern.test(text))?.[1] ?? CLEAN;
    const answer = { toxicity, spans: [], stances: [], reply: null };
    ({ turn } = await ask('answer', { ...who, item: key, answer, seconds: 2, hinted: false }));
  }
}

/** Returns what `curl -s URL -d BODY` prints, asked of another address. */
async function curl(command: string, url: string): Promise<string> {
  const [, path, body] = /^curl -s localhost:8000(\S+) -d '(.*)'\s*$/.exec(command)!;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return (await fetch(url + path!, { method: 'POST', headers, body: body! })).text();
}

/** Holds that what the page shows was printed, in its order; an ellipsis stands for anything. */
function expectShown(shown: string, printed: string): void {
  const plain = (text: string) => text.replace(/127\.0\.0\.1:\d+/g, 'ADDRESS');
  let rest = plain(printed);
  for (const part of plain(shown)
    .split('…')
    .map((text) => text.trim())) {
    expect(rest).toContain(part);
    rest = rest.slice(rest.indexOf(part) + part.length);
  }
}

it(
  'the commands of the tutorial run one after the other, and print what stands there',
  async () => {
    await install();
    const blocks = [...PAGE.matchAll(/^```sh\n(.*?)^```(?:\n\n```text\n(.*?)^```)?/gms)];
    let server: Awaited<ReturnType<typeof start>> | null = null;
    for (const [, commands = '', shown = ''] of blocks) {
      if (/^btl label/.test(commands)) {
        const { url, printed, end } = await start(commands.trim());
        await labelAll(url).finally(end);
        expectShown(shown, printed);
      } else if (/^btl serve/.test(commands)) {
        server = await start(commands.trim());
        expectShown(shown, server.printed);
      } else if (/^curl/.test(commands)) {
        expectShown(shown, await curl(commands, server!.url).finally(server!.end));
      } else {
        expectShown(shown, await shell(commands.replace(/^npm install .*$/m, '')));
      }
    }
    expect(blocks).toHaveLength(8);
    await access(join(folder, 'compare.html'));
  },
  TIMEOUT,
);

it('its table holds 300 of our own comments, drawn as the datasets say', async () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const articles = linesOf('articles.jsonl').map((line) => JSON.parse(line));
  const headlines = new Map(articles.map(({ id, headline }) => [id, headline]));
  const drawn = linesOf('comments.train.jsonl')
    .map((line) => JSON.parse(line))
    .filter(({ contrast }) => contrast === undefined)
    .sort((a, b) => (sha256(a.id) < sha256(b.id) ? -1 : 1))
    .slice(0, 300)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = drawn.map(({ text, article, toxicity }) =>
    [text, headlines.get(article), toxicity.toxicity === 1 ? 'yes' : 'no'].map(cell).join(','),
  );
  const table = readFileSync(join(ROOT, 'datasets/tutorial.csv'), 'utf8');
  expect(table).toBe(['comment,article,is_toxic', ...rows, ''].join('\n'));
});
