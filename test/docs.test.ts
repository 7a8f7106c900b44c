import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { format } from 'node:util';
import type { Command } from 'commander';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { renderAnalysis } from '../src/cli/render.ts';
import { analyzePage, loadClassifier, readPage } from '../src/index.ts';

const ROOT = resolve(import.meta.dirname, '..');
/** Examples run here, where packages of ours are found by name. */
const FOLDER = resolve(ROOT, 'node_modules/.docs');
const MAX_README_LINES = 150;
/** Options of programs other than btl. */
const OTHER_PROGRAMS = ['--sshlogin', '--pipepart', '--pipe'];

const docs = readdirSync(join(ROOT, 'docs')).filter((file) => file.endsWith('.md'));
const files = ['README.md', 'CONTRIBUTING.md', 'datasets/README.md', ...docs.map((doc) => `docs/${doc}`)];
const pages = files.map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));
const read = (file: string) => pages.find((page) => page.file === file)!.text;

/** Pages without their blocks: what is said about code, not code. */
const proseOf = (text: string) => text.replace(/^( *)```.*?^\1```/gms, '');
const inlineCodeOf = (text: string) => [...proseOf(text).matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!);
/** The lines of a page's shell blocks, without comments. */
const shellOf = (text: string) =>
  [...text.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, code]) =>
    code!
      .replaceAll('\\\n', ' ')
      .split('\n')
      .map((line) => line.replace(/(^|\s)#.*/, '')),
  );

it(`the README has at most ${MAX_README_LINES} lines`, () => {
  expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(MAX_README_LINES);
});

describe('an example', () => {
  afterAll(() => rm(FOLDER, { recursive: true, force: true }));
  const examples = pages.flatMap(({ file, text }) =>
    [...text.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code], i) => ({ name: `${file} ${i + 1}`, code: code! })),
  );

  it.each(examples)('$name runs, and prints what stands beside it', async ({ name, code }) => {
    await mkdir(FOLDER, { recursive: true });
    const file = join(FOLDER, `${name.replace(/\W/g, '-')}.ts`);
    // Examples run in the root of the repository and write beside this file alone.
    const own = code.replace(/'(my-model|my-comments\.jsonl|decisions\.jsonl)'/g, (_, written) =>
      JSON.stringify(join(FOLDER, written)),
    );
    await writeFile(file, own);
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    await import(file);
    const printed = log.mock.calls.map((values) => format(...values).replace(/\s+/g, ' '));
    log.mockRestore();
    const expected = [...code.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, comment]) => comment);
    if (expected.length > 0) expect(printed).toEqual(expected);
  });

  it('stands on every page that is about the library', () => {
    for (const file of ['README.md', 'docs/library.md', 'docs/retraining.md', 'docs/server.md'])
      expect(examples.map(({ name }) => name)).toContain(`${file} 1`);
  });
});

it.each(['README.md', 'docs/command-line.md'])('%s shows what btl analyze prints', async (file) => {
  const page = readPage(await readFile(join(ROOT, 'datasets/pages/harbour-bridge.html')));
  const analysis = analyzePage(page, { classifier: await loadClassifier() });
  const printed = renderAnalysis(analysis, { color: false, width: 100 });
  const shown = /^```text\n(.*?)\n```/ms.exec(read(file))![1]!;
  for (const part of shown.split('\n…\n')) expect(printed).toContain(part);
});

describe.each(pages)('$file', ({ file, text }) => {
  it('names commands and options of btl that there are', async () => {
    const complaints = await Promise.all(
      [...shellOf(text), ...inlineCodeOf(text)].flatMap(callsIn).map(complaintAbout),
    );
    expect(complaints.filter((complaint) => complaint !== null)).toEqual([]);
  });

  it('names options alone that some command has', async () => {
    const known = [...(await everyFlag()), ...OTHER_PROGRAMS];
    const named = inlineCodeOf(text).flatMap((code) => (code.startsWith('--') ? (code.match(/--[a-z-]+/g) ?? []) : []));
    expect(named.filter((flag) => !known.includes(flag))).toEqual([]);
  });

  it('names scripts of npm that there are', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
    const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script);
    expect(named.filter((script) => !Object.keys(scripts).includes(script!))).toEqual([]);
  });

  it('names files and folders that there are', () => {
    const named = inlineCodeOf(text).filter((code) => /^(src|test|models|datasets|scripts)\/[\w./-]*$/.test(code));
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('links to what there is', () => {
    const links = [...proseOf(text).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link]) => link!);
    expect(links.filter((link) => !leadsSomewhere(file, link))).toEqual([]);
  });
});

it('every command is described', () => {
  const text = read('docs/command-line.md');
  expect(commandNames().filter((name) => !text.includes(`| \`btl ${name}\` |`))).toEqual([]);
});

/** Returns what follows each `btl` in a line of the shell, up to the next pipe or redirection. */
function callsIn(line: string): string[] {
  return [...line.matchAll(/(?:^|[\s"'(])btl +([a-z-][^|;&<>"')]*(?:"[^"]*"[^|;&<>"')]*)*)/g)].map(([, call]) =>
    call!.trim(),
  );
}

/** Returns what a call names that does not exist, in words; null where all is there. */
async function complaintAbout(call: string): Promise<string | null> {
  const [name = '', ...words] = call.replace(/"[^"]*"/g, 'QUOTED').split(/\s+/);
  if (/^[-A-Z]/.test(name)) return null; // btl --help, btl COMMAND
  let command = await commandOf(name);
  if (command === null) return `there is no btl ${name}`;
  const inner = command.commands.find((candidate) => candidate.name() === words[0]);
  if (command.commands.length > 0 && words.length > 0 && inner === undefined) return `${name} has no ${words[0]}`;
  command = inner ?? command;
  const flags = flagsOf(command);
  const unknown = words.filter((word) => /^--?[a-z]/.test(word) && word !== '--help' && !flags.includes(word));
  return unknown.length === 0 ? null : `btl ${name} has no ${unknown.join(', ')}`;
}

/** Loads a command, which stands in a file of its own name; null where there is none. */
async function commandOf(name: string): Promise<Command | null> {
  if (!commandNames().includes(name)) return null;
  const module: Record<string, () => Command> = await import(`../src/cli/${name}.ts`);
  return module[`${name}Command`]!();
}

function commandNames(): string[] {
  const program = readFileSync(join(ROOT, 'src/cli/program.ts'), 'utf8');
  return [...program.matchAll(/\)\)\.(\w+)Command\(/g)].map(([, name]) => name!);
}

function flagsOf(command: Command): string[] {
  const own = command.options.flatMap(({ short, long }) => [short, long]).filter((flag) => flag != null);
  return [...own, ...command.commands.flatMap(flagsOf)];
}

async function everyFlag(): Promise<string[]> {
  return (await Promise.all(commandNames().map(commandOf))).flatMap((command) => flagsOf(command!));
}

function leadsSomewhere(file: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? join(ROOT, file) : resolve(ROOT, dirname(file), path);
  return existsSync(target) && (anchor === undefined || anchorsOf(readFileSync(target, 'utf8')).includes(anchor));
}

/** Returns the anchors that GitHub gives to headings. */
function anchorsOf(markdown: string): string[] {
  return [...proseOf(markdown).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
