import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';

const run = promisify(execFile);
const ARGUMENTS = ['test/fixtures/bits.mjs', 'models/en/', 'models/en/golden.jsonl'];
const Bits = z.object({ runtime: z.string(), encoder: z.string(), both: z.string() });
type Bits = z.infer<typeof Bits>;

/** Versions of Node that are asked beside the one that runs the tests; npm has them all. */
const VERSIONS = [20, 22, 24, 26];

async function bitsOf(command: string, args: readonly string[]): Promise<Bits> {
  const { stdout } = await run(command, [...args]);
  return Bits.parse(JSON.parse(stdout));
}

describe('the same pairs', () => {
  let here: Bits;
  beforeAll(async () => {
    here = await bitsOf(process.execPath, ARGUMENTS);
  }, 60_000);

  it('have the same scores to the bit without relaxed vectors', { timeout: 60_000 }, async () => {
    const bits = await bitsOf(process.execPath, [...ARGUMENTS, 'simd']);
    expect(bits).toEqual({ ...here, runtime: 'simd' });
  });

  it('have the same features to the bit without WebAssembly', { timeout: 240_000 }, async () => {
    const { runtime, encoder } = await bitsOf(process.execPath, [...ARGUMENTS, 'plain']);
    expect({ runtime, encoder }).toEqual({ runtime: 'plain', encoder: here.encoder });
  });

  for (const version of VERSIONS) {
    it(`have the same scores to the bit on Node ${version}`, { timeout: 180_000 }, async ({ skip }) => {
      const node = ['--yes', `node@${version}`];
      const found = await run('npx', [...node, '--version']).catch((error: Error) => error);
      if (found instanceof Error) return skip(`Node ${version} could not be had: ${found.message.split('\n')[0]}`);
      const { encoder, both } = await bitsOf('npx', [...node, ...ARGUMENTS]);
      expect({ encoder, both }).toEqual({ encoder: here.encoder, both: here.both });
    });
  }
});
