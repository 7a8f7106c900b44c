import { createArena } from './arena.ts';
import { plainTransformer } from './transformer.plain.ts';
import { SHARING, type TransformerKernels } from './transformer.ts';
import { TRANSFORMER, TRANSFORMER_RELAXED } from './transformer.wasm.ts';
import { createMemory, instantiate } from './wasm.ts';

type Kernel = 'unpack' | 'quantize' | 'product' | 'norm' | 'attend' | 'gelu';

/** Columns of a matrix that are unpacked at a time, and the inputs that one has at most. */
const COLUMNS = 64;
const MAX_INPUTS = 4096;

/** Bytes at the beginning of the memory that the compiled code keeps for itself. */
const RESERVED = 4096;

/**
 * Returns the kernels in WebAssembly over one memory of so many bytes, with relaxed vectors where the engine has them; or
 * the plain ones where WebAssembly, its vectors or the memory cannot be had.
 */
export function createTransformer(bytes: number): TransformerKernels {
  for (const runtime of ['relaxed', 'simd'] as const) {
    try {
      return compiledTransformer(runtime, bytes);
    } catch {
      // What the engine does not have, the next one may do without.
    }
  }
  return plainTransformer;
}

/** Returns the kernels in WebAssembly. Throws where the engine refuses them. */
export function compiledTransformer(runtime: 'relaxed' | 'simd', bytes: number): TransformerKernels {
  const memory = createMemory(bytes + RESERVED + COLUMNS * (MAX_INPUTS / 2 + MAX_INPUTS / SHARING + 4));
  const run = instantiate<Kernel>(runtime === 'relaxed' ? TRANSFORMER_RELAXED : TRANSFORMER, { memory });
  const arena = createArena(memory.buffer);
  arena.bytes(RESERVED);
  const staging = arena.bytes(COLUMNS * (MAX_INPUTS / 2 + MAX_INPUTS / SHARING));
  const stagedTops = arena.floats(COLUMNS);
  return {
    runtime,
    floats: arena.floats,
    ints: arena.ints,
    bytes: arena.bytes,
    levels: (length) => {
      const room = arena.bytes(runtime === 'relaxed' ? length : 2 * length);
      return runtime === 'relaxed' ? room : new Int16Array(room.buffer, room.byteOffset, length);
    },

    unpack(codes, scales, tops, K, N, room, panels, columnScales) {
      // The file of the weights lies outside of the memory: columns are copied in, some at a time.
      for (let n = 0; n < N; n += COLUMNS) {
        const count = Math.min(COLUMNS, N - n);
        const theseCodes = codes.subarray((n * K) / 2, ((n + count) * K) / 2);
        staging.set(theseCodes);
        staging.set(scales.subarray((n * K) / SHARING, ((n + count) * K) / SHARING), theseCodes.length);
        stagedTops.set(tops.subarray(n, n + count));
        const from = [staging.byteOffset, staging.byteOffset + theseCodes.length, stagedTops.byteOffset] as const;
        run.unpack(...from, K, count, room.byteOffset, panels.byteOffset + n * K, columnScales.byteOffset + 4 * n);
      }
    },

    quantize(x, T, K, levels, scales, sums) {
      run.quantize(x.byteOffset, T, K, levels.byteOffset, scales.byteOffset, sums.byteOffset);
    },

    product(x, rowScales, rowSums, T, K, panels, columnScales, bias, N, stride, out) {
      const rows = [x.byteOffset, rowScales.byteOffset, rowSums.byteOffset] as const;
      const columns = [panels.byteOffset, columnScales.byteOffset, bias.byteOffset] as const;
      run.product(...rows, T, K, ...columns, N, stride, out.byteOffset);
    },

    norm(x, residual, T, K, gain, bias, epsilon) {
      run.norm(x.byteOffset, residual.byteOffset, T, K, gain.byteOffset, bias.byteOffset, epsilon);
    },

    attend(qkv, queries, count, stride, first, room, out) {
      run.attend(qkv.byteOffset, queries, count, stride, first, room.byteOffset, out.byteOffset);
    },

    gelu(x, count) {
      run.gelu(x.byteOffset, count);
    },
  };
}
