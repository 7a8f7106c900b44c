import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyzePage } from '../../src/analyze.ts';
import { type AsyncClassifier, loadClassifier } from '../../src/cascade.ts';
import { analyzeCommand } from '../../src/cli/analyze.ts';
import { UsageError } from '../../src/cli/arguments.ts';
import { classifyCommand } from '../../src/cli/classify.ts';
import { evaluateCommand } from '../../src/cli/evaluate.ts';
import { reportCommand } from '../../src/cli/report.ts';
import { thresholdCommand } from '../../src/cli/threshold.ts';
import { trainCommand } from '../../src/cli/train.ts';
import { loadEncoder } from '../../src/encoder/model.ts';
import { readPage } from '../../src/extract/index.ts';
import { renderReport } from '../../src/report/index.ts';
import { Analysis } from '../../src/schemas.ts';
import { btl } from '../fixtures/btl.ts';
import { tinyEncoder } from '../fixtures/encoder/index.ts';

const folder = await tinyEncoder();
const work = await mkdtemp(join(tmpdir(), 'btl-encoder-cli-'));
const labelled = join(work, 'labelled.jsonl');
const stances = ['favor', 'against', 'none'] as const;
const texts = { favor: 'good', against: 'nonsense', none: 'rain' };
await writeFile(
  labelled,
  Array.from({ length: 90 }, (_, i) => {
    const stance = stances[i % 3] as (typeof stances)[number];
    return `${JSON.stringify({ text: `the ${texts[stance]} ${i}`, target: 'bridge', stance })}\n`;
  }).join(''),
);

const always = ['--encoder', 'always', '--encoder-model', folder];
const auto = ['--encoder', 'auto', '--encoder-model', folder];
const page = 'datasets/pages/harbour-bridge.html';
const comments = 'datasets/comments.dev.jsonl';

/** The library's classifiers, with the tiny encoder. */
const library: Record<'auto' | 'always', AsyncClassifier> = {} as never;
beforeAll(async () => {
  for (const encoder of ['auto', 'always'] as const)
    library[encoder] = await loadClassifier({ encoder, encoderModel: folder });
});

const parsed = (lines: string): unknown[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('btl classify --encoder', () => {
  it.each(['auto', 'always'] as const)(
    'answers every line in order, with what the library says, and names lines that are no comments (%s)',
    async (use) => {
      const rows = [{ text: 'yes', target: 'the bridge', id: 7 }, { text: 'no', parent: 'good' }, { text: 'rain' }];
      const input = `${JSON.stringify(rows[0])}\n{\n${JSON.stringify(rows[1])}\n${JSON.stringify(rows[2])}\n`;
      const args = ['--encoder', use, '--encoder-model', folder];
      const { code, stdout, stderr } = await btl(['classify', '-', ...args], input);
      expect(code).toBe(1);
      expect(stderr).toContain('standard input line 2');
      const classifications = await Promise.all(rows.map(library[use].classify));
      expect(parsed(stdout)).toEqual(rows.map((row, i) => ({ ...row, classification: classifications[i] })));
    },
  );

  it('gives the same bytes on several threads, each with an encoder of its own', async () => {
    const lines = Array.from({ length: 2500 }, (_, id) => {
      const text = ['yes', 'no', 'rain', 'the bridge'][id % 4];
      return `${JSON.stringify({ id, text: `${text} ${id}${' and so on'.repeat(id % 9)}`, target: 'the bridge' })}\n`;
    }).join('');
    const [one, two] = await Promise.all([
      btl(['classify', '-', '--no-progress', ...auto], lines),
      btl(['classify', '-', '--no-progress', '--threads', '2', ...auto], lines),
    ]);
    expect([one.code, one.stderr]).toEqual([0, '']);
    expect(parsed(one.stdout)).toHaveLength(2500);
    expect(two).toEqual(one);
  });

  it.each([[[]], [['--threads', '2']]])('says where there is no encoder (%j)', async (threads) => {
    const nowhere = ['--encoder', 'always', '--encoder-model', join(work, 'nowhere')];
    const { code, stderr } = await btl(['classify', '-', ...threads, ...nowhere], '{"text":"a"}');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^btl: cannot read .*nowhere\/model\.json/)]);
  });

  it('goes on behind what an earlier run wrote', async () => {
    const lines = ['yes', 'no', 'rain'].map((text) => `${JSON.stringify({ text, target: 'the bridge' })}\n`);
    const [input, output] = [join(work, 'input.jsonl'), join(work, 'output.jsonl')];
    await writeFile(input, lines.join(''));
    const whole = (await btl(['classify', input, ...always])).stdout;
    await writeFile(output, whole.split('\n').slice(0, 2).join('\n').concat('\n'));
    expect((await btl(['classify', input, '--resume', output, ...always])).code).toBe(0);
    expect(await readFile(output, 'utf8')).toBe(whole);
    await writeFile(output, whole.split('\n').slice(0, 2).join('\n').concat('\n'));
    const { code, stderr } = await btl(['classify', input, '--resume', output]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('was not given to')]);
  });
});

