import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('what is compiled is that of the .wat beside it', () => {
  expect(() => execFileSync(process.execPath, ['scripts/build-wasm.js', '--check'], { stdio: 'pipe' })).not.toThrow();
});
