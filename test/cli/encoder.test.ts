import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyzePage } from '../../src/analyze.ts';
import { loadClassifier, loadEncoderFile } from '../../src/classifier.ts';
import { readPage } from '../../src/extract/index.ts';
import { parseModel } from '../../src/lexical/model.ts';
import { renderReport } from '../../src/report/index.ts';
import { Analysis } from '../../src/schemas.ts';
import { saveModel } from '../../src/train/save.ts';
import { btl } from '../fixtures/btl.ts';
import { tinyEncoder, tinyModelFolder } from '../fixtures/encoder/index.ts';
import { tinyModel } from '../fixtures/model.ts';
import { serve } from '../fixtures/serve.ts';

const work = await mkdtemp(join(tmpdir(), 'btl-encoder-cli-'));
const folder = await tinyModelFolder();
/** A model without an encoder. */
const lexicalFolder = join(work, 'lexical');
await saveModel(await parseModel(await tinyModel()), null, lexicalFolder);

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

const model = ['--model', folder];
const always = ['--encoder', 'always', ...model];
const never = ['--encoder', 'never', ...model];
const page = 'datasets/pages/harbour-bridge.html';
const comments = 'datasets/comments.dev.jsonl';

const parsed = (lines: string): unknown[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('btl classify --encoder', () => {
  it.each(['auto', 'always', 'never'] as const)(
    'answers every line in order, with what the library says, and names lines that are no comments (%s)',
    async (encoder) => {
      const rows = [{ text: 'yes', target: 'the bridge', id: 7 }, { text: 'no', parent: 'good' }, { text: 'rain' }];
      const input = `${JSON.stringify(rows[0])}\n{\n${JSON.stringify(rows[1])}\n${JSON.stringify(rows[2])}\n`;
      const { code, stdout, stderr } = await btl(['classify', '-', '--encoder', encoder, ...model], input);
      expect(code).toBe(1);
      expect(stderr).toContain('standard input line 2');
      const { classify } = await loadClassifier({ model: folder, encoder });
      expect(parsed(stdout)).toEqual(rows.map((row) => ({ ...row, classification: classify(row) })));
    },
  );

  it('gives the same bytes on several threads, each with an encoder of its own', async () => {
    const lines = Array.from({ length: 2500 }, (_, id) => {
      const text = ['yes', 'no', 'rain', 'the bridge'][id % 4];
      return `${JSON.stringify({ id, text: `${text} ${id}${' and so on'.repeat(id % 9)}`, target: 'the bridge' })}\n`;
    }).join('');
    const [one, two] = await Promise.all([
      btl(['classify', '-', '--no-progress', ...model], lines),
      btl(['classify', '-', '--no-progress', '--threads', '2', ...model], lines),
    ]);
    expect([one.code, one.stderr]).toEqual([0, '']);
    expect(parsed(one.stdout)).toHaveLength(2500);
    expect(two).toEqual(one);
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
    const { code, stderr } = await btl(['classify', input, '--resume', output, ...never]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('was not given to')]);
  });
});

describe.each([['1'], ['2']])('on %s threads, the file of the encoder', (threads) => {
  const classify = (folder: string, row: object, ...more: string[]) =>
    btl(['classify', '--threads', threads, '--model', folder, ...more], JSON.stringify(row));
  const { manifest, bytes } = tinyEncoder();
  const about = { text: 'yes', target: 'the bridge' };

  it('is opened where it is asked, and before that only to be shared by threads', async () => {
    const wrong = await tinyModelFolder(undefined, { manifest, bytes: new Uint8Array(bytes.length) });
    const plain = await classify(wrong, { text: 'What a lovely photograph of the pier' });
    expect(plain.code).toBe(threads === '1' ? 0 : 1);
    for (const row of [about, { text: 'no', parent: 'good' }, { text: 'yes' }]) {
      const { code, stderr } = await classify(wrong, row, '--encoder', 'always');
      expect([code, stderr]).toEqual([1, expect.stringMatching(/^btl: encoder\.bin has sha256 \w+, expected \w+\n$/)]);
    }
    expect((await classify(wrong, about, '--encoder', 'never')).code).toBe(0);
  });

  it('has to be there, of the size that the model says', async () => {
    const short = await tinyModelFolder(undefined, { manifest, bytes: bytes.subarray(1) });
    const { code, stderr } = await classify(short, { text: 'yes' });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^btl: encoder\.bin has \d+ bytes, expected \d+\n$/)]);
  });

  it('is missed where it is always to be asked, and only there', async () => {
    expect((await classify(lexicalFolder, about)).code).toBe(0);
    const { code, stderr } = await classify(lexicalFolder, about, '--encoder', 'always');
    expect([code, stderr]).toEqual([1, 'btl: the model has no encoder to ask\n']);
  });
});

