import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadContextual } from '../../src/contextual/index.ts';
import { Analysis } from '../../src/schemas.ts';
import { btl } from '../fixtures/btl.ts';
import { tinyContextual } from '../fixtures/encoder/index.ts';

const folder = await tinyContextual();
const work = await mkdtemp(join(tmpdir(), 'btl-contextual-cli-'));
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

describe('btl classify --contextual', () => {
  it('answers every line in order, with what the library says, and names lines that are no comments', async () => {
    const rows = [{ text: 'yes', target: 'the bridge', id: 7 }, { text: 'no', parent: 'good' }, { text: 'rain' }];
    const input = `${JSON.stringify(rows[0])}\n{\n${JSON.stringify(rows[1])}\n${JSON.stringify(rows[2])}\n`;
    const { code, stdout, stderr } = await btl(['classify', '-', '--contextual', folder], input);
    expect(code).toBe(1);
    expect(stderr).toContain('standard input line 2');
    const contextual = await loadContextual({ model: folder });
    const classifications = await contextual.classifyAll(rows);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toEqual(rows.map((row, i) => ({ ...row, classification: classifications[i] })));
  });

  it('is not spread over threads: it takes all cores by itself', async () => {
    const { code, stderr } = await btl(['classify', '-', '--threads', '2', '--contextual', folder]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('cannot be used with option')]);
  });

  it('says where there is no model', async () => {
    const { code, stderr } = await btl(['classify', '-', '--contextual', join(work, 'nowhere')], '{"text":"a"}');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^btl: cannot read .*nowhere\/model\.json/)]);
  });
});

describe('btl evaluate --contextual', () => {
  it('prints the figures, by source and control', async () => {
    const { code, stdout } = await btl(['evaluate', 'stance', '--data', labelled, '--contextual', folder]);
    expect(code).toBe(0);
    for (const row of ['labelled.jsonl', 'without target', 'without text', 'shuffled targets'])
      expect(stdout).toContain(row);
  });

  it('has no figures for toxicity', async () => {
    const { code, stderr } = await btl([
      'evaluate',
      'toxicity',
      '--data',
      'datasets/comments.dev.jsonl',
      '--contextual',
      folder,
    ]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('none for toxicity')]);
  });
});

describe('btl analyze --second-opinion', () => {
  it('gives an analysis of two models', async () => {
    const page = 'datasets/pages/harbour-bridge.html';
    const { code, stdout } = await btl(['analyze', page, '--format', 'json', '--second-opinion', folder]);
    expect(code).toBe(0);
    expect(Analysis.parse(JSON.parse(stdout)).model.version).toMatch(/\+contextual\.1\.2\.3$/);
  });
});

describe('btl train --contextual', () => {
  it('writes a whole model with a new head', async () => {
    const out = join(work, 'mine');
    const { code, stderr } = await btl([
      'train',
      'stance',
      '--data',
      labelled,
      '--out',
      out,
      '--contextual',
      folder,
      '--force',
    ]);
    expect([code, stderr]).toEqual([0, expect.stringContaining('version 1.3.0')]);
    expect(JSON.parse(await readFile(join(out, 'model.json'), 'utf8')).heads.stance.retrained.seed).toBe(1);
    expect((await loadContextual({ model: out })).model.version).toBe('1.3.0');
  });

  it.each([
    [['toxicity', '--data', labelled], 1, 'none for toxicity'],
    [['stance'], 1, 'needs --data'],
    [['stance', '--data', labelled, '--base', 'models/en'], 2, 'cannot be used with option'],
  ])('refuses %j', async (args, code, message) => {
    const result = await btl(['train', ...args, '--out', join(work, 'none'), '--contextual', folder]);
    expect([result.code, result.stderr]).toEqual([code, expect.stringContaining(message)]);
  });
});
