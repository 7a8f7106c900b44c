import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { Analysis, Classification, Target, Thread } from '../../src/schemas.ts';
import { BTL, btl } from '../fixtures/btl.ts';

const PAGES = resolve(import.meta.dirname, '../../datasets/pages');
const page = join(PAGES, 'harbour-bridge.html');
const folder = await mkdtemp(join(tmpdir(), 'btl-cli-'));

describe('btl', () => {
  it('says its version and what there is', async () => {
    expect((await btl(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await btl(['--help'])).stdout).toMatch(/extract[\s\S]*analyze[\s\S]*classify[\s\S]*train[\s\S]*evaluate/);
  });

  it.each([
    [['conquer']],
    [['extract']],
    [['analyze', page, '--format', 'xml']],
    [['train', 'sarcasm', '--out', 'x']],
    [['train', 'toxicity', '--out', 'x', '--seed', '-1']],
    [['classify', '--wat']],
    [['serve', '--port', '99999']],
  ])('answers %j with 2 and a hint', async (args) => {
    const { code, stdout, stderr } = await btl(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/error: /);
  });

  it.each([
    [['extract', '/nowhere.html'], /cannot read \/nowhere\.html: ENOENT/],
    [['analyze', page, '--model', '/nowhere'], /cannot read \/nowhere\/model\.json/],
    [['evaluate', 'stance', '--data', '/nowhere.jsonl'], /cannot read \/nowhere\.jsonl/],
    [['train', 'toxicity', '--out', join(folder, 'x')], /train toxicity needs --data/],
  ])('answers %j with 1 and one line', async (args, message) => {
    const { code, stdout, stderr } = await btl(args);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n').at(-1)).toMatch(message);
    expect(stderr).not.toContain('    at ');
  });

  it('does not mind a reader that has seen enough', async () => {
    const child = spawn(process.execPath, [BTL, 'analyze', page, '--format', 'json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.once('data', () => child.stdout.destroy());
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const code = await new Promise((done) => child.on('close', done));
    expect([code, stderr]).toEqual([0, '']);
  });
});

describe('btl extract', () => {
  it('prints the thread as JSON', async () => {
    const { code, stdout } = await btl(['extract', page]);
    expect(code).toBe(0);
    expect(Thread.parse(JSON.parse(stdout)).comments.length).toBeGreaterThan(10);
  });

  it('reads standard input', async () => {
    const { stdout } = await btl(['extract', '-', '--url', 'https://example.org/a'], 'A headline\n\nTwo words.\n');
    expect(Thread.parse(JSON.parse(stdout))).toMatchObject({ url: 'https://example.org/a', comments: [] });
  });

  it.each([
    ['an empty file', ''],
    ['a binary file', Uint8Array.from({ length: 4096 }, (_, i) => (i * 37) % 256)],
  ])('refuses %s in one line', async (_, content) => {
    const { code, stderr } = await btl(['extract', '-'], content);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('btl targets', () => {
  it('names what readers may be for or against, for people and for programs', async () => {
    const { code, stdout } = await btl(['targets', page]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^closing the Harbour Bridge to cars +issue +\d+ +the dispute in the headline$/m);
    expect(stdout).toMatch(/^the Harbour Bridge +entity +\d+ +named in \d+ of 14 comments, and in the headline$/m);
    const targets = z.array(Target).parse(JSON.parse((await btl(['targets', page, '--format', 'json'])).stdout));
    expect(targets.map(({ target }) => target)).toEqual(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split('  ')[0]),
    );
  });
});

describe('btl analyze', () => {
  it('prints the thread for people: stances, answers, toxicity, words, summary', async () => {
    const { code, stdout } = await btl(['analyze', page]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/stance towards 1: closing the Harbour Bridge to cars \(the dispute in the headline\)/);
    expect(stdout).toMatch(/stance towards \d: this article/);
    expect(stdout).toMatch(/^ *Lottie P\. · about none of these/m);
    expect(stdout).toMatch(/^ +.*(agrees|disagrees) with /m);
    expect(stdout).toMatch(/toxicity [█░]{10} \d+%/);
    expect(stdout).toMatch(/because of .*“/);
    expect(stdout).toMatch(/Summary\n +towards 1, .+: \d+ of 14 comments speak about it\n +favor +[█░]{10} \d+/);
    expect(stdout).not.toContain('\u001b[');
  });

  it('says of one target who is not about it', async () => {
    const { stdout } = await btl(['analyze', page, '--target', 'the lido']);
    expect(stdout).toMatch(/^stance towards: the lido$/m);
    expect(stdout).toMatch(/ · not about this \d+%/);
  });

  it('says which target was read as a refusal', async () => {
    const { stdout } = await btl(['analyze', page, '--target', 'Street parking should be banned', '--target', 'cars']);
    expect(stdout).toMatch(/^stance towards 1: Street parking should be banned, read as a refusal of what it names$/m);
    expect(stdout).toMatch(/^stance towards 2: cars$/m);
  });

  it('prints JSON for programs', async () => {
    const { stdout } = await btl(['analyze', page, '--target', 'cars', 'the ferry', '--format', 'json']);
    const analysis = Analysis.parse(JSON.parse(stdout));
    expect(analysis.targets).toEqual(['cars', 'the ferry']);
    const lines = await btl(['analyze', page, '--format', 'jsonl']);
    expect(lines.stdout.trim().split('\n')).toHaveLength(analysis.comments.length);
  });

  it('says what it could not read', async () => {
    const { code, stdout } = await btl(['analyze', join(PAGES, 'library-hours.html')]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/0 comments/);
    expect(stdout).toMatch(/Not read\n.*Disqus/);
  });

  it('keeps escape sequences and text direction of strangers off the terminal', async () => {
    const thread = {
      headline: 'A\u001b]0;owned\u0007 headline',
      url: null,
      source: { kind: 'json', platform: null },
      claimedCount: 1,
      comments: [
        {
          id: '1',
          parentId: null,
          depth: 0,
          author: '\u202eeve',
          text: 'hi \u001b[2J\u001b[31m there',
          dateCreated: null,
          upvoteCount: null,
          downvoteCount: null,
        },
      ],
      warnings: [],
    };
    const { stdout } = await btl(['analyze', '-'], JSON.stringify(thread));
    expect(stdout).toContain('hi');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come through
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});

describe('btl classify', () => {
  it('answers line by line, keeps other fields, reports a broken line and goes on', async () => {
    const lines = [
      '{"id": 7, "text": "You absolute idiot."}',
      '{broken',
      '',
      '{"text": 5}',
      '{"text": "Thanks!", "target": "the bridge", "parent": "No."}',
    ];
    const { code, stdout, stderr } = await btl(['classify'], lines.join('\n'));
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ id: 7, text: 'You absolute idiot.' });
    for (const row of rows) Classification.parse(row.classification);
    expect(rows[1].classification.reply).not.toBeNull();
    expect(stderr).toMatch(/standard input line 2: expected a JSON object, got "\{broken"/);
    expect(stderr).toMatch(/standard input line 4: .*expected string, received number/s);
    expect(stderr).toMatch(/2 lines were no comment/);
    expect(code).toBe(1);
  });

  it('takes a comment of a megabyte, lone surrogates and a target in another language', async () => {
    const rows = [{ text: 'rain '.repeat(200_000) }, { text: 'half \ud800 a pair', target: 'Брюссель' }];
    const { code, stdout } = await btl(['classify', '-'], rows.map((row) => JSON.stringify(row)).join('\n'));
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(2);
  });
});

describe('btl train and evaluate', () => {
  const data = join(folder, 'mine.jsonl');

  beforeAll(async () => {
    const lines = Array.from({ length: 400 }, (_, i) => {
      const text = i % 2 === 0 ? `what a wet muppet number ${i}` : `what a kind answer number ${i}`;
      return JSON.stringify({ text, labels: { toxicity: (i + 1) % 2 }, group: `g${i % 40}` });
    });
    await writeFile(data, ['{broken', ...lines].join('\n'));
  });

  it('writes a model that the other commands use', async () => {
    const out = join(folder, 'model');
    const trained = await btl(['train', 'toxicity', '--data', data, '--out', out, '--epochs', '2', '--force']);
    expect(trained.stderr).toMatch(/mine\.jsonl line 1: expected a JSON object/);
    expect(trained.stderr).toMatch(/toxicity 100% · epoch 2\/2 · loss \d\.\d+ · \d+ rows\/s/);
    expect(trained.stderr).toMatch(/wrote .*model \(version 0\.\d+\.0, \d+ bytes/);
    expect(trained.code).toBe(0);
    expect(trained.stdout).toBe('');
    const evaluated = await btl(['evaluate', 'toxicity', '--data', data, '--model', out, '--format', 'json']);
    expect(JSON.parse(evaluated.stdout).overall['auc.toxicity']).toBeGreaterThan(0.9);
    const classified = await btl(['classify', '--model', out], '{"text": "a wet muppet"}');
    expect(JSON.parse(classified.stdout).classification.toxicity.scores.toxicity).toBeGreaterThan(0.5);
  });

  it('leaves nothing behind when it is stopped', async () => {
    const out = join(folder, 'stopped', 'model');
    const rows = Array.from(
      { length: 1000 },
      (_, i) => `{"text": "comment number ${i}", "labels": {"toxicity": ${i % 2}}}`,
    ).join('\n');
    await writeFile(join(folder, 'rows.jsonl'), rows);
    // A pipe opens for us when training opens it; from then on a file stands in its place.
    const pipe = join(folder, 'pipe.jsonl');
    execFileSync('mkfifo', [pipe]);
    const child = spawn(process.execPath, [BTL, 'train', 'toxicity', '--data', pipe, '--out', out, '--epochs', '90'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const closed = new Promise((done) => child.on('close', done));
    const writer = await open(pipe, 'w');
    await rename(join(folder, 'rows.jsonl'), pipe);
    child.kill('SIGINT');
    await writer.writeFile(rows);
    await writer.close();
    const code = await closed;
    expect(stderr).toMatch(/training was stopped; nothing was written/);
    expect(code).toBe(1);
    expect(existsSync(out)).toBe(false);
    expect(await readdir(folder)).not.toContain('stopped');
  });
});

describe('btl report', () => {
  it('writes one file to look at, or prints it', async () => {
    const file = join(folder, 'report.html');
    const { code, stdout, stderr } = await btl(['report', page, '-t', 'the bridge', 'the ferry', '-o', file]);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/^wrote .*report\.html\n/);
    const written = await readFile(file, 'utf8');
    expect(written).toMatch(/^<!doctype html>[\s\S]*the ferry[\s\S]*<\/html>\n$/);
    expect((await btl(['report', page, '-t', 'the bridge', 'the ferry', '-o', '-'])).stdout).toBe(written);
  });

  it('says where it cannot write, and needs to be told', async () => {
    expect(await btl(['report', page, '-o', '/nowhere/report.html'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^btl: cannot write \/nowhere\/report\.html: ENOENT/),
    });
    expect((await btl(['report', page])).code).toBe(2);
  });
});
