import { describe, expect, it } from 'vitest';
import type { Tensors } from '../../src/artifact/tensors.ts';
import { logitsOf, readHeads } from '../../src/encoder/heads.ts';

const tensors: Tensors = {
  'toxicity.weights': new Float32Array(12),
  'toxicity.bias': new Float32Array(6),
  'stance.weights': Float32Array.of(1, 2, 3, 4, 5, 6),
  'stance.bias': Float32Array.of(0.5, 0, -0.5),
  'reply.weights': Float32Array.of(1, 1, 0, 0, -1, 1),
  'reply.bias': new Float32Array(3),
};

describe('heads', () => {
  it('weigh features by label and add a bias', () => {
    const { stance, reply } = readHeads(tensors, 2);
    expect([...logitsOf(stance, Float32Array.of(1, 10))]).toEqual([21.5, 43, 64.5]);
    expect([...logitsOf(reply, Float32Array.of(1, 10))]).toEqual([11, 0, 9]);
  });

  it('are rounded once: what cancels out leaves what stood beside it', () => {
    const head = { weights: Float32Array.of(1e8, 1, -1e8), bias: Float32Array.of(0.25) };
    expect([...logitsOf(head, Float32Array.of(1, 1, 1))]).toEqual([1.25]);
  });

  it.each<[string, Tensors, number, string]>([
    ['for more features', tensors, 3, 'tensor toxicity.weights has 12 elements, expected 18'],
    ['of two labels', { ...tensors, 'reply.bias': new Float32Array(2) }, 2, 'tensor reply.bias has 2 elements, expect'],
    [
      'of whole numbers',
      { ...tensors, 'reply.bias': new Int8Array(3) },
      2,
      'tensor reply.bias is int8, expected float32',
    ],
    ['that are not there', {}, 2, 'tensor toxicity.weights is missing'],
  ])('are refused %s', (_, given, features, message) => {
    const refused = { code: 'invalid-model', message: expect.stringContaining(message) };
    expect(() => readHeads(given, features)).toThrow(expect.objectContaining(refused));
  });
});
