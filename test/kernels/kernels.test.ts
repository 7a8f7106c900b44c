import { afterEach, expect, it, vi } from 'vitest';
import { createArena } from '../../src/kernels/arena.ts';
import { createKernels, plainKernels } from '../../src/kernels/kernels.ts';
import { createScan } from '../../src/kernels/scan.ts';

afterEach(() => vi.unstubAllGlobals());

it('cuts arrays that are zero, apart and start at multiples of 16 bytes', () => {
  const arena = createArena(new ArrayBuffer(64));
  const [bytes, floats, ints] = [arena.bytes(1).fill(1), arena.floats(5).fill(2), arena.ints(4).fill(3)];
  expect([bytes, floats, ints].map(({ byteOffset }) => byteOffset)).toEqual([0, 16, 48]);
  expect([[...bytes], [...floats], [...ints]]).toEqual([[1], [2, 2, 2, 2, 2], [3, 3, 3, 3]]);
  expect(() => arena.bytes(1)).toThrow(RangeError);
});

it('gives all families of kernels one memory', () => {
  const kernels = createKernels(1 << 16);
  expect(kernels.floats(4).buffer).toBe(kernels.bytes(4).buffer);
  expect(Object.keys(kernels).sort()).toEqual(Object.keys(plainKernels).sort());
  expect(createKernels(1 << 16).floats(4).buffer).not.toBe(kernels.floats(4).buffer);
});

it('falls back to the plain kernels where there is no WebAssembly, and no such memory', () => {
  expect(createKernels(2 ** 40)).toBe(plainKernels);
  vi.stubGlobal('WebAssembly', undefined);
  expect(createKernels(1 << 16)).toBe(plainKernels);
  const { written, folded, fold } = createScan(10, 10);
  written.set([0x41]);
  fold(1);
  expect(folded[0]).toBe(0x61);
});
