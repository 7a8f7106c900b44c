import { describe, expect, it } from 'vitest';
import { encode } from '../../src/lexical/features/encode.ts';
import { readHead } from '../../src/lexical/head.ts';
import { parseModel } from '../../src/lexical/model.ts';
import {
  firstGradient,
  forward,
  multiplyBack,
  type Network,
  sigmoid,
  softmax,
} from '../../src/lexical/network/reference.ts';
import { tinyModel } from '../fixtures/model.ts';

const model = await parseModel(await tinyModel());
const { network } = readHead(model, 'stance');
const input = encode('stance', { text: 'Not my city, idiot!', target: 'the bridge' }, model.vocabulary);

describe('forward', () => {
  it('gives finite logits, also for nothing at all', () => {
    const empty = encode('stance', { text: '', target: '' }, model.vocabulary);
    for (const logit of forward(network, empty).logits) expect(Number.isFinite(logit)).toBe(true);
  });

  it('says of a mirrored input for the first label what it says of the plain one for the second', () => {
    const [a, b, c] = forward(network, { ...input, mirrored: false }).logits;
    expect([...forward(network, { ...input, mirrored: true }).logits]).toEqual([b, a, c]);
  });

  it('has the gradient that finite differences find', () => {
    const direction = Float32Array.of(1, -2, 0.5);
    const value = (bent: Network) =>
      forward(bent, input).logits.reduce((sum, x, k) => sum + x * (direction[k] as number), 0);
    const gradient = multiplyBack(
      network.layers[0] as Network['layers'][number],
      firstGradient(network, forward(network, input), direction),
    );
    const [first, ...rest] = network.layers as [Network['layers'][number], ...Network['layers']];
    for (const i of [0, 5, gradient.length - 1]) {
      // Moving input i by h is moving the first bias by h times row i of the first layer.
      const h = 1e-2;
      const moved = (sign: number) => ({
        ...network,
        layers: [
          { ...first, bias: first.bias.map((b, o) => b + sign * h * (first.weights[i * first.outputs + o] as number)) },
          ...rest,
        ],
      });
      expect(gradient[i]).toBeCloseTo((value(moved(1)) - value(moved(-1))) / (2 * h), 2);
    }
  });
});

describe('sigmoid and softmax', () => {
  it('stay finite for any logit', () => {
    expect(sigmoid(1e4)).toBe(1);
    expect(sigmoid(-1e4)).toBe(0);
    expect([...softmax(Float32Array.of(1e4, 0, -1e4))]).toEqual([1, 0, 0]);
  });
});
