import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // Tests run the sources: what package.json names is built.
  resolve: {
    alias: {
      '#read': source('src/artifact/read.node.ts'),
      '#compiled': source('src/kernels/compiled.ts'),
      'below-the-line/server/node': source('src/server/node/index.ts'),
      'below-the-line/server': source('src/server/index.ts'),
      'below-the-line/evaluate': source('src/evaluate/index.ts'),
      'below-the-line/train': source('src/train/index.ts'),
      'below-the-line': source('src/index.ts'),
    },
  },
  test: {
    include: ['test/**/*.test.ts'],
    // The first says what was skipped and why; CI lets nothing be skipped that it could have run.
    reporters: [['./test/skipped.ts', { strict: process.env.NO_SKIPS === '1' }], 'default'],
    globalSetup: 'test/fixtures/temporary.ts',
    // A core each. Files share one registry of modules: reading the sources anew for each took a third of the time.
    maxWorkers: '100%',
    isolate: false,
    // No test asks how long something takes: these end what hangs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 120_000 } },
    typecheck: { enabled: true, include: ['test/**/*.test-d.ts'] },
  },
});