describe('btl evaluate --encoder', () => {
  it.each(['always', 'auto'])('prints the figures, by source and control (%s)', async (use) => {
    const args = ['--encoder', use, '--encoder-model', folder];
    const { code, stdout } = await btl(['evaluate', 'stance', '--data', labelled, ...args]);
    expect(code).toBe(0);
    for (const row of ['labelled.jsonl', 'without target', 'without text', 'shuffled targets'])
      expect(stdout).toContain(row);
  });

  it('measures another classifier than the lexical one, and the same for toxicity', async () => {
    const json = async (task: string, data: string, args: readonly string[]) =>
      JSON.parse((await btl(['evaluate', task, '--data', data, '--format', 'json', ...args])).stdout);
    const [lexical, both] = [await json('stance', labelled, []), await json('stance', labelled, always)];
    expect(both.overall.accuracy).toBe(1);
    expect(lexical.overall).not.toEqual(both.overall);
    expect(await json('toxicity', comments, always)).toEqual(await json('toxicity', comments, []));
  });
});

describe('btl analyze --encoder', () => {
  it.each(['auto', 'always'] as const)('gives an analysis of two models (%s)', async (use) => {
    const args = ['--format', 'json', '--encoder', use, '--encoder-model', folder];
    const { code, stdout } = await btl(['analyze', page, ...args]);
    expect(code).toBe(0);
    const analysis = Analysis.parse(JSON.parse(stdout));
    expect(analysis.model.version).toMatch(/\+encoder\.1\.2\.3$/);
    expect(analysis).toEqual(await analyzePage(readPage(await readFile(page)), { classifier: library[use] }));
  });

  it('asks nobody unless it is told to', async () => {
    const [unsaid, never] = [await btl(['analyze', page]), await btl(['analyze', page, '--encoder', 'never'])];
    expect(unsaid.code).toBe(0);
    expect(never).toEqual(unsaid);
  });
});

describe('btl report --encoder', () => {
  it('writes what both models say', async () => {
    const { code, stdout } = await btl(['report', page, '--out', '-', ...auto]);
    expect(code).toBe(0);
    // The script, and its hash in the head, are those of the build.
    const body = (report: string) => report.replace(/^[\s\S]*<body>|<script>[\s\S]*$/g, '');
    const analysis = await analyzePage(readPage(await readFile(page)), { classifier: library.auto });
    expect(body(stdout).length).toBeGreaterThan(1000);
    expect(body(stdout)).toBe(body(await renderReport(analysis)));
    expect(stdout).toContain('+encoder.1.2.3');
  });
});

describe('btl threshold --encoder', () => {
  it('finds what it finds without: toxicity is not the encoder’s to answer', async () => {
    const [alone, both] = [await btl(['threshold', comments]), await btl(['threshold', comments, ...auto])];
    expect([alone.code, both.code]).toEqual([0, 0]);
    const [first, ...rest] = both.stdout.split('\n');
    expect(first).toContain('+encoder.1.2.3');
    expect(rest).toEqual(alone.stdout.split('\n').slice(1));
  });
});

