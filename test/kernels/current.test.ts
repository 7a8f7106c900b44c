import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('the kernels in base64 are those of kernels.wat', () => {
  expect(() => execFileSync(process.execPath, ['test/kernels.js', '--check'], { stdio: 'pipe' })).not.toThrow();
});
