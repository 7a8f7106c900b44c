// In a browser, the only importer of ONNX Runtime.
import { BelowTheLineError } from '../errors.ts';
import { asRuntime, type FoundRuntime, INSTALL_RUNTIME } from './runtime.ts';

/**
 * Loads `onnxruntime-web`.
 * @throws BelowTheLineError `missing-package` when it is not installed.
 */
export async function findRuntime(): Promise<FoundRuntime> {
  try {
    return { runtime: asRuntime(await import('onnxruntime-web')), name: 'onnxruntime-web', concurrency: 1 };
  } catch (cause) {
    throw new BelowTheLineError('missing-package', INSTALL_RUNTIME, { cause });
  }
}
