import { execFileSync, spawnSync } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../src/cli/examples.ts';
import { createProgram } from '../../src/cli/program.ts';
import { canRedraw, wantsColor } from '../../src/cli/terminal.ts';
import { BTL, btl } from '../fixtures/btl.ts';
import { needs } from '../fixtures/needs.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const page = resolve(ROOT, 'datasets/pages/harbour-bridge.html');
const terminal = { isTTY: true };
const pipe = {};

describe('colours and bars', () => {
  it.each([
    [terminal, { TERM: 'xterm' }, true],
    [terminal, { TERM: 'xterm', NO_COLOR: '' }, true],
    [terminal, { TERM: 'xterm', NO_COLOR: '1' }, false],
    [terminal, { TERM: 'dumb' }, false],
    [terminal, { TERM: 'dumb', FORCE_COLOR: '1' }, true],
    [terminal, { FORCE_COLOR: '0' }, false],
    [terminal, { FORCE_COLOR: 'false' }, false],
    [pipe, {}, false],
    [pipe, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  ])('on %j with %j: %j', (stream, environment, expected) => {
    expect(wantsColor(stream, environment)).toBe(expected);
  });

  it('redraw on terminals that can', () => {
    expect(canRedraw(terminal, { TERM: 'xterm', NO_COLOR: '1' })).toBe(true);
    expect(canRedraw(terminal, { TERM: 'dumb' })).toBe(false);
    expect(canRedraw(pipe, { TERM: 'xterm', FORCE_COLOR: '1' })).toBe(false);
  });

  it('come where they are forced', () => {
    const env = { PATH: process.env.PATH, FORCE_COLOR: '1' };
    expect(execFileSync(process.execPath, [BTL, 'analyze', page], { env, encoding: 'utf8' })).toContain('\u001b[1m');
  });
});

describe('an address in the place of a file', () => {
  it.each([
    [
      'extract https://example.org/a?b=1&c=2',
      "curl -fsSL 'https://example.org/a?b=1&c=2' | btl extract - --url 'https://example.org/a?b=1&c=2'",
    ],
    [
      'analyze www.example.org/a --format json',
      'curl -fsSL www.example.org/a | btl analyze - --url www.example.org/a --format json',
    ],
    [
      'extract HTTP://example.org/it --url https://example.org/',
      'curl -fsSL HTTP://example.org/it | btl extract - --url https://example.org/',
    ],
    [
      "targets https://example.org/it's",
      "curl -fsSL 'https://example.org/it'\\''s' | btl targets - --url 'https://example.org/it'\\''s'",
    ],
    [
      'classify https://example.org/c.jsonl --threads 2',
      'curl -fsSL https://example.org/c.jsonl | btl classify - --threads 2',
    ],
    ['dataset check https://example.org/c.jsonl', 'curl -fsSLO https://example.org/c.jsonl saves it'],
    [
      'train toxicity --data https://example.org/c.jsonl --out x',
      '--data takes a file: curl -fsSLO https://example.org/c.jsonl',
    ],
  ])('%s gets the line to use', async (call, line) => {
    const { code, stderr, stdout } = await btl(call.split(' '));
    expect([code, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1]);
    expect(stderr).toContain(line);
  });
});

describe('what goes wrong is told in a line', () => {
  it('where the disk is full', () => {
    const { status, stderr } = spawnSync(process.execPath, [BTL, 'extract', page], {
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/^btl: cannot write to standard output: ENOSPC.*\n$/);
    expect(status).toBe(1);
  });

  it('where a port is none or is taken', async () => {
    const taken = await btl(['serve', '--port', '1', '--host', '203.0.113.1', '--threads', '0']);
    expect(taken).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^btl: cannot listen on 203\.0\.113\.1:1: .*\n$/),
    });
    expect((await btl(['serve', '--port', '99999'])).stderr).toMatch(/^error: .*from 0 to 65535, got "99999"\n/);
  });
});

describe('help', async () => {
  const commands = everyCommand(await createProgram());

  it.each(commands.map(([path, command]) => ({ path, command })))(
    'of btl $path has examples that can be called',
    ({ path, command }) => {
      let help = '';
      command
        .configureOutput({
          writeOut: (text) => {
            help += text;
          },
        })
        .outputHelp();
      const lines = EXAMPLES[path] ?? [];
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) {
        expect(help).toContain(`  ${line}`);
        const call = /\bbtl ([^|>]*)/.exec(line)![1]!.trim();
        expect(call.startsWith(path), line).toBe(true);
        const flags = call
          .replace(/"[^"]*"/g, 'text')
          .split(' ')
          .filter((word) => word.startsWith('--'));
        // What calls a command within it is held there.
        if (command.commands.length > 0) continue;
        for (const flag of flags) expect(command.options.map(({ long }) => long)).toContain(flag);
        for (const { long } of command.options.filter(({ mandatory }) => mandatory)) expect(flags).toContain(long);
      }
    },
  );
});

it('the man page is that of the commands there are (npm run man)', () => {
  const made = execFileSync(process.execPath, [resolve(ROOT, 'scripts/man-page.js')], { encoding: 'utf8' });
  expect(readFileSync(resolve(ROOT, 'man/btl.1'), 'utf8')).toBe(made);
});

it('the man page is one', needs('mandoc'), () => {
  const found = spawnSync('mandoc', ['-T', 'lint', '-W', 'error', resolve(ROOT, 'man/btl.1')], { encoding: 'utf8' });
  expect(found.stdout).toBe('');
});

function everyCommand(command: Command, path: readonly string[] = []): [string, Command][] {
  return [
    [path.join(' '), command],
    ...command.commands.flatMap((inner) => everyCommand(inner, [...path, inner.name()])),
  ];
}
