// Compiles what is written in WebAssembly's text, src/**/NAME.wat, to NAME.wasm.ts beside it, which exports NAME: to be
// run when one changes (`npm run build:wasm`). With `--check`, fails where it has not been.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import wabt from 'wabt';

const SOURCES = resolve(import.meta.dirname, '../src');
const check = process.argv.includes('--check');
const { parseWat } = await wabt();

const sources = readdirSync(SOURCES, { recursive: true }).filter((path) => path.endsWith('.wat'));
if (sources.length === 0) throw new Error(`${SOURCES} holds no .wat, expected some`);
for (const path of sources.sort()) {
  const source = join(SOURCES, path);
  const target = source.replace(/\.wat$/, '.wasm.ts');
  const compiled = compile(basename(path), readFileSync(source, 'utf8'));
  if (!check) writeFileSync(target, compiled);
  else if (!existsSync(target) || readFileSync(target, 'utf8') !== compiled)
    throw new Error(`${target} is not what ${path} compiles to: npm run build:wasm`);
}

/** A module that exports the bytes of `text` in base64, under the name of its file: gather-sum.wat gives GATHER_SUM. */
function compile(file, text) {
  const { buffer } = parseWat(file, text, { simd: true }).toBinary({});
  const name = file
    .replace(/\.wat$/, '')
    .replaceAll('-', '_')
    .toUpperCase();
  return `/** ${file} compiled, in base64: \`npm run build:wasm\` writes it. */
export const ${name} =
  '${Buffer.from(buffer).toString('base64')}';
`;
}
