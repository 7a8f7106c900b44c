import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: [
    'src/index.ts',
    'src/train/index.ts',
    'src/cli/main.ts',
    'src/cli/classify-worker.ts',
    'src/model/read.node.ts',
    'src/model/read.web.ts',
  ],
  format: 'esm',
  platform: 'node',
  target: 'node20',
  fixedExtension: false,
  dts: true,
  // `#read` is chosen by the runtime of whoever imports the package, through "imports" in package.json.
  deps: { neverBundle: ['#read'] },
});
