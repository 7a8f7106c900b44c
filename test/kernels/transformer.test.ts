import { describe, expect, it } from 'vitest';
import { compiledTransformer, createTransformer } from '../../src/kernels/transformer.compiled.ts';
import { plainTransformer } from '../../src/kernels/transformer.plain.ts';
import { ATTENTION_ROOM, HEAD_WIDTH, PANEL, SHARING, type TransformerKernels } from '../../src/kernels/transformer.ts';
import { instantiate } from '../../src/kernels/wasm.ts';

const BYTES = 8 * 1024 * 1024;
const RUNTIMES = ['simd', 'relaxed'] as const;

/** The kernels in WebAssembly, or null where this engine has not these vectors. */
const compiled = (runtime: 'simd' | 'relaxed'): TransformerKernels | null => {
  try {
    return compiledTransformer(runtime, BYTES);
  } catch {
    return null;
  }
};

/** Returns a generator of numbers about 0, the same for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 32 - 0.5) * 8;
  };
}

const bits = (values: Float32Array) =>
  new Int32Array(values.buffer.slice(values.byteOffset, values.byteOffset + values.byteLength));

/** Fills an array of the kernels' with numbers. */
const filled = (kernels: TransformerKernels, length: number, seed: number): Float32Array => {
  const next = numbers(seed);
  const array = kernels.floats(length);
  for (let i = 0; i < length; i++) array[i] = next();
  return array;
};

const SHAPES = [
  ...[2, 4, 6, 8, 10, 12, 14, 16].map((T) => ({ T, K: 32, N: 8 })),
  { T: 14, K: 64, N: 24 },
  { T: 6, K: 1536, N: 8 },
  { T: 60, K: 384, N: 40 },
];

/** Rounds rows and multiplies them with a matrix whose codes a function gives; returns what came of both. */
function multiply(kernels: TransformerKernels, { T, K, N }: (typeof SHAPES)[number], codeOf = mixed) {
  const x = filled(kernels, T * K, 1);
  const [rows, rowScales, sums] = [kernels.levels(T * K), kernels.floats(T), kernels.ints(T)];
  kernels.quantize(x, T, K, rows, rowScales, sums);
  const codes = Uint8Array.from({ length: (K * N) / 2 }, (_, i) => codeOf(2 * i) | (codeOf(2 * i + 1) << 4));
  const scales = Int8Array.from({ length: (K * N) / SHARING }, (_, i) => (i % 3 === 0 ? -1 : 1) * (127 - (i % 100)));
  const tops = Float32Array.from({ length: N }, (_, n) => 0.01 * (n + 1));
  const [panels, columnScales, out] = [kernels.bytes(K * N), kernels.floats(N), kernels.floats(T * N)];
  kernels.unpack(codes, scales, tops, K, N, kernels.floats(PANEL * K), panels, columnScales);
  const bias = filled(kernels, N, 4);
  kernels.product(rows, rowScales, sums, T, K, panels, columnScales, bias, N, N, out);
  const weights = Array.from({ length: K * N }, (_, i) => {
    const [code, scale, top] = [codeOf(i), scales[Math.floor(i / SHARING)]!, tops[Math.floor(i / K)]!];
    return ((code - 8) * scale * top) / 127;
  });
  return { x, rows: Int32Array.from(rows), rowScales, sums, panels, columnScales, bias, out, weights };
}

const mixed = (i: number) => Math.imul(i + 1, 2_654_435_761) >>> 28;

