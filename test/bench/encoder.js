// The encoder beside ONNX Runtime: pairs of 40, 60, 80, 128 and 160 word pieces in one thread, engines taking turns, warm.
//   npm ci --prefix test/bench && npm run bench:encoder -- [EXPORT.onnx [MODEL]]
// EXPORT.onnx has the same layers, with inputs input_ids, token_type_ids and attention_mask; without it only ours is timed.
// Processor time of the process, the least of many rounds and their median: read ratios.
import { cpus, loadavg } from 'node:os';
import { loadEncoderFile, parseEncoder } from '../../dist/train/index.js';

const LENGTHS = [40, 60, 80, 128, 160];
const [onnx, folder = 'models/en'] = process.argv.slice(2);
const [ROUNDS, TURNS] = [12, 4];

const processor = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const engines = [await ours(), ...(onnx === undefined ? [] : [await web(), await native()].filter(Boolean))];
const pairs = LENGTHS.map((length) => ({
  ids: Array.from({ length }, (_, i) => 100 + ((i * 97) % 20_000)),
  types: Array.from({ length }, (_, i) => (i < 12 ? 0 : 1)),
}));

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0].toFixed(1)}; ms of processor time, least (median) of ${ROUNDS * TURNS}`,
);
console.log(`| | ${LENGTHS.join(' | ')} | load and first answer |\n|---|${'---|'.repeat(LENGTHS.length + 1)}`);
const times = engines.map(() => LENGTHS.map(() => []));
for (let round = 0; round < ROUNDS; round++) {
  for (const [e, { run }] of engines.entries()) {
    for (const [l, pair] of pairs.entries()) {
      for (let turn = 0; turn < TURNS; turn++) {
        const start = processor();
        await run(pair);
        times[e][l].push(processor() - start);
      }
    }
  }
}
for (const [e, { name, first }] of engines.entries()) {
  const cells = times[e].map((all) => {
    const sorted = all.toSorted((a, b) => a - b);
    return `${sorted[0].toFixed(1)} (${sorted[sorted.length >> 1].toFixed(1)})`;
  });
  console.log(`| ${name} | ${cells.join(' | ')} | ${first.toFixed(0)} |`);
}
const least = (e, l) => Math.min(...times[e][l]);
for (const [e, { name }] of engines.entries())
  if (e > 0)
    console.log(
      `| times as quick as ${name} | ${LENGTHS.map((_, l) => (least(e, l) / least(0, l)).toFixed(2)).join(' | ')} | ${(engines[e].first / engines[0].first).toFixed(1)} |`,
    );

async function started(name, open) {
  const start = processor();
  const run = await open();
  await run({ ids: [1, 2, 3, 4], types: [0, 0, 1, 1] });
  return { name, run, first: processor() - start };
}

async function ours() {
  const file = await loadEncoderFile(folder);
  return started('ours', async () => {
    const { transformer } = parseEncoder(file.manifest, file.bytes);
    return transformer.embed;
  }).then((engine) => ({ ...engine, name: `ours, ${parseEncoder(file.manifest, file.bytes).transformer.runtime}` }));
}

async function web() {
  return started('onnxruntime-web', async () => {
    const ort = await import('onnxruntime-web');
    ort.env.wasm.numThreads = 1;
    return session(ort, await ort.InferenceSession.create(onnx, { executionProviders: ['wasm'] }));
  });
}

async function native() {
  try {
    return await started('onnxruntime-node', async () => {
      const ort = await import('onnxruntime-node');
      return session(ort, await ort.InferenceSession.create(onnx, { intraOpNumThreads: 1, interOpNumThreads: 1 }));
    });
  } catch (error) {
    console.error(`onnxruntime-node: ${error.message.split('\n')[0]}`);
    return null;
  }
}

function session(ort, opened) {
  return ({ ids, types }) => {
    const tensor = (values) => new ort.Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
    const mask = tensor(ids.map(() => 1));
    return opened.run({ input_ids: tensor(ids), token_type_ids: tensor(types), attention_mask: mask });
  };
}
