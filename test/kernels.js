// Writes src/model/kernels.wasm.ts: the kernels of src/model/kernels.wat as WebAssembly, 2 kB. To be run when those change;
// with `--check`, fails where it has not been.
import { readFileSync, writeFileSync } from 'node:fs';
import wabt from 'wabt';

const source = new URL('../src/model/kernels.wat', import.meta.url);
const target = new URL('../src/model/kernels.wasm.ts', import.meta.url);

const { parseWat } = await wabt();
const { buffer } = parseWat('kernels.wat', readFileSync(source, 'utf8'), { simd: true }).toBinary({});
const compiled = `/** kernels.wat compiled, in base64: \`node test/kernels.js\` writes it. */
export const KERNELS =
  '${Buffer.from(buffer).toString('base64')}';
`;
if (!process.argv.includes('--check')) writeFileSync(target, compiled);
else if (readFileSync(target, 'utf8') !== compiled) throw new Error(`${target.pathname} is older than kernels.wat`);
