import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { btl } from '../fixtures/btl.ts';

const comments = resolve(import.meta.dirname, '../../datasets/comments.dev.jsonl');
const folder = await mkdtemp(join(tmpdir(), 'btl-evaluate-'));

const evaluate = (...args: string[]) => btl(['evaluate', ...args]);

describe('btl evaluate', () => {
  it('prints figures, then thresholds, reliability and identity groups of toxicity', async () => {
    const data = join(folder, 'groups.jsonl');
    const rows = Array.from({ length: 40 }, (_, i) => ({
      text: i % 2 === 0 ? `You are an idiot, number ${i}.` : `Thank you for answer ${i}.`,
      labels: { toxicity: (i + 1) % 2 },
      ...(i % 4 < 2 ? { groups: ['women'] } : {}),
    }));
    await writeFile(data, rows.map((row) => JSON.stringify(row)).join('\n'));
    const { code, stdout } = await evaluate('toxicity', '--data', data);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^toxicity +rows +AUC[\s\S]*\n\nThresholds of toxicity[\s\S]*\n\nReliability of toxicity/);
    expect(stdout).toMatch(/^0\.\d+ \* +\d\.\d{3}/m);
    expect(stdout).toMatch(/^women +10 +10 +10 +10 +\d\.\d{3} +\d\.\d{3} +\d\.\d{3}$/m);
    expect(stdout).toMatch(/^generalised mean +\d\.\d{3}/m);
    expect(stdout).not.toMatch(/Confusion|Answers/);
  });

  it('prints who is taken for whom and what is answered, and draws it', async () => {
    const svg = join(folder, 'reply.svg');
    const { code, stdout, stderr } = await evaluate('reply', '--data', comments, '--plot', svg);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /Reliability of confidence[\s\S]*Confusion\nactual \\ predicted +agree +disagree +neutral\n/,
    );
    expect(stdout).toMatch(/Answers from a confidence up[\s\S]*\n0\.34 +[01]\.\d{3} +\d\.\d{3}\n/);
    expect(stderr).toContain(`wrote ${svg}`);
    const drawn = await readFile(svg, 'utf8');
    expect(drawn).toMatch(/^<svg /);
    for (const title of ['mean confidence', 'share that is right', 'lowest confidence answered', 'accuracy'])
      expect(drawn).toContain(`>${title}<`);
    expect(drawn).not.toMatch(/…|NaN/);
  });

  it('prints everything as JSON and draws every attribute', async () => {
    const svg = join(folder, 'toxicity.svg');
    const { stdout } = await evaluate('toxicity', '--data', comments, '--format', 'json', '--plot', svg);
    const evaluation = JSON.parse(stdout);
    const fields = ['thresholds', 'reliability', 'subgroups', 'confusion', 'coverage'];
    expect(Object.keys(evaluation)).toEqual(['head', 'overall', 'bySource', 'controls', ...fields]);
    expect(evaluation.thresholds.insult.length).toBeGreaterThanOrEqual(9);
    expect(evaluation.reliability.toxicity).toHaveLength(10);
    const drawn = await readFile(svg, 'utf8');
    for (const title of ['mean probability', 'observed share', 'threshold', 'identity_attack: precision and recall'])
      expect(drawn).toContain(`>${title}<`);
    expect(drawn).not.toMatch(/…|NaN/);
  });

  it.each([
    ['plot.png', 2, /expected a file name that ends in \.svg, got "plot\.png"/],
    ['/nowhere/plot.svg', 1, /cannot write \/nowhere\/plot\.svg: ENOENT/],
  ])('does not draw into %s', async (path, expected, message) => {
    const { code, stdout, stderr } = await evaluate('reply', '--data', comments, '--plot', path);
    expect([code, stdout]).toEqual([expected, '']);
    expect(stderr).toMatch(message);
  });
});

describe('loadPlotter', () => {
  it('says what to install where vega is missing', async () => {
    vi.doMock('vega', () => {
      throw new Error("Cannot find package 'vega'");
    });
    const { loadPlotter } = await import('../../src/cli/plot.ts');
    await expect(loadPlotter()).rejects.toMatchObject({
      code: 'missing-package',
      message: 'plots need vega: npm install vega vega-lite',
    });
  });
});
