import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

it('has bundled the scripts of pages as they are written', () => {
  const check = () => execFileSync(process.execPath, ['scripts/build-scripts.js', '--check'], { stdio: 'pipe' });
  expect(check).not.toThrow();
});

it('puts no source text of functions into pages, which would hold what a bundler of the package made of them', () => {
  const rooms = ['report', 'server', 'label'].map((room) => resolve(import.meta.dirname, '../../src', room));
  const files = rooms.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
  );
  const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.text.ts'));
  expect(sources.length).toBeGreaterThan(50);
  for (const file of sources) expect(readFileSync(file, 'utf8'), file).not.toMatch(/\$\{[\w.]+\.toString\(\)\}/);
});
