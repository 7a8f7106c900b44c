// Compiles the kernels to NAME.wasm.ts beside their source, src/**/NAME.wat or NAME.c, which exports them in base64: to be
// run when one changes (`npm run build:wasm`). With `--check`, fails where it has not been; `--only=c` takes one kind. A .c
// needs Debian's clang-19 and lld-19, and is compiled twice: with the vectors that every browser has, and with the relaxed
// ones of newer engines.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import wabt from 'wabt';

const SOURCES = resolve(import.meta.dirname, '../src');
const CLANG = 'clang-19';
const FLAGS = [
  '--target=wasm32 -O3 -msimd128 -ffp-contract=off -fno-builtin -nostdlib -Wall -Werror',
  '-Wl,--no-entry -Wl,--import-memory -Wl,--strip-all -Wl,-z,stack-size=1024',
].flatMap((flags) => flags.split(' '));

const check = process.argv.includes('--check');
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length) ?? 'wat|c';
const { parseWat } = await wabt();

const sources = readdirSync(SOURCES, { recursive: true }).filter((path) => new RegExp(`\\.(${only})$`).test(path));
if (sources.length === 0) throw new Error(`${SOURCES} holds no .${only}, expected some`);
for (const path of sources.sort()) {
  const source = join(SOURCES, path);
  const target = source.replace(/\.(wat|c)$/, '.wasm.ts');
  const compiled = path.endsWith('.c') ? compileC(source) : compileWat(source);
  if (!check) writeFileSync(target, compiled);
  else if (!existsSync(target) || readFileSync(target, 'utf8') !== compiled)
    throw new Error(`${target} is not what ${path} compiles to: npm run build:wasm`);
}

function compileWat(source) {
  const { buffer } = parseWat(basename(source), readFileSync(source, 'utf8'), { simd: true }).toBinary({});
  return moduleOf(source, '', buffer);
}

function compileC(source) {
  return [
    ['', []],
    ['_RELAXED', ['-DRELAXED', '-mrelaxed-simd']],
  ]
    .map(([suffix, flags]) => moduleOf(source, suffix, clang(source, flags)))
    .join('\n');
}

function clang(source, flags) {
  const folder = mkdtempSync(join(tmpdir(), 'btl-wasm-'));
  try {
    const out = join(folder, 'kernels.wasm');
    execFileSync(CLANG, [...FLAGS, ...flags, '-o', out, source], { stdio: 'inherit' });
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The lines of a module that exports a name and bytes in base64 under the name of their file: gather-sum.wat gives GATHER_SUM. */
function moduleOf(source, suffix, bytes) {
  const name = basename(source)
    .replace(/\.(wat|c)$/, '')
    .replaceAll('-', '_')
    .toUpperCase();
  return `/** ${basename(source)} compiled, in base64: \`npm run build:wasm\` writes it. */
export const ${name}${suffix} = {
  name: '${`${name}${suffix}`.toLowerCase()}',
  base64:
    '${Buffer.from(bytes).toString('base64')}',
};
`;
}