describe('btl evaluate --encoder', () => {
  const json = async (task: string, data: string, args: readonly string[]) =>
    JSON.parse((await btl(['evaluate', task, '--data', data, '--format', 'json', ...args])).stdout);

  it.each(['always', 'auto'])('prints the figures, by source and control (%s)', async (use) => {
    const { code, stdout } = await btl(['evaluate', 'stance', '--data', labelled, '--encoder', use, ...model]);
    expect(code).toBe(0);
    for (const row of ['labelled.jsonl', 'without target', 'without text', 'shuffled targets'])
      expect(stdout).toContain(row);
  });

  it('measures both scorers together, or the lexical one alone', async () => {
    const [both, lexical] = [await json('stance', labelled, always), await json('stance', labelled, never)];
    expect(both.overall.accuracy).toBe(1);
    expect(lexical.overall).not.toEqual(both.overall);
  });

  it('measures both of toxicity too', async () => {
    const [both, lexical] = [await json('toxicity', comments, always), await json('toxicity', comments, never)];
    expect(both.overall.rows).toBe(lexical.overall.rows);
    expect(both.overall['auc.toxicity']).not.toBe(lexical.overall['auc.toxicity']);
  });

  it('does not measure the lexical scorer in the place of an encoder that is not there', async () => {
    const args = ['evaluate', 'stance', '--data', labelled, '--encoder', 'always', '--model', lexicalFolder];
    expect(await btl(args)).toEqual({ code: 1, stdout: '', stderr: 'btl: the model has no encoder to ask\n' });
  });
});

describe('btl analyze --encoder', () => {
  const analysis = async (args: readonly string[]) =>
    Analysis.parse(JSON.parse((await btl(['analyze', page, '--format', 'json', ...args])).stdout));

  it.each(['auto', 'always', 'never'] as const)('gives the analysis of the library (%s)', async (encoder) => {
    const classifier = await loadClassifier({ model: folder, encoder });
    const expected = await analyzePage(readPage(await readFile(page)), { classifier });
    expect(await analysis(['--encoder', encoder, ...model])).toEqual(expected);
  });

  it('asks the encoder where the words leave it unsure, unless it is told otherwise', async () => {
    const unsaid = await analysis(model);
    expect(unsaid).toEqual(await analysis(['--encoder', 'auto', ...model]));
    expect(unsaid.comments).not.toEqual((await analysis(never)).comments);
  });
});

describe('btl report --encoder', () => {
  it('writes what both scorers say', async () => {
    const { code, stdout } = await btl(['report', page, '--out', '-', ...model]);
    expect(code).toBe(0);
    // The script, and its hash in the head, are those of the build.
    const body = (report: string) => report.replace(/^[\s\S]*<body>|<script>[\s\S]*$/g, '');
    const classifier = await loadClassifier({ model: folder });
    const analysis = await analyzePage(readPage(await readFile(page)), { classifier });
    expect(body(stdout).length).toBeGreaterThan(1000);
    expect(body(stdout)).toBe(body(await renderReport(analysis)));
  });
});

describe('btl threshold --encoder', () => {
  it('goes by the scores of both scorers, or by those of words alone', async () => {
    const [alone, both] = [await btl(['threshold', comments, ...never]), await btl(['threshold', comments, ...always])];
    expect([alone.code, both.code]).toEqual([0, 0]);
    expect(both.stdout).not.toBe(alone.stdout);
  });
});

describe('btl serve --encoder', () => {
  it('answers comments and pages as the library does', async () => {
    const server = await serve(always);
    const post = async (path: string, body: object) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${server.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      return response.json() as Promise<object>;
    };
    const comment = { text: 'yes', target: 'cars' };
    const answers = [await post('/v1/classify', comment), await post('/v1/analyze', readPage(await readFile(page)))];
    await server.end('SIGTERM');
    const classifier = await loadClassifier({ model: folder, encoder: 'always' });
    const analysis = await analyzePage(readPage(await readFile(page)), { classifier });
    expect(answers).toEqual([classifier.classify(comment), analysis]);
  });
});

describe('btl train --scorer encoder', () => {
  const train = (args: readonly string[], out: string) =>
    btl(['train', ...args, '--scorer', 'encoder', '--out', join(work, out)]);

  it('writes a whole model with a new head', async () => {
    const { code, stderr } = await train(['stance', '--data', labelled, '--base', folder, '--force'], 'mine');
    expect([code, stderr]).toEqual([0, expect.stringMatching(/wrote .*mine \(version \d+\.\d+\.0, encoder sha256 /)]);
    const [before, after] = [await loadEncoderFile(folder), await loadEncoderFile(join(work, 'mine'))];
    expect(after?.manifest.heads.stance.retrained?.seed).toBe(1);
    expect(after?.manifest.heads.reply).toEqual(before?.manifest.heads.reply);
    const version = async (model: string) => Number((await loadClassifier({ model })).model.version.split('.')[1]);
    expect(await version(join(work, 'mine'))).toBe((await version(folder)) + 1);
    const weights = await readFile(join(folder, 'weights.bin'));
    expect(weights.equals(await readFile(join(work, 'mine', 'weights.bin')))).toBe(true);
  });

  it.each([
    [['all', '--data', labelled], 1, 'one at a time: toxicity, stance, reply'],
    [['stance'], 1, 'needs --data'],
    [['stance', '--data', labelled, '--base', lexicalFolder], 1, 'has no encoder to train'],
    [['stance', '--data', labelled, '--vectors', 'x'], 2, '--vectors is for --scorer lexical'],
    [['stance', '--data', labelled, '--scratch'], 2, '--scratch is for --scorer lexical'],
  ])('refuses %j', async (args, code, message) => {
    const result = await train(args, 'none');
    expect([result.code, result.stderr]).toEqual([code, expect.stringContaining(message)]);
  });
});
