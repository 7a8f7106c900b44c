import type { Kernels } from '../../../kernels/kernels.ts';
import { MAX_TOKENS } from '../../../text/lexicon.ts';
import type { RunList } from '../../../text/ngrams.ts';
import { denseLength, type InputShape } from '../../features/shape.ts';
import type { Network } from '../network.ts';
import { HEADER, type WordRowLayout } from './layout.ts';
import type { ServedWeights } from './weights.ts';

/**
 * The arrays that the passes of a head work in. A pass reads the target first and then the comment, into the same arrays;
 * what it leaves of the comment, its contributions read, until the next pass.
 */
export interface Buffers {
  /** Where the row of each token stands, and where with its signals added: of a head without signals the same array. */
  readonly offsets: Int32Array;
  readonly filterOffsets: Int32Array;
  /** The sum of the rows of all tokens, of what stands in a row before the products with the filters. */
  readonly textSum: Float32Array;
  readonly pools: readonly PoolBuffers[];
  readonly signals: Float32Array;
  /** By filter, its strongest window and that one's middle token, or -1. */
  readonly windows: { readonly values: Float32Array; readonly middles: Int32Array };
  /** What the first layer reads of `dense` and of the windows. */
  readonly dense: Float32Array;
  readonly windowFeatures: Float32Array;
  /** By layer its outputs: of the hidden ones behind ReLU, of the last one before calibration. */
  readonly layers: readonly Float32Array[];
  /** By layer the gradient of a label's calibrated logit with respect to its outputs, those of hidden ones before ReLU. */
  readonly gradients: readonly Float32Array[];
  /** The sum of a pool's rows; and room to sum some rows in. */
  readonly poolSum: HeadedSum;
  readonly part: Float32Array;
  /** Gradients with respect to `textSum`, `poolSum` and `windowFeatures`. */
  readonly textGradient: Float32Array;
  readonly poolGradient: HeadedSum;
  readonly windowGradient: Float32Array;
  /** What each run of words of a pool adds, and what each token adds. */
  readonly runContributions: Float32Array;
  readonly contributions: Float32Array;
}

/** A sum, header first, and the same memory without the header. */
export interface HeadedSum {
  readonly whole: Float32Array;
  readonly numbers: Float32Array;
}

/** Of a pool its runs of words. */
export interface PoolBuffers extends RunList {
  /** Rows of the table, those of its words and those of its runs. */
  total: number;
  /** Where the sums of its tokens' words stand, if it is salted. */
  readonly offsets: Int32Array;
}

const maxRuns = ({ ngrams }: Network) => MAX_TOKENS * Math.max(1, ngrams.words - 1);

/** Returns how many bytes of an arena the buffers of a network take at the most. */
export function bufferBytes(network: Network, { pools, signals }: InputShape): number {
  const ofPools = (pools.length + 1) * maxRuns(network) + pools.length * MAX_TOKENS;
  const ofTokens = (signals + 3) * MAX_TOKENS;
  return 4 * (ofPools + ofTokens) + OTHERS;
}

/** Arrays whose length does not grow with a text's: some hundreds of numbers each. */
const OTHERS = 65_536;

/** Cuts the buffers of a network from the arena of the kernels. */
export function createBuffers(
  network: Network,
  shape: InputShape,
  { first, filters, rest }: ServedWeights,
  layout: WordRowLayout,
  { floats, ints }: Pick<Kernels, 'floats' | 'ints'>,
): Buffers {
  const runs = maxRuns(network);
  const offsets = ints(MAX_TOKENS);
  const outputs = [first.outputs, ...rest.map((layer) => layer.outputs)];
  return {
    offsets,
    filterOffsets: shape.signals === 0 ? offsets : ints(MAX_TOKENS),
    textSum: floats(layout.filters),
    pools: shape.pools.map(({ salts }) => ({
      ids: ints(runs),
      owners: new Int32Array(runs),
      count: 0,
      total: 0,
      offsets: ints(salts.some(Boolean) ? MAX_TOKENS : 0),
    })),
    signals: floats(MAX_TOKENS * shape.signals),
    windows: { values: floats(filters.bias.length), middles: ints(filters.bias.length) },
    dense: floats(denseLength(shape, network.vocabulary.dimensions)),
    windowFeatures: floats(first.windowsLength),
    layers: outputs.map(floats),
    gradients: outputs.map(floats),
    poolSum: headedSum(floats(layout.sumLength)),
    part: floats(layout.filters),
    textGradient: floats(layout.filters),
    poolGradient: headedSum(floats(layout.sumLength)),
    windowGradient: floats(first.windowsLength),
    runContributions: floats(runs),
    contributions: floats(MAX_TOKENS),
  };
}

const headedSum = (whole: Float32Array): HeadedSum => ({ whole, numbers: whole.subarray(HEADER) });
