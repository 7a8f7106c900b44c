import { findRuntime } from '#onnx';
import { BelowTheLineError } from '../errors.ts';
import { createSemaphore } from './concurrency.ts';
import type { EncodedPair } from './pair.ts';
import type { OnnxRuntime, OnnxSession } from './runtime.ts';

/** An encoder on ONNX Runtime. */
export interface Encoder {
  /** Name of the runtime that it runs on. */
  readonly runtime: string;
  /** Pairs that it works on at a time; more wait in line. */
  readonly concurrency: number;
  /** Returns the pooled embedding of a pair: the first token's beside the mean of all tokens'. */
  readonly embed: (pair: EncodedPair) => Promise<Float32Array>;
}

const INPUTS = ['input_ids', 'token_type_ids', 'attention_mask'];
const OUTPUT = 'features';

/** As many pairs are under way as there are cores, each on one thread: quicker than many threads on one pair. */
const OPTIONS = { intraOpNumThreads: 1, interOpNumThreads: 1, graphOptimizationLevel: 'all' };

/**
 * Opens an encoder. Every pair goes through it by itself: a batch would need padding, and would be no faster; so a text
 * has the same scores whatever stands beside it.
 * @param width numbers that an embedding has to have
 * @throws BelowTheLineError `missing-package` when no runtime is installed, `invalid-model` when the runtime does not take
 * the model.
 */
export async function openEncoder(model: Uint8Array, width: number, given?: OnnxRuntime): Promise<Encoder> {
  const { runtime, name, concurrency } =
    given === undefined ? await findRuntime() : { runtime: given, name: 'given', concurrency: 1 };
  const session = await open(runtime, model, name);
  const limited = createSemaphore(concurrency);
  return {
    runtime: name,
    concurrency,
    embed: ({ ids, types }) =>
      limited(async () => {
        const row = (values: readonly number[]) =>
          new runtime.Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
        const inputs = [row(ids), row(types), row(ids.map(() => 1))];
        const results = await session.run(Object.fromEntries(INPUTS.map((input, i) => [input, inputs[i]])));
        const embedding = Float32Array.from(results[OUTPUT].data as Float32Array);
        if (embedding.length === width) return embedding;
        throw invalid(`encoder.onnx gives ${embedding.length} features a pair, expected ${width}`);
      }),
  };
}

async function open(runtime: OnnxRuntime, model: Uint8Array, name: string): Promise<OnnxSession> {
  const session = await runtime.InferenceSession.create(model, OPTIONS).catch((cause: Error) => {
    throw invalid(`${name} does not run encoder.onnx: ${cause.message}`, cause);
  });
  const [inputs, outputs] = [[...session.inputNames].sort(), [...session.outputNames]];
  if (inputs.join() !== [...INPUTS].sort().join() || !outputs.includes(OUTPUT)) {
    throw invalid(
      `encoder.onnx takes [${inputs.join(' ')}] and gives [${outputs.join(' ')}], expected [${INPUTS.join(' ')}] and [${OUTPUT}]`,
    );
  }
  return session;
}

const invalid = (message: string, cause?: unknown) => new BelowTheLineError('invalid-model', message, { cause });
