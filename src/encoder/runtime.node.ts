// In Node, the only importer of ONNX Runtime.
import { availableParallelism } from 'node:os';
import { BelowTheLineError } from '../errors.ts';
import { asRuntime, type FoundRuntime, INSTALL_RUNTIME, type OnnxRuntime } from './runtime.ts';

/** Node has four threads for work of this kind, unless it is told otherwise. */
const MAX_CONCURRENCY = 4;

/**
 * Loads `onnxruntime-node`, or where that is missing or does not run, `onnxruntime-web`.
 * @throws BelowTheLineError `missing-package` when neither is installed.
 */
export async function findRuntime(): Promise<FoundRuntime> {
  const native = await load('onnxruntime-node');
  if (native !== null)
    return {
      runtime: native,
      name: 'onnxruntime-node',
      concurrency: Math.min(MAX_CONCURRENCY, availableParallelism()),
    };
  const web = await load('onnxruntime-web');
  if (web === null) throw new BelowTheLineError('missing-package', INSTALL_RUNTIME);
  return { runtime: web, name: 'onnxruntime-web', concurrency: 1 };
}

async function load(specifier: string): Promise<OnnxRuntime | null> {
  try {
    return asRuntime(await import(specifier));
  } catch {
    return null;
  }
}
