import { type Kernels, plainKernels } from './kernels.ts';
import { KERNELS } from './kernels.wasm.ts';
import { compileModule, createMemory } from './wasm.ts';

type Exports = Readonly<Record<keyof Omit<Kernels, 'floats' | 'ints' | 'bytes'>, (...args: number[]) => void>>;

let module: WebAssembly.Module | undefined;

/**
 * The kernels in WebAssembly over `bytes` of memory, or the plain ones where WebAssembly, its vectors or the memory
 * cannot be had: an old browser, or a page whose policy forbids it. What is never written to takes no memory.
 */
export function createKernels(bytes: number): Kernels {
  try {
    module ??= compileModule(KERNELS);
    return simdKernels(module, bytes);
  } catch {
    return plainKernels;
  }
}

function simdKernels(module: WebAssembly.Module, bytes: number): Kernels {
  const memory = createMemory(bytes);
  const { buffer } = memory;
  const run = new WebAssembly.Instance(module, { env: { memory } }).exports as Exports;
  let taken = 0;
  const take = (length: number) => {
    const at = taken;
    taken += Math.ceil(length / 16) * 16;
    return at;
  };
  return {
    floats: (length) => new Float32Array(buffer, take(4 * length), length),
    ints: (length) => new Int32Array(buffer, take(4 * length), length),
    bytes: (length) => new Int8Array(buffer, take(length), length),
    gatherSum: (rows, at, width, offsets, from, to, out) =>
      run.gatherSum(
        rows.byteOffset + 4 * at,
        width,
        offsets.byteOffset + 4 * from,
        offsets.byteOffset + 4 * to,
        out.byteOffset,
      ),
    gatherDot: (rows, at, width, offsets, from, to, worth, out) =>
      run.gatherDot(
        rows.byteOffset + 4 * at,
        width,
        offsets.byteOffset + 4 * from,
        offsets.byteOffset + 4 * to,
        worth.byteOffset,
        out.byteOffset + 4 * from,
      ),
    gatherSumInt8: ({ width, bytes }, ids, from, to, out) =>
      run.gatherSumInt8(bytes.byteOffset, width, ids.byteOffset + 4 * from, ids.byteOffset + 4 * to, out.byteOffset),
    gatherDotInt8: ({ width, bytes }, ids, count, worth, out) =>
      run.gatherDotInt8(
        bytes.byteOffset,
        width,
        ids.byteOffset,
        ids.byteOffset + 4 * count,
        worth.byteOffset,
        out.byteOffset,
      ),
    addTokenFeatures: (rows, at, offsets, placed, tokens, signals, weights, columns, spare) =>
      run.addTokenFeatures(
        rows.byteOffset + 4 * at,
        offsets.byteOffset,
        placed.byteOffset,
        tokens,
        signals.byteOffset,
        weights.length / columns,
        weights.byteOffset,
        columns,
        spare,
      ),
    maxOverTime: (rows, at, offsets, tokens, width, bias, values, middles) =>
      run.maxOverTime(
        rows.byteOffset + 4 * at,
        offsets.byteOffset,
        tokens,
        width,
        values.length,
        bias.byteOffset,
        values.byteOffset,
        middles.byteOffset,
      ),
    gemv: (x, count, factor, weights, first, outputs, out) =>
      run.gemv(
        x.byteOffset,
        x.byteOffset + 4 * count,
        factor,
        weights.byteOffset + 4 * first * outputs,
        outputs,
        out.byteOffset,
      ),
    gemvT: (weights, first, count, outputs, factor, gradient, out) =>
      run.gemvT(
        weights.byteOffset + 4 * first * outputs,
        outputs,
        factor,
        gradient.byteOffset,
        out.byteOffset,
        out.byteOffset + 4 * count,
      ),
  };
}
