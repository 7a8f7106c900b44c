import { createKernels } from '../../../kernels/kernels.ts';
import type { HeadInput } from '../../features/input.ts';
import type { InputShape } from '../../features/shape.ts';
import type { Network } from '../network.ts';
import { contributions } from './contributions.ts';
import { forward, type KnownTargets, targetSums } from './forward.ts';
import { serveNetwork } from './network.ts';

/** What a pass says of an input. */
export interface ServedPass {
  /** In label order. */
  readonly logits: Float32Array;
  /**
   * Returns what each token of the comment adds to a label's calibrated logit, one number a token.
   * @throws Error once the network has run another pass.
   */
  readonly contributions: (label: number) => Float32Array;
}

/** Runs the network over an input, whose shape is that of its head. */
export type RunPass = (input: HeadInput) => ServedPass;

/**
 * Makes the pass of a network that is served: what a word adds wherever it stands is summed once and kept, what a target
 * adds is kept with its terms, and the loops are kernels. Says what the reference pass says, but for rounding.
 * @param scale by label, that of its calibration
 */
export function createServedPass(
  network: Network,
  shape: InputShape,
  scale: readonly number[],
  create = createKernels,
): RunPass {
  const served = serveNetwork(network, shape, create);
  const targets: KnownTargets = new WeakMap();
  let passes = 0;

  return (input) => {
    const pass = ++passes;
    const target = targetSums(served, targets, input);
    return {
      logits: forward(served, input, target),
      contributions(label) {
        if (pass !== passes) throw new Error('contributions were asked of a pass that another one has overwritten');
        return contributions(served, input, target, label, scale[label]!);
      },
    };
  };
}