describe('plain kernels', () => {
  it('round a row to 127 levels on either side', () => {
    const { floats, levels } = plainTransformer;
    const x = floats(16);
    x.set([1, -1, 0.5, 0.25, 0.0039]);
    const [rows, scales] = [levels(16), floats(1)];
    const sums = plainTransformer.ints(1);
    plainTransformer.quantize(x, 1, 16, rows, scales, sums);
    expect(sums[0]).toBe(96);
    expect([...rows.subarray(0, 6)]).toEqual([127, -127, 64, 32, 0, 0]);
    expect(scales[0]).toBe(Math.fround(1 / 127));
  });

  it('give zeros for a row of zeros', () => {
    const [rows, scales] = [plainTransformer.levels(16), plainTransformer.floats(1)];
    plainTransformer.quantize(plainTransformer.floats(16), 1, 16, rows, scales, plainTransformer.ints(1));
    expect([...rows, ...scales]).toEqual(new Array(17).fill(0));
  });

  it.each(SHAPES)('multiply what codes and levels stand for, $T × $K × $N', (shape) => {
    const { x, bias, out, weights } = multiply(plainTransformer, shape);
    const { T, K, N } = shape;
    for (let t = 0; t < T; t++) {
      for (let n = 0; n < N; n++) {
        let [exact, size] = [bias[n]!, 0];
        for (let k = 0; k < K; k++) {
          const product = x[t * K + k]! * weights[n * K + k]!;
          exact += product;
          size += product ** 2;
        }
        // Rows are rounded to a 254th, weights to a 126th of the largest: errors of K products, as they add up by chance.
        expect(Math.abs(exact - out[t * N + n]!)).toBeLessThan(0.06 * Math.sqrt(size) + 1e-3);
      }
    }
  });

  it('give rows of mean 0 and deviation 1 before gain and bias', () => {
    const K = 384;
    const [x, residual] = [filled(plainTransformer, K, 5), filled(plainTransformer, K, 6)];
    plainTransformer.norm(x, residual, 1, K, new Float32Array(K).fill(2), new Float32Array(K).fill(1), 1e-12);
    const mean = x.reduce((sum, value) => sum + value, 0) / K;
    expect(mean).toBeCloseTo(1, 5);
    expect(Math.sqrt(x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / K)).toBeCloseTo(2, 4);
  });

  it('give x · Φ(x), to 2e-4', () => {
    const x = Float32Array.from({ length: 1204 }, (_, i) => i / 100 - 6);
    const given = [...x];
    plainTransformer.gelu(x, x.length);
    expect(Math.max(...given.map((value, i) => Math.abs(x[i]! - value * phi(value))))).toBeLessThan(2e-4);
  });

  it('attend as softmax of the products says', () => {
    const [T, count, stride] = [8, 7, 64];
    const qkv = filled(plainTransformer, T * 3 * stride, 9);
    const out = plainTransformer.floats(T * stride);
    plainTransformer.attend(qkv, count, count, stride, 32, plainTransformer.ints(ATTENTION_ROOM * T), out);
    const part = (t: number, which: number) => qkv.subarray(t * 192 + which * 64 + 32, t * 192 + which * 64 + 64);
    const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, d) => sum + value * b[d]!, 0);
    for (let t = 0; t < count; t++) {
      const weights = Array.from({ length: count }, (_, j) =>
        Math.exp(dot(part(t, 0), part(j, 1)) / Math.sqrt(HEAD_WIDTH)),
      );
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const expected = weights.reduce((sum, weight, j) => sum + (weight / total) * part(j, 2)[5]!, 0);
      expect(Math.abs(out[t * stride + 32 + 5]! - expected)).toBeLessThan(4e-3);
    }
    expect([...out.subarray(0, 32)]).toEqual(new Array(32).fill(0));
  });
});

