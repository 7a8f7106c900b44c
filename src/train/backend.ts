// The only importer of TensorFlow.js.
import type * as TensorFlow from '@tensorflow/tfjs';
import { BelowTheLineError } from '../errors.ts';

export type { Tensor, Tensor2D, Variable } from '@tensorflow/tfjs';

/** The module of TensorFlow.js. */
export type Tf = typeof TensorFlow;

/** TensorFlow.js and what runs under it. */
export interface Backend {
  readonly tf: Tf;
  readonly name: 'tfjs-node' | 'tfjs-wasm' | 'tfjs-cpu';
}

/**
 * Finds the first TensorFlow.js that is installed and runs: native (@tensorflow/tfjs-node), else WebAssembly
 * (@tensorflow/tfjs with @tensorflow/tfjs-backend-wasm), else plain JavaScript (@tensorflow/tfjs).
 * @throws BelowTheLineError `missing-package` when none is installed.
 */
export async function loadBackend(): Promise<Backend> {
  const native = await load<Tf>('@tensorflow/tfjs-node');
  if (native !== null && runs(native)) return { tf: native, name: 'tfjs-node' };
  const tf = await load<Tf>('@tensorflow/tfjs');
  if (tf === null) {
    throw new BelowTheLineError(
      'missing-package',
      'training needs TensorFlow.js: npm install @tensorflow/tfjs @tensorflow/tfjs-backend-wasm (or @tensorflow/tfjs-node)',
    );
  }
  const wasm = await load<typeof import('@tensorflow/tfjs-backend-wasm')>('@tensorflow/tfjs-backend-wasm');
  if (wasm !== null) {
    // One thread: sums in another order would give other bytes.
    wasm.setThreadsCount(1);
    wasm.setWasmPaths(wasmFolder());
  }
  const name = wasm !== null && (await tf.setBackend('wasm').catch(() => false)) ? 'tfjs-wasm' : 'tfjs-cpu';
  if (name === 'tfjs-cpu') await tf.setBackend('cpu');
  await tf.ready();
  return { tf, name };
}

/** Says whether kernels run: tfjs-node 4.22 loads on Node 23 and later, and throws at its first operation. */
function runs(tf: Tf): boolean {
  try {
    return tf.tidy(() => tf.add(tf.scalar(1), tf.scalar(1)).dataSync()[0] === 2);
  } catch {
    return false;
  }
}

/** Loads an optional package, or null where it is missing or does not run on this Node. */
async function load<T>(specifier: string): Promise<T | null> {
  const { warn, info, log } = console;
  // TensorFlow.js greets on the console as it loads.
  Object.assign(console, { warn: () => {}, info: () => {}, log: () => {} });
  try {
    const loaded = await import(specifier);
    return (loaded.default?.tensor === undefined ? loaded : loaded.default) as T;
  } catch {
    return null;
  } finally {
    Object.assign(console, { warn, info, log });
  }
}

function wasmFolder(): string {
  const entry = import.meta.resolve('@tensorflow/tfjs-backend-wasm');
  return decodeURIComponent(new URL('.', entry).pathname);
}
