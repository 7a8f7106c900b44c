// Bundles what runs in a page to NAME.text.ts beside its source, which exports it as text: to be run when one changes (`npm
// run build:scripts`). With `--check`, fails where it has not been. As text it stays what it is, whatever a bundler that
// renames functions or adds helpers makes of the package.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'tsdown';

/** Sources, and the function of each that the page calls. */
const SCRIPTS = [
  ['src/report/script.ts', 'enhance'],
  ['src/server/playground/script.ts', 'playground'],
];

const ROOT = resolve(import.meta.dirname, '..');
const check = process.argv.includes('--check');

for (const [source, name] of SCRIPTS) {
  const target = resolve(ROOT, source.replace(/\.ts$/, '.text.ts'));
  const text = moduleOf(source, await bundled(resolve(ROOT, source), name));
  if (!check) writeFileSync(target, text);
  else if (!existsSync(target) || readFileSync(target, 'utf8') !== text)
    throw new Error(`${target} is not what ${source} bundles to: npm run build:scripts`);
}

async function bundled(path, name) {
  const code = `import { ${name} } from ${JSON.stringify(path)};\n${name}();`;
  const [{ chunks }] = await build({
    config: false,
    entry: { script: 'entry' },
    plugins: [
      { name: 'entry', resolveId: (id) => (id === 'entry' ? id : null), load: (id) => (id === 'entry' ? code : null) },
    ],
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    inputOptions: { tsconfig: false },
    minify: true,
    dts: false,
    write: false,
    clean: false,
    logLevel: 'silent',
  });
  const script = chunks[0].code.trim();
  if (/<\/script|<!--/i.test(script))
    throw new Error(`${path} would end its element, expected no "</script" or "<!--"`);
  return script;
}

/** The lines of a module that exports a script. */
function moduleOf(source, script) {
  const text = script.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n');
  return `/** ${source.split('/').at(-1)} bundled: \`npm run build:scripts\` writes it. */
export const SCRIPT = '${text}';
`;
}
