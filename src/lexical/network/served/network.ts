import { createKernels, type Kernels } from '../../../kernels/kernels.ts';
import type { InputShape, TextRole } from '../../features/shape.ts';
import type { Network } from '../network.ts';
import { wordCacheBytes } from '../word-cache.ts';
import { type Buffers, bufferBytes, createBuffers } from './buffers.ts';
import { type WordRowLayout, wordRowLayout } from './layout.ts';
import { type ServedWeights, servedWeightsBytes, serveWeights } from './weights.ts';
import { createWordCaches, type WordCaches } from './word-caches.ts';

/** A network ready to serve: its weights, the caches of its words and the buffers of its passes, all in one arena. */
export interface ServedNetwork {
  readonly network: Network;
  readonly kernels: Kernels;
  readonly weights: ServedWeights;
  readonly layout: WordRowLayout;
  readonly caches: WordCaches;
  readonly buffers: Buffers;
  /** Indices of the pools that read each text. */
  readonly pools: Readonly<Record<TextRole, readonly number[]>>;
}

/** Copies a network into an arena of its own, with room for what its passes keep. */
export function serveNetwork(network: Network, shape: InputShape, create = createKernels): ServedNetwork {
  const layout = wordRowLayout(network, shape);
  const kernels = create(arenaBytes(network, shape, layout));
  const weights = serveWeights(network, shape, kernels);
  const poolsOf = (role: TextRole) => shape.pools.flatMap(({ text }, p) => (text === role ? [p] : []));
  return {
    network,
    kernels,
    weights,
    layout,
    caches: createWordCaches(network, weights, layout, kernels),
    buffers: createBuffers(network, shape, weights, layout, kernels),
    pools: { comment: poolsOf('comment'), target: poolsOf('target') },
  };
}

function arenaBytes(network: Network, shape: InputShape, layout: WordRowLayout): number {
  const salted = new Set(shape.pools.flatMap(({ part, salts }) => salts.filter(Boolean).map((salt) => part + salt)));
  return (
    servedWeightsBytes(network) +
    wordCacheBytes(layout.length) +
    salted.size * wordCacheBytes(layout.sumLength) +
    bufferBytes(network, shape)
  );
}
