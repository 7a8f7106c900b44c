import { compileModule, createMemory } from '../text/webassembly.ts';
import { type Kernels, plainKernels } from './kernels.ts';
import { KERNELS } from './kernels.wasm.ts';

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
  const run = new WebAssembly.Instance(module, { room: { memory } }).exports as Exports;
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
    sumRows: (rows, at, width, offsets, from, to, out) =>
      run.sumRows(
        rows.byteOffset + 4 * at,
        width,
        offsets.byteOffset + 4 * from,
        offsets.byteOffset + 4 * to,
        out.byteOffset,
      ),
    dotRows: (rows, at, width, offsets, from, to, worth, out) =>
      run.dotRows(
        rows.byteOffset + 4 * at,
        width,
        offsets.byteOffset + 4 * from,
        offsets.byteOffset + 4 * to,
        worth.byteOffset,
        out.byteOffset + 4 * from,
      ),
    sumPacked: ({ width, bytes }, ids, from, to, out) =>
      run.sumPacked(bytes.byteOffset, width, ids.byteOffset + 4 * from, ids.byteOffset + 4 * to, out.byteOffset),
    dotPacked: ({ width, bytes }, ids, count, worth, out) =>
      run.dotPacked(
        bytes.byteOffset,
        width,
        ids.byteOffset,
        ids.byteOffset + 4 * count,
        worth.byteOffset,
        out.byteOffset,
      ),
    addSignals: (rows, at, offsets, placed, tokens, signals, weights, columns, spare) =>
      run.addSignals(
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
    strongest: (rows, at, offsets, tokens, width, bias, values, middles) =>
      run.strongest(
        rows.byteOffset + 4 * at,
        offsets.byteOffset,
        tokens,
        width,
        values.length,
        bias.byteOffset,
        values.byteOffset,
        middles.byteOffset,
      ),
    multiplyAdd: (x, count, factor, weights, first, outputs, out) =>
      run.multiplyAdd(
        x.byteOffset,
        x.byteOffset + 4 * count,
        factor,
        weights.byteOffset + 4 * first * outputs,
        outputs,
        out.byteOffset,
      ),
    multiplyBack: (weights, first, count, outputs, factor, gradient, out) =>
      run.multiplyBack(
        weights.byteOffset + 4 * first * outputs,
        outputs,
        factor,
        gradient.byteOffset,
        out.byteOffset,
        out.byteOffset + 4 * count,
      ),
  };
}
