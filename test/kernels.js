// Compiles what is written in WebAssembly's text, src/**/NAME.wat, to NAME.wasm.ts. To be run when one changes; with
// `--check`, fails where it has not been.
import { readFileSync, writeFileSync } from 'node:fs';
import wabt from 'wabt';

const { parseWat } = await wabt();
for (const path of ['src/kernels/kernels.wat', 'src/kernels/scan.wat']) {
  const source = new URL(`../${path}`, import.meta.url);
  const target = new URL(source.href.replace(/\.wat$/, '.wasm.ts'));
  const name = path.split('/').at(-1);
  const { buffer } = parseWat(name, readFileSync(source, 'utf8'), { simd: true }).toBinary({});
  const compiled = `/** ${name} compiled, in base64: \`node test/kernels.js\` writes it. */
export const ${name.slice(0, -4).toUpperCase()} =
  '${Buffer.from(buffer).toString('base64')}';
`;
  if (!process.argv.includes('--check')) writeFileSync(target, compiled);
  else if (readFileSync(target, 'utf8') !== compiled) throw new Error(`${target.pathname} is older than ${name}`);
}
