import { describe, expect, it } from 'vitest';
import { encode } from '../../../../src/lexical/features/encode.ts';
import { readHead } from '../../../../src/lexical/head.ts';
import { parseModel } from '../../../../src/lexical/model.ts';
import type { Network } from '../../../../src/lexical/network/network.ts';
import { createForward } from '../../../../src/lexical/network/reference/forward.ts';
import { tinyModel } from '../../../fixtures/model.ts';
import { firstGradient, multiplyBack } from '../../../fixtures/reference.ts';

const model = await parseModel(await tinyModel());
const { network } = readHead(model, 'stance');
const forward = createForward(network);
const input = encode('stance', { text: 'Not my city, idiot!', target: 'the bridge' }, model.vocabulary);

describe('the reference pass', () => {
  it('gives finite logits, also for nothing at all', () => {
    const empty = encode('stance', { text: '', target: '' }, model.vocabulary);
    for (const logit of forward(empty).logits) expect(Number.isFinite(logit)).toBe(true);
  });

  it('says of a mirrored input for the first label what it says of the plain one for the second', () => {
    const [a, b, c] = forward({ ...input, mirrored: false }).logits;
    expect([...forward({ ...input, mirrored: true }).logits]).toEqual([b, a, c]);
  });

  it('has the gradient that finite differences find', () => {
    const direction = Float32Array.of(1, -2, 0.5);
    const value = (bent: Network) =>
      createForward(bent)(input).logits.reduce((sum, x, k) => sum + x * direction[k]!, 0);
    const gradient = multiplyBack(network.layers[0]!, firstGradient(network, forward(input), direction));
    const [first, ...rest] = network.layers as [Network['layers'][number], ...Network['layers']];
    for (const i of [0, 5, gradient.length - 1]) {
      // Moving input i by h is moving the first bias by h times row i of the first layer.
      const h = 1e-2;
      const moved = (sign: number) => ({
        ...network,
        layers: [
          { ...first, bias: first.bias.map((b, o) => b + sign * h * first.weights[i * first.outputs + o]!) },
          ...rest,
        ],
      });
      expect(gradient[i]).toBeCloseTo((value(moved(1)) - value(moved(-1))) / (2 * h), 2);
    }
  });
});
