import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineConfig, type UserConfig } from 'tsdown';
// @ts-expect-error: a script without types.
import { documentTypes } from './scripts/document-types.js';

type Plugin = Extract<NonNullable<UserConfig['plugins']>, { name: string }>;

/** Writes the licences of all packages that are bundled beside what is made of them. */
const licences = (): Plugin => ({
  name: 'licences',
  generateBundle(_, bundle) {
    const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
    const folders = modules.flatMap((id) => id.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/)?.[0] ?? []);
    const source = [...new Set(folders)]
      .sort()
      .map(licenceOf)
      .join(`\n${'-'.repeat(80)}\n\n`);
    if (source !== '') this.emitFile({ type: 'asset', fileName: 'licences.txt', source });
  },
});

function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = existsSync(folder) && readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  if (!file) throw new Error(`${folder} has no licence file, expected one to go along with what is bundled`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}

/** Returns a plugin that writes the code of every chunk anew. */
const rewriting = (name: string, rewrite: (code: string, fileName: string) => string): Plugin => ({
  name,
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = rewrite(file.code, file.fileName);
  },
});

/**
 * Leaves out imports of Node's modules that take nothing of them: the bundler leaves one in what the library and the command
 * line share, since the latter uses it, and the library runs without Node.
 */
const withoutBareImports = (): Plugin =>
  rewriting('without-bare-imports', (code) => code.replace(/^import "node:[\w/]+";\n/gm, ''));

/**
 * Writes characters beyond Latin-1 as escapes: V8 holds a source that has one in two bytes a character, and compiles all of
 * it from there.
 */
const inLatin1 = (): Plugin =>
  rewriting('in-latin-1', (code, fileName) => {
    if (/\\[^\0-\xff]|String\.raw`[^`]*[^\0-\xff]/.test(code))
      throw new Error(`${fileName} has a character beyond Latin-1 where no escape can stand for it`);
    return code.replace(/[^\0-\xff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  });

const KERNELS = resolve('src/kernels');

/** Writes the kernels as files, and what imports them where a runtime takes compiled modules alone: `#compiled` in package.json. */
const kernels = (): Plugin => ({
  name: 'kernels',
  async generateBundle() {
    const files = readdirSync(KERNELS).filter((file) => file.endsWith('.wasm.ts'));
    const sources = files.map((file) => readFileSync(join(KERNELS, file), 'utf8'));
    const found = sources.flatMap((source) => [...source.matchAll(/name: '(\w+)',\s+base64:\s+'([^']+)'/g)]);
    for (const [, name, base64] of found)
      this.emitFile({ type: 'asset', fileName: `kernels/${name}.wasm`, source: Buffer.from(base64!, 'base64') });
    const names = found.map(([, name]) => name);
    const source = [
      ...names.map((name) => `import ${name} from './${name}.wasm?module';`),
      `const modules = { ${names.join(', ')} };`,
      'export const compiled = (name) => modules[name] ?? null;',
      '',
    ].join('\n');
    this.emitFile({ type: 'asset', fileName: 'kernels/compiled.edge.js', source });
  },
});

const common: UserConfig = { format: 'esm', platform: 'node', target: 'node20', fixedExtension: false };

/** What people import, which has types. */
const faces = [
  'src/index.ts',
  'src/evaluate/index.ts',
  'src/train/index.ts',
  'src/server/index.ts',
  'src/server/node/index.ts',
];

export default defineConfig([
  {
    ...common,
    entry: [
      ...faces,
      'src/server/node/classifier-pool-worker.ts',
      'src/server/node/page-analyser-worker.ts',
      'src/cli/main.ts',
      // What the man page is made from.
      'src/cli/program.ts',
      'src/cli/examples.ts',
      'src/label/index.ts',
      'src/cli/classify-worker.ts',
      'src/artifact/read.node.ts',
      'src/artifact/read.web.ts',
      'src/kernels/compiled.ts',
    ],
    dts: false,
    plugins: [licences(), kernels(), withoutBareImports(), inLatin1()],
    // What is bundled (devDependencies) has to be ES modules: a `require` of Node's would reach "." and "./server", which
    // run without Node. So commander and cli-progress are not.
    deps: {
      // What every start needs is one file instead of the hundred of zod.
      alwaysBundle: [/^zod(\/|$)/],
      // Chosen by the runtime of whoever imports the package, through "imports" in package.json.
      neverBundle: ['#read', '#compiled'],
    },
  },
  // The worker in which the page to try the server on answers by itself: one file, for a browser.
  {
    entry: { 'server/node/browser-worker': 'examples/browser/worker.js' },
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    alias: {
      'below-the-line': resolve('src/index.ts'),
      '#read': resolve('src/artifact/read.web.ts'),
      '#compiled': resolve('src/kernels/compiled.ts'),
    },
    // The paths of tsconfig.json name sources of Node's.
    inputOptions: { tsconfig: false },
    outputOptions: { codeSplitting: false },
    deps: { alwaysBundle: [/./] },
    minify: true,
    dts: false,
    clean: false,
  },
  // Types name zod's as they are: a copy of those does not pass a consumer's check of libraries.
  {
    ...common,
    entry: faces,
    dts: { emitDtsOnly: true },
    clean: false,
    hooks: { 'build:done': () => void documentTypes('dist') },
  },
]);
