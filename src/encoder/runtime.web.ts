// In a browser, the only importer of ONNX Runtime.
import { BelowTheLineError } from '../errors.ts';
import { asRuntime, type FoundRuntime, INSTALL_RUNTIME } from './runtime.ts';

/** @throws BelowTheLineError `missing-package` when `onnxruntime-web` is not there. */
export async function findRuntime(): Promise<FoundRuntime> {
  try {
    return { runtime: asRuntime(await import('onnxruntime-web')), name: 'onnxruntime-web', concurrency: 1 };
  } catch (cause) {
    throw new BelowTheLineError('missing-package', INSTALL_RUNTIME, { cause });
  }
}
