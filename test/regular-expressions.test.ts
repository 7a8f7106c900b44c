import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { expressionSteps } from './fixtures/expression-steps.js';

interface Found {
  readonly at: string;
  readonly source: string;
}

/** Expressions that may take more than in proportion, each by how its source begins and with what bounds its texts. */
const BOUNDED: Readonly<Record<string, string>> = {
  '^(?:.*\\bwhy |whether |because )?': 'headlines are cut to 300 UTF-16 units before',
};

test('every expression takes steps in proportion to the length of what it reads', () => {
  const script = resolve(import.meta.dirname, 'fixtures/scan-expressions.js');
  const lines = execFileSync(process.execPath, [script], { encoding: 'utf8' }).split('\n').filter(Boolean);
  const found: readonly Found[] = lines.map((line) => JSON.parse(line));
  const isBounded = ({ source }: Found) => Object.keys(BOUNDED).some((start) => source.startsWith(start));
  expect(found.filter((one) => !isBounded(one))).toEqual([]);
  expect(found.filter(isBounded)).toHaveLength(Object.keys(BOUNDED).length);
});

test.each([
  [/\s+$/, ' '],
  [/(?:a|b)+c/, 'ab'],
  [/(?:%3d)+$/i, '%3d'],
  [/[^<]*>/, 'x'],
  [/, .*$/, ', '],
])('steps of %s grow with the square', (expression, part) => {
  const [once, four] = [1, 4].map((times) => expressionSteps(expression, `${part.repeat(times * 500)}\n\0`));
  expect(four! / once!).toBeGreaterThan(8);
});

test.each([
  [/(?<!\s)\s+$/, ' '],
  [/^\s+$/, ' '],
  [/<[^<>]+>/, '<'],
])('steps of %s do not', (expression, part) => {
  const [once, four] = [1, 4].map((times) => expressionSteps(expression, `${part.repeat(times * 5000)}\n\0`));
  expect(four! / Math.max(1024, once!)).toBeLessThan(6);
});