describe('btl train --scorer encoder', () => {
  const trained = ['--scorer', 'encoder', '--encoder-model', folder];

  it('writes a whole model with a new head', async () => {
    const out = join(work, 'mine');
    const { code, stderr } = await btl(['train', 'stance', '--data', labelled, '--out', out, ...trained, '--force']);
    expect([code, stderr]).toEqual([0, expect.stringContaining('version 1.3.0')]);
    expect(JSON.parse(await readFile(join(out, 'model.json'), 'utf8')).heads.stance.retrained.seed).toBe(1);
    expect((await loadEncoder({ encoderModel: out })).manifest.version).toBe('1.3.0');
  });

  it.each([
    [['toxicity', '--data', labelled], 1, 'none for toxicity'],
    [['all', '--data', labelled], 1, 'none for toxicity'],
    [['stance'], 1, 'needs --data'],
    [['stance', '--data', labelled, '--base', 'models/en'], 2, '--base is for --scorer lexical'],
    [['stance', '--data', labelled, '--scratch'], 2, '--scratch is for --scorer lexical'],
  ])('refuses %j', async (args, code, message) => {
    const result = await btl(['train', ...args, '--out', join(work, 'none'), ...trained]);
    expect([result.code, result.stderr]).toEqual([code, expect.stringContaining(message)]);
  });
});

/** What a command says of arguments that it does not take; it is not run. */
async function wrongUsage(command: Command, args: readonly string[]): Promise<unknown> {
  return command
    .exitOverride()
    .parseAsync(args, { from: 'user' })
    .then(
      () => 'nothing',
      (error: unknown) => error,
    );
}

const COMMANDS: readonly (readonly [string, () => Command, readonly string[]])[] = [
  ['analyze', analyzeCommand, [page]],
  ['classify', classifyCommand, ['-']],
  ['report', reportCommand, [page, '--out', '-']],
  ['threshold', thresholdCommand, [comments]],
  ['evaluate', evaluateCommand, ['stance', '--data', labelled]],
  ['train', trainCommand, ['stance', '--out', 'x']],
];

describe.each(COMMANDS)('btl %s', (name, command, args) => {
  const isTrain = name === 'train';

  it('answers options of earlier versions with the names of today', async () => {
    for (const [option, use] of [
      ['--contextual', '--encoder always'],
      ['--second-opinion', '--encoder auto'],
    ] as const) {
      const today = `${isTrain ? '--scorer encoder' : use}, and --encoder-model FOLDER for a folder`;
      for (const given of [[option], [option, folder], [`${option}=${folder}`]])
        expect(await wrongUsage(command(), [...args, ...given])).toEqual(new UsageError(`${option} is now ${today}`));
    }
    expect(command().helpInformation()).not.toMatch(/contextual|second-opinion/);
  });

  it('needs to be told to ask the encoder that it is given', async () => {
    const needed = isTrain ? '--scorer encoder' : '--encoder auto or always';
    expect(await wrongUsage(command(), [...args, '--encoder-model', folder])).toEqual(
      new UsageError(`--encoder-model needs ${needed}`),
    );
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

describe('without --encoder', () => {
  it.each(['analyze', 'classify', 'classify-worker', 'report', 'threshold', 'evaluate'])(
    'btl loads nothing of the encoder (%s)',
    (name) => {
      const loaded = [...loadedBy(`cli/${name}.ts`)];
      expect(loaded).toContain('classifier.ts');
      expect(loaded.filter((file) => /^(encoder\/(?!concurrency)|cascade)/.test(file))).toEqual([]);
    },
  );

  it('a thread loads nothing of the command line', () => {
    for (const file of loadedBy('cli/classify-worker.ts'))
      expect(readFileSync(join('src', file), 'utf8')).not.toContain("from 'commander'");
  });
});

describe('wrong usage', () => {
  it.each([
    [
      ['analyze', page, '--second-opinion'],
      '--second-opinion is now --encoder auto, and --encoder-model FOLDER for a folder',
    ],
    [['classify', '-', '--encoder-model', folder], '--encoder-model needs --encoder auto or always'],
    [['finish', 'x', '--out', 'y'], 'finish is now release'],
  ])('%j is answered with 2 and one line', async (args, message) => {
    expect(await btl(args)).toEqual({ code: 2, stdout: '', stderr: `btl: ${message}\n` });
  });

  it('of --encoder names what it takes', async () => {
    const { code, stderr } = await btl(['analyze', page, '--encoder', 'sometimes']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('Allowed choices are auto, always, never')]);
  });
});
