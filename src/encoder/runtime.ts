/** What is used of ONNX Runtime: `onnxruntime-node`, `onnxruntime-web`, and builds of either, are of this form. */
export interface OnnxRuntime {
  readonly InferenceSession: {
    create(model: Uint8Array, options?: Record<string, unknown>): Promise<OnnxSession>;
  };
  readonly Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => unknown;
}

/**
 * A model that ONNX Runtime has loaded. `run` maps tensors by the name of the input to tensors by the name of the
 * output.
 */
export interface OnnxSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: tensors are the runtime's own, whichever it is.
  run(inputs: any): Promise<Record<string, any>>;
}

/** A runtime that was found, and how it is run best. */
export interface FoundRuntime {
  readonly runtime: OnnxRuntime;
  readonly name: string;
  /** Pairs under way at a time. */
  readonly concurrency: number;
}

/** Message of the error `missing-package` where no runtime is installed. */
export const INSTALL_RUNTIME =
  'the encoder needs ONNX Runtime: npm install onnxruntime-node, or onnxruntime-web where that does not install';

/** Returns the runtime that a module is, or exports by default. */
export function asRuntime(module: object): OnnxRuntime {
  const candidate = module as Partial<OnnxRuntime> & { readonly default?: OnnxRuntime };
  return candidate.InferenceSession === undefined ? (candidate.default as OnnxRuntime) : (candidate as OnnxRuntime);
}
