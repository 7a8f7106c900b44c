import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import type { Evaluation } from '../../src/evaluate/index.ts';
import { btl } from '../fixtures/btl.ts';
import { needs } from '../fixtures/needs.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const NATURAL = resolve(ROOT, '../shared/corpora/toxicity/dev-civil-natural.jsonl.gz');

it('the thresholds to begin with are those of the shipped model', {
  ...needs('shared corpora'),
  timeout: 300_000,
}, async () => {
  const page = readFileSync(resolve(ROOT, 'docs/perspective.md'), 'utf8');
  const shown = [...page.matchAll(/^\| 0\.\d \|.*\|$/gm)].map(([row]) => row);
  const { stdout } = await btl(['threshold', NATURAL]);
  const flagged = new Map(
    [...stdout.matchAll(/^(0\.\d) +\d+ +(\S+) \((.*)\)$/gm)].map(([, at, share, interval]) => [
      at,
      `${share} | ${interval}`,
    ]),
  );
  const evaluated = await btl(['evaluate', 'toxicity', '--data', NATURAL, '--format', 'json']);
  const { thresholds } = JSON.parse(evaluated.stdout) as Evaluation;
  const rows = thresholds.toxicity!.filter(({ threshold }) => shown.some((row) => row.startsWith(`| ${threshold} |`)));
  const percent = (share: number) => `${Math.round(100 * share)}%`;
  expect(shown).toEqual(
    rows.map(
      ({ threshold, precision, recall }) =>
        `| ${threshold} | ${flagged.get(String(threshold))} | ${percent(precision)} | ${percent(recall)} |`,
    ),
  );
  expect(page).toContain(`model ${/of model (\S+);/.exec(stdout)?.[1]} was calibrated`);
});
