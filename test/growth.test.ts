import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMENTS, MARKUP, TEXT } from './fixtures/hostile.js';

interface Count {
  readonly kind: string;
  readonly name: string;
  readonly steps: readonly [number, number];
}

/** Sorting makes a little more than four of four times as much; two loops, one in the other, make sixteen. */
const MAX_GROWTH = 6;

// In a process of its own: counting is slow, and a mode of the whole of V8.
const script = resolve(import.meta.dirname, 'fixtures/count-steps.js');
const counts: readonly Count[] = execFileSync(process.execPath, [script], { encoding: 'utf8' })
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

describe('four times as much takes about four times the steps', () => {
  it.each(counts)('$kind of $name', ({ steps: [once, four] }) => {
    expect(once).toBeGreaterThan(0);
    expect(four / once).toBeLessThan(MAX_GROWTH);
  });

  it('of everything that is made to hurt', () => {
    expect(counts.map(({ name }) => name)).toEqual([MARKUP, TEXT, COMMENTS].flatMap(Object.keys));
  });
});
