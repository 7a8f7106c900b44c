import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import * as ts from 'typescript';
import { describe, expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map((file) => file.replaceAll('\\', '/'));

/** What a file imports, types included. */
const importsOf = (file: string) =>
  [...readFileSync(join(SRC, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    ([, specifier]) => specifier as string,
  );

const ownImportsOf = (file: string) =>
  importsOf(file)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => relative(SRC, resolve(SRC, dirname(file), specifier)).replaceAll('\\', '/'));

/** Layers from the ground up; a file imports from its own layer and those below. */
const LAYERS = [
  ['errors.ts', 'tasks.ts', 'schemas.ts', 'summary-schemas.ts', 'kernels'],
  ['text', 'artifact', 'tables'],
  ['scoring'],
  ['lexical', 'encoder'],
  [
    'classifier.ts',
    'own-model.ts',
    'answers.ts',
    'summary.ts',
    'side-words.ts',
    'targets',
    'reasons.ts',
    'explain.ts',
    'extract',
    'dataset',
  ],
  ['analyze.ts', 'threads'],
  ['evaluate'],
  ['train', 'report'],
  ['index.ts', 'server', 'queue', 'cli', 'label'],
];
const roomOf = (file: string) => file.split('/')[0] as string;
const layerOf = (file: string) => LAYERS.findIndex((rooms) => rooms.includes(roomOf(file)));

/** Rooms that do not know each other, in either direction, whatever their layers. */
const STRANGERS = [
  ['lexical', 'encoder'],
  ['extract', 'text'],
  ['extract', 'dataset'],
];

/** The rooms on the left know of ours only what stands on the right. */
const KNOWS_ONLY: Readonly<Record<string, readonly string[]>> = {
  kernels: ['kernels'],
  extract: ['extract', 'tables', 'schemas.ts', 'errors.ts'],
  dataset: ['dataset', 'tables', 'text', 'tasks.ts', 'schemas.ts', 'errors.ts'],
};

describe('imports', () => {
  it.each(files)('of %s run downward', (file) => {
    expect(layerOf(file), `${file} stands in no layer`).toBeGreaterThanOrEqual(0);
    for (const target of ownImportsOf(file)) {
      expect(layerOf(target), `${file} imports ${target}`).toBeLessThanOrEqual(layerOf(file));
      for (const pair of STRANGERS)
        expect([...pair].sort(), `${file} imports ${target}`).not.toEqual([roomOf(file), roomOf(target)].sort());
      const known = KNOWS_ONLY[roomOf(file)];
      if (known !== undefined) expect(known, `${file} imports ${target}`).toContain(roomOf(target));
    }
  });

  it('go round in no circle, types included', () => {
    expect(circles(new Map(files.map((file) => [file, ownImportsOf(file)])))).toEqual([]);
  });

  it.each([
    [/^natural/, ['text/stem.ts']],
    [/^fflate/, ['extract/container/inflate.ts']],
    [/^@tensorflow/, ['train/backend.ts']],
    [/^entities/, ['extract/dom/tokens.ts']],
    // What checks our reading of HTML reads none of it.
    [/^parse5/, []],
    // What checks our reading of tables reads none of them.
    [/^csv-parse/, []],
    [/^vega/, ['cli/plot.ts']],
    [/^(bullmq|ioredis)/, ['queue/worker.ts']],
    [/^hono/, files.filter((file) => /^(server|label)\//.test(file))],
    [/^@hono\/node-server/, ['server/node/open-port.ts']],
    [
      /^node:/,
      files.filter(
        (file) =>
          !/^(kernels|text|artifact\/(?!read\.node)|scoring|lexical|encoder|report|server\/(?!node\/)|[a-z]+\.ts)/.test(
            file,
          ),
      ),
    ],
    [/^commander/, files.filter((file) => file.startsWith('cli/'))],
  ])('of %s go through one door', (dependency, doors) => {
    for (const file of files) if (importsOf(file).some((name) => dependency.test(name))) expect(doors).toContain(file);
  });

  it.each(['index.ts', 'server/index.ts'])('leave %s free of Node: it runs in a browser', (entry) => {
    const seen = reachedFrom(entry, isValueImport);
    for (const file of seen) for (const specifier of importsOf(file)) expect(specifier, file).not.toMatch(/^node:/);
    expect(seen.size).toBeGreaterThan(20);
  });

  it('keep TensorFlow.js out of measuring: evaluate reaches nothing of train', () => {
    for (const file of reachedFrom('evaluate/index.ts')) expect(roomOf(file)).not.toBe('train');
  });
});

describe('imports within extract', () => {
  /** As above, within a folder; those that stand on one line with `|` between them do not know each other. */
  const FLOORS: Readonly<Record<string, readonly string[]>> = {
    'extract/': [
      'patterns',
      'dom',
      'article.ts charset.ts discussions.ts extractor.ts lead.ts page-input.ts parents-by-quotation.ts quotes.ts thread.ts times.ts warnings.ts',
      'container|json|text|export|rows',
      'html',
      'page.ts',
      'index.ts',
    ],
    'extract/html/': [
      'article.ts belongs-here.ts comment-count.ts element-date.ts element-tree.ts frames.ts headline.ts html-page.ts lead.ts levels.ts providers.ts',
      'engine|generic',
      'as-text.ts|markup|platforms',
      'index.ts',
    ],
  };
  const within = Object.entries(FLOORS).flatMap(([folder, floors]) =>
    files.filter((file) => file.startsWith(folder)).map((file) => ({ file, folder, floors })),
  );

  it.each(within)('of $file run downward in $folder', ({ file, folder, floors }) => {
    const roomOf = (path: string) => path.slice(folder.length).split('/')[0] as string;
    const floorOf = (path: string) => floors.findIndex((rooms) => rooms.split(/[ |]/).includes(roomOf(path)));
    expect(floorOf(file), `${file} stands on no floor of ${folder}`).toBeGreaterThanOrEqual(0);
    for (const specifier of importsOf(file).filter((name) => name.startsWith('.'))) {
      const target = relative(SRC, resolve(SRC, dirname(file), specifier));
      if (!target.startsWith(folder)) continue;
      expect(floorOf(target), `${file} imports ${specifier}`).toBeLessThanOrEqual(floorOf(file));
      if (floorOf(target) === floorOf(file) && floors[floorOf(file)]?.includes('|'))
        expect(roomOf(target), `${file} imports ${specifier}`).toBe(roomOf(file));
    }
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

  it.each(files)('owns one idea in %s: at most 300 lines', (file) => {
    expect(readFileSync(join(SRC, file), 'utf8').split('\n').length - 1).toBeLessThanOrEqual(300);
  });

  /** The script of every report. */
  const LONG = ['enhance in report/script.ts'];

  it.each(files)('has no function over 80 lines in %s', (file) => {
    const long = functionsOf(file).filter(({ lines }) => lines > 80);
    expect(long.map(({ name }) => `${name} in ${file}`).filter((name) => !LONG.includes(name))).toEqual([]);
  });
});

/** The functions of a file, nested ones too, with their names and numbers of lines. */
function functionsOf(file: string): { readonly name: string; readonly lines: number }[] {
  const source = ts.createSourceFile(file, readFileSync(join(SRC, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const lineOf = (offset: number) => source.getLineAndCharacterOfPosition(offset).line;
  const within = (node: ts.Node): ReturnType<typeof functionsOf> => {
    const nested: ts.Node[] = [];
    node.forEachChild((child) => void nested.push(child));
    const own = ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
    const lines = lineOf(node.end) - lineOf(node.getStart()) + 1;
    return [...(own ? [{ name: node.name?.getText() ?? 'a function', lines }] : []), ...nested.flatMap(within)];
  };
  return within(source);
}

/** The files of ours that a file leads to, itself among them. */
function reachedFrom(entry: string, follows: (file: string, target: string) => boolean = () => true): Set<string> {
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const target of ownImportsOf(file)) if (follows(file, target)) visit(target);
  };
  visit(entry);
  return seen;
}

/** Says whether an import brings more than types. */
function isValueImport(file: string, target: string): boolean {
  const source = readFileSync(join(SRC, file), 'utf8');
  return [...source.matchAll(/^(?:import|export)\s+(?!type\b)([\s\S]*?)\s+from\s+'([^']+)'/gm)].some(
    ([, names = '', specifier = '']) =>
      relative(SRC, resolve(SRC, dirname(file), specifier)).replaceAll('\\', '/') === target &&
      !/^\{(\s*type\s+\w+(\s+as\s+\w+)?\s*,?)+\s*\}$/.test(names),
  );
}

/** The groups of files that import each other in a circle (Tarjan 1972). */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const indices = new Map<string, number>();
  const lows = new Map<string, number>();
  const stack: string[] = [];
  const visit = (node: string) => {
    indices.set(node, indices.size);
    lows.set(node, indices.get(node)!);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!indices.has(next)) visit(next);
      if (stack.includes(next)) lows.set(node, Math.min(lows.get(node)!, lows.get(next)!));
    }
    if (lows.get(node) !== indices.get(node)) return;
    const group = stack.splice(stack.indexOf(node));
    if (group.length > 1) found.push(group.sort());
  };
  for (const node of graph.keys()) if (!indices.has(node)) visit(node);
  return found;
}
