import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { analyzeCommand } from '../../src/cli/analyze.ts';
import { UsageError } from '../../src/cli/arguments.ts';
import { classifyCommand } from '../../src/cli/classify.ts';
import { evaluateCommand } from '../../src/cli/evaluate.ts';
import { reportCommand } from '../../src/cli/report.ts';
import { serveCommand } from '../../src/cli/serve.ts';
import { thresholdCommand } from '../../src/cli/threshold.ts';
import { trainCommand } from '../../src/cli/train.ts';
import { workerCommand } from '../../src/cli/worker.ts';
import { btl } from '../fixtures/btl.ts';

/** What a command says of arguments that it does not take; it is not run. */
const wrongUsage = (command: Command, args: readonly string[]): Promise<unknown> =>
  command
    .exitOverride()
    .parseAsync(args, { from: 'user' })
    .then(
      () => 'nothing',
      (error: unknown) => error,
    );

const COMMANDS: readonly (readonly [string, () => Command, readonly string[]])[] = [
  ['analyze', analyzeCommand, ['page.html']],
  ['classify', classifyCommand, ['-']],
  ['report', reportCommand, ['page.html', '--out', '-']],
  ['threshold', thresholdCommand, ['rows.jsonl']],
  ['evaluate', evaluateCommand, ['stance', '--data', 'rows.jsonl']],
  ['serve', serveCommand, []],
  ['worker', workerCommand, ['--redis', 'redis://localhost']],
  ['train', trainCommand, ['stance', '--out', 'x']],
];

/** By option of an earlier version, what it is called now: to use an encoder, and to train one. */
const TODAY = {
  '--contextual': [
    '--encoder always; the encoder is part of the model, --model FOLDER',
    '--scorer encoder, and --base FOLDER for a model of your own',
  ],
  '--second-opinion': [
    '--encoder auto; the encoder is part of the model, --model FOLDER',
    '--scorer encoder, and --base FOLDER for a model of your own',
  ],
  '--encoder-model': [
    '--model FOLDER: the encoder is part of the model',
    '--base FOLDER: the encoder is part of the model',
  ],
} as const;

describe.each(COMMANDS)('btl %s', (name, command, args) => {
  it.each(Object.entries(TODAY))('answers %s with the name of today', async (option, [use, train]) => {
    const expected = new UsageError(`${option} is now ${name === 'train' ? train : use}`);
    for (const given of [[option], [option, 'folder'], [`${option}=folder`]])
      expect(await wrongUsage(command(), [...args, ...given])).toEqual(expected);
    expect(command().helpInformation()).not.toContain(option);
  });
});

describe('wrong usage', () => {
  it.each([
    [['analyze', 'page.html', '--second-opinion'], `--second-opinion is now ${TODAY['--second-opinion'][0]}`],
    [['classify', '-', '--encoder-model', 'folder'], `--encoder-model is now ${TODAY['--encoder-model'][0]}`],
    [['finish', 'x', '--out', 'y'], 'finish is now release'],
  ])('%j is answered with 2 and one line', async (args, message) => {
    expect(await btl(args)).toEqual({ code: 2, stdout: '', stderr: `btl: ${message}\n` });
  });

  it('of --encoder names what it takes', async () => {
    const { code, stderr } = await btl(['analyze', 'page.html', '--encoder', 'sometimes']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('Allowed choices are auto, always, never')]);
  });
});

/** Files that a file of src loads before it does anything: not types, and not what is imported when it is needed. */
function loadedBy(file: string, seen: Set<string> = new Set()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const source = readFileSync(join('src', file), 'utf8');
  for (const [, specifier] of source.matchAll(/^(?:import|export) (?!type )[^;]*?from '(\.[^']+)'/gms))
    loadedBy(join(dirname(file), specifier as string), seen);
  return seen;
}

it('a thread loads nothing of the command line', () => {
  const loaded = [...loadedBy('cli/classify-worker.ts')];
  expect(loaded).toContain('classifier.ts');
  for (const file of loaded) expect(readFileSync(join('src', file), 'utf8')).not.toContain("from 'commander'");
});
