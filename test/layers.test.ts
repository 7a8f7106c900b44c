import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map((file) => file.replaceAll('\\', '/'));

const importsOf = (file: string) =>
  [...readFileSync(join(SRC, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    ([, specifier]) => specifier as string,
  );

/** Layers from the ground up; a file imports from its own layer and those below. */
const LAYERS = [
  ['errors.ts', 'tasks.ts', 'schemas.ts'],
  ['text', 'extract'],
  ['model'],
  ['classifier.ts', 'dataset', 'summary.ts', 'reasons.ts'],
  ['analyze.ts', 'contextual', 'train', 'queue'],
  ['report'],
  ['server'],
  ['index.ts', 'cli'],
];
const roomOf = (file: string) => file.split('/')[0] as string;
const layerOf = (file: string) => LAYERS.findIndex((rooms) => rooms.includes(roomOf(file)));

describe('imports', () => {
  it.each(files)('of %s run downward', (file) => {
    expect(layerOf(file), `${file} stands in no layer`).toBeGreaterThanOrEqual(0);
    for (const specifier of importsOf(file).filter((name) => name.startsWith('.'))) {
      const target = relative(SRC, resolve(SRC, dirname(file), specifier));
      expect(layerOf(target), `${file} imports ${specifier}`).toBeLessThanOrEqual(layerOf(file));
      if (roomOf(file) !== roomOf(target))
        expect(['text', 'extract']).not.toEqual([roomOf(file), roomOf(target)].sort().reverse());
    }
  });

  it.each([
    [/^natural/, ['text/stem.ts']],
    [/^@tensorflow/, ['train/backend.ts', 'train/dense.ts', 'train/filters.ts']],
    [/^htmlparser2/, ['extract/dom.ts']],
    [/^domhandler/, ['extract/dom.ts', 'extract/css.ts']],
    [/^csv-parse/, ['dataset/convert/csv.ts']],
    [/^onnxruntime/, ['contextual/runtime.node.ts', 'contextual/runtime.web.ts']],
    [/^vega/, ['cli/plot.ts']],
    [/^piscina/, ['cli/classify-threads.ts']],
    [/^(bullmq|ioredis)/, ['queue/worker.ts']],
    [/^hono/, files.filter((file) => file.startsWith('server/'))],
    [/^@hono\/node-server/, ['server/node/listen.ts']],
    [
      /^node:/,
      files.filter(
        (file) =>
          !/^(text|model\/(?!read\.node)|contextual\/(?!runtime\.node)|report|server\/(?!node\/)|[a-z]+\.ts)/.test(
            file,
          ),
      ),
    ],
    [/^commander/, files.filter((file) => file.startsWith('cli/'))],
  ])('of %s go through one door', (dependency, doors) => {
    for (const file of files) if (importsOf(file).some((name) => dependency.test(name))) expect(doors).toContain(file);
  });

  it.each(['index.ts', 'contextual/index.ts'])('leave %s free of Node: it runs in a browser', (entry) => {
    const seen = new Set<string>();
    const visit = (file: string) => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const specifier of importsOf(file)) {
        expect(specifier, file).not.toMatch(/^node:/);
        if (specifier.startsWith('.')) visit(relative(SRC, resolve(SRC, dirname(file), specifier)));
      }
    };
    visit(entry);
    expect(seen.size).toBeGreaterThan(20);
  });
});

describe('the library', () => {
  it.each(files.filter((file) => !file.startsWith('cli/')))(
    'never prints and never reads the environment (%s)',
    (file) => {
      const source = readFileSync(join(SRC, file), 'utf8');
      expect(source).not.toMatch(/console\.(log|warn|error|info)\(|process\.(env|std)/);
    },
  );
});
