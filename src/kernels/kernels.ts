import { type Arena, createArena, plainArena } from './arena.ts';
import { type ConvolutionKernels, createConvolution, plainConvolution } from './convolution.ts';
import { createDense, type DenseKernels, plainDense } from './dense.ts';
import { createGather, type GatherKernels, plainGather } from './gather.ts';
import { createMemory } from './wasm.ts';

/** The loops that the lexical network spends its time in, and the arena that their arrays come from. */
export interface Kernels extends Arena, GatherKernels, ConvolutionKernels, DenseKernels {}

/** The kernels in TypeScript, readable, which those in WebAssembly are held against. */
export const plainKernels: Kernels = { ...plainArena, ...plainGather, ...plainConvolution, ...plainDense };

/**
 * Returns the kernels in WebAssembly over one memory of so many bytes, or the plain ones where WebAssembly, its vectors
 * or the memory cannot be had: an old browser, or a page whose policy forbids it. What is never written to takes no
 * memory.
 */
export function createKernels(bytes: number): Kernels {
  try {
    const memory = createMemory(bytes);
    return {
      ...createArena(memory.buffer),
      ...createGather(memory),
      ...createConvolution(memory),
      ...createDense(memory),
    };
  } catch {
    return plainKernels;
  }
}