/** Φ by a series that is right to 1e-12 for |x| below 7. */
function phi(x: number): number {
  let [term, sum] = [x, x];
  for (let i = 1; i < 200; i++) {
    term *= (x * x) / (2 * i + 1);
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

describe.each(RUNTIMES)('kernels in WebAssembly, %s', (runtime) => {
  const lacking = compiled(runtime) === null;
  const meta = lacking ? { lacks: `Node ${process.versions.node} has no ${runtime} vectors` } : {};

  it.each(SHAPES)(
    'round and multiply to the same bits as the plain ones, $T × $K × $N',
    { skip: lacking, meta },
    (shape) => {
      const [ours, plain] = [multiply(compiled(runtime)!, shape), multiply(plainTransformer, shape)];
      // In which order levels lie is the kernels' own.
      expect(ours.rows.toSorted()).toEqual(plain.rows.toSorted());
      expect(Int32Array.from(ours.sums)).toEqual(plain.sums);
      expect(bits(ours.rowScales)).toEqual(bits(plain.rowScales));
      expect(bits(ours.out)).toEqual(bits(plain.out));
    },
  );

  it('multiply the largest levels without overflow', { skip: lacking, meta }, () => {
    const shape = { T: 6, K: 1536, N: 8 };
    for (const code of [15, 0]) {
      const [ours, plain] = [
        multiply(compiled(runtime)!, shape, () => code),
        multiply(plainTransformer, shape, () => code),
      ];
      expect(bits(ours.out)).toEqual(bits(plain.out));
    }
  });

  it('norm to the same bits', { skip: lacking, meta }, () => {
    const run = (these: TransformerKernels) => {
      const x = filled(these, 3 * 384, 5);
      these.norm(x, filled(these, 3 * 384, 6), 3, 384, filled(these, 384, 7), filled(these, 384, 8), 1e-12);
      return bits(x);
    };
    expect(run(compiled(runtime)!)).toEqual(run(plainTransformer));
  });

  it.each([
    [1, 1],
    [3, 3],
    [4, 2],
    [61, 61],
    [512, 2],
  ])('attend over %i tokens from %i to the same bits', { skip: lacking, meta }, (count, queries) => {
    const T = Math.ceil(count / 8) * 8;
    const run = (these: TransformerKernels, seed: number) => {
      const [out, room] = [these.floats(T * 64), these.ints(ATTENTION_ROOM * T)];
      const qkv = filled(these, T * 192, seed);
      for (const first of [0, 32]) these.attend(qkv, queries, count, 64, first, room, out);
      return bits(out.subarray(0, queries * 64));
    };
    for (const seed of [9, 10, 11]) expect(run(compiled(runtime)!, seed)).toEqual(run(plainTransformer, seed));
  });

  it.each([0, 1e-42, 1e15])('attend where all numbers are %d', { skip: lacking, meta }, (value) => {
    const run = (these: TransformerKernels) => {
      const [qkv, out] = [these.floats(8 * 96).fill(value), these.floats(8 * 32)];
      these.attend(qkv, 7, 7, 32, 0, these.ints(ATTENTION_ROOM * 8), out);
      return bits(out.subarray(0, 7 * 32));
    };
    expect(run(compiled(runtime)!)).toEqual(run(plainTransformer));
  });

  it('multiply columns apart to the same bits', { skip: lacking, meta }, () => {
    const shape = { T: 6, K: 64, N: 24 };
    const kernels = compiled(runtime)!;
    const whole = multiply(kernels, shape);
    const [rows, out] = [kernels.levels(6 * 64), kernels.floats(6 * 24)];
    rows.set(whole.rows);
    for (const [from, to] of [
      [0, 8],
      [8, 24],
    ] as const) {
      const panels = whole.panels.subarray(from * 64, to * 64);
      const columns = [panels, whole.columnScales.subarray(from, to), whole.bias.subarray(from, to)] as const;
      kernels.product(rows, whole.rowScales, whole.sums, 6, 64, ...columns, to - from, 24, out.subarray(from));
    }
    expect(bits(out)).toEqual(bits(whole.out));
  });

  it('give x · Φ(x) to the same bits', { skip: lacking, meta }, () => {
    const run = (these: TransformerKernels) => {
      const x = filled(these, 4096, 10);
      these.gelu(x, x.length);
      return bits(x);
    };
    expect(run(compiled(runtime)!)).toEqual(run(plainTransformer));
  });
});

describe('createTransformer', () => {
  it('takes the plain kernels where there is no room', () => {
    expect(createTransformer(2 ** 40).runtime).toBe('plain');
  });

  it('takes the fastest that the engine has', () => {
    const fastest = RUNTIMES.toReversed().find((runtime) => compiled(runtime) !== null) ?? 'plain';
    expect(createTransformer(BYTES).runtime).toBe(fastest);
    expect(() => instantiate({ name: 'broken', base64: 'AAAA' }, {})).toThrow();
  });
});
