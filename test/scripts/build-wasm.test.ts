import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { needs } from '../fixtures/needs.ts';

const check = (only: string) => () =>
  execFileSync(process.execPath, ['scripts/build-wasm.js', '--check', `--only=${only}`], { stdio: 'pipe' });

it('has compiled the kernels as they are written, those in text', () => {
  expect(check('wat')).not.toThrow();
});

it('has compiled the kernels as they are written, those in C', needs('clang'), () => {
  expect(check('c')).not.toThrow();
});
