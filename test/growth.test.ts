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

/** Of pages of which other parts are read where fields are long. */
const MAX_GROWTH_OF_PAGES = 9;

// In a process of its own: counting is slow, and a mode of the whole of V8.
function counted<Line>(script: string): readonly Line[] {
  const path = resolve(import.meta.dirname, 'fixtures', script);
  const lines = execFileSync(process.execPath, [path], { encoding: 'utf8' });
  return lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
const counts = counted<Count>('count-steps.js');
const ofPages = counted<Omit<Count, 'kind'>>('count-field-steps.js');

describe('four times as much takes about four times the steps', () => {
  it.each(counts)('$kind of $name', ({ steps: [once, four] }) => {
    expect(once).toBeGreaterThan(0);
    expect(four / once).toBeLessThan(MAX_GROWTH);
  });

  it('of everything that is made to hurt', () => {
    expect(counts.map(({ name }) => name)).toEqual([MARKUP, TEXT, COMMENTS].flatMap(Object.keys));
  });
});

describe('pages whose fields are four times as long take no more than nine times the steps', () => {
  it('whichever page, and whichever field', () => {
    expect(ofPages.length).toBeGreaterThan(250);
    const steep = ofPages.filter(({ steps: [once, four] }) => !(four / once < MAX_GROWTH_OF_PAGES));
    expect(steep).toEqual([]);
  });
});
