import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bashCompletion } from '../../src/cli/completion/bash.ts';
import { fishCompletion } from '../../src/cli/completion/fish.ts';
import { type CompletedCommand, completedTree } from '../../src/cli/completion/tree.ts';
import { zshCompletion } from '../../src/cli/completion/zsh.ts';
import { createProgram } from '../../src/cli/program.ts';
import { needs } from '../fixtures/needs.ts';

const FIXTURES = resolve(import.meta.dirname, '../fixtures');
const folder = mkdtempSync(join(tmpdir(), 'btl-completion-'));
const tree = completedTree(await createProgram());

/** What stands behind `btl ` while one types, and what a shell has to offer then, among else. */
const TYPED: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['an', ['analyze'], ['extract']],
  ['dataset ', ['check', 'convert', 'agreement'], ['extract']],
  ['analyze --fo', ['--format'], ['--target']],
  ['analyze --format ', ['table', 'json', 'jsonl'], ['--format']],
  ['train ', ['toxicity', 'stance', 'reply', 'all'], []],
  ['train stance --scorer ', ['lexical', 'encoder'], []],
  ['dataset expand --hold', ['--hold-out-words'], []],
  ['completion ', ['bash', 'zsh', 'fish'], []],
];

function saved(name: string, script: (tree: CompletedCommand) => string): string {
  const file = join(folder, name);
  writeFileSync(file, script(tree));
  return file;
}

const linesOf = (program: string, args: readonly string[]) =>
  execFileSync(program, args, {
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, HOME: folder, TERM: 'xterm' },
  })
    .split('\n')
    .filter((line) => line !== '');

function expectOffered(offered: readonly string[], expected: readonly string[], others: readonly string[]) {
  expect(offered).toEqual(expect.arrayContaining([...expected]));
  for (const other of others) expect(offered).not.toContain(other);
}

describe('bash', needs('bash'), () => {
  const script = saved('btl.bash', bashCompletion);
  const complete = (words: readonly string[]) =>
    linesOf('bash', [join(FIXTURES, 'complete.bash'), script, 'btl', ...words]);

  it.each(TYPED)('completes btl %s', (typed, expected, others) => {
    expectOffered(complete(typed.split(' ')), expected, others);
  });

  it('completes behind an equals sign, which is a word there', () => {
    expect(complete(['analyze', '--format', '=', 'j'])).toEqual(['json', 'jsonl']);
  });

  it('leaves files to itself', () => {
    expect(complete(['analyze', 'pag'])).toEqual([]);
    expect(complete(['report', '--out', ''])).toEqual([]);
  });
});

describe('zsh', needs('zsh'), () => {
  const script = saved('_btl', zshCompletion);

  it.each(TYPED)('completes btl %s', (typed, expected, others) => {
    expectOffered(linesOf('zsh', ['-f', join(FIXTURES, 'complete.zsh'), script, `btl ${typed}`]), expected, others);
  });
});

describe('fish', needs('fish'), () => {
  const script = saved('btl.fish', fishCompletion);
  const complete = (line: string) =>
    linesOf('fish', ['--no-config', '-c', `source ${script}; complete -C "${line}"`]).map(
      (match) => match.split('\t')[0]!,
    );

  it.each(TYPED)('completes btl %s', (typed, expected, others) => {
    expectOffered(complete(`btl ${typed}`), expected, others);
  });

  it('completes behind an equals sign, and files', () => {
    expect(complete('btl analyze --format=j')).toEqual(['--format=json', '--format=jsonl']);
    expect(complete(`btl extract ${folder}/bt`)).toContain(`${folder}/btl.fish`);
  });
});
