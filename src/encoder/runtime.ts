/** What is used of ONNX Runtime: `onnxruntime-node`, `onnxruntime-web`, and builds of either, are of this form. */
export interface OnnxRuntime {
  readonly InferenceSession: {
    create(model: Uint8Array, options?: Record<string, unknown>): Promise<OnnxSession>;
  };
  readonly Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => unknown;
}

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

export const INSTALL_RUNTIME =
  'the encoder needs ONNX Runtime: npm install onnxruntime-node, or onnxruntime-web where that does not install';

/** A module, or what it exports by default. */
export function asRuntime(module: object): OnnxRuntime {
  const candidate = module as Partial<OnnxRuntime> & { readonly default?: OnnxRuntime };
  return candidate.InferenceSession === undefined ? (candidate.default as OnnxRuntime) : (candidate as OnnxRuntime);
}
