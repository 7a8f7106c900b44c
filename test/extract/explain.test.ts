import { expect, test } from 'vitest';
import { btl } from '../fixtures/btl.ts';

test('btl extract --explain says on standard error who took the page and why the others did not', async () => {
  const page = 'test/fixtures/pages/microdata.html';
  const { code, stdout, stderr } = await btl(['extract', '--explain', page]);
  expect(code).toBe(0);
  expect(stdout).toBe((await btl(['extract', page])).stdout);
  const lines = stderr.trim().split('\n');
  expect(lines[0]).toBe('btl: wpDiscuz: nothing matches .wpd-comment, .wc-comment');
  expect(lines.at(-1)).toBe('btl: microdata: took the page');
});
