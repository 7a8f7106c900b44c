import { MOST_TOKENS, type Word } from '../text/lexicon.ts';
import { pushRuns, pushWord } from '../text/ngrams.ts';
import type { Terms } from '../text/terms.ts';
import { type Sequence, wordInputs, wordRows, writeWordInput } from './convolution.ts';
import { type DenseLayer, type HeadInput, inLabelOrder, placeOf } from './forward.ts';
import { encode, type Head } from './head.ts';
import { addPacked, PART } from './kernels.ts';
import { configOf, type Pool } from './pool.ts';
import { servedBytes, serveWeights } from './served-weights.ts';
import { createKernels } from './simd.ts';
import { addRow } from './table.ts';
import { createWordMemory, memoryBytes, type WordMemory } from './word-memory.ts';

/** A forward pass by words, and what each token added to it. */
export interface WordwisePass {
  readonly logits: Float32Array;
  /** What each token adds to a label's calibrated logit: as `contributions` gives it, in logits. Until the next pass. */
  readonly added: (label: number) => Float32Array;
}

/** Numbers in front of a remembered sum: what it is divided by, and room so that the rest stands at a multiple of four. */
const WEIGHT = 4;
/** Pools that differ in their part or salt, of one head. */
const MOST_POOLS = 7;

/** What a pool of the last pass was: its runs of words with their first tokens, and the number of all its rows. */
interface PoolRuns {
  readonly ids: Int32Array;
  readonly owners: Int32Array;
  found: number;
  rows: number;
}

/**
 * A head's forward pass for serving: what a word adds wherever it stands is summed once and remembered, what the text
 * that is judged against adds is kept with that text, and the loops are kernels. Gives what `forward` and
 * `contributions` give, but for rounding.
 */
export function wordwiseForward(head: Head, create = createKernels): (input: HeadInput) => WordwisePass {
  const { network, manifest } = head;
  const { table, vocabulary, convolution } = network;
  const { ngrams, labels, calibration } = manifest;
  const { width } = convolution;
  const sample = encode(head.name, { text: '', against: '' }, vocabulary);
  const inputs = wordInputs(table.dimensions, vocabulary);
  const mostRuns = MOST_TOKENS * Math.max(1, ngrams.words - 1);
  const mostSignals = MOST_TOKENS * Math.max(1, convolution.signals);

  const padding = 4;
  const columnsAtMost = width * (convolution.filters + padding);
  const outputsAtMost = (network.layers[0]?.outputs ?? 0) + padding;
  const kernels = create(
    servedBytes(network) +
      memoryBytes(WEIGHT + outputsAtMost + columnsAtMost) +
      MOST_POOLS * memoryBytes(WEIGHT + table.dimensions + padding) +
      4 * ((sample.pools.length + 1) * mostRuns + mostSignals + 4 * MOST_TOKENS) +
      65_536,
  );
  const weights = serveWeights(network, sample, kernels);
  const { first, outputs, filters } = weights;
  const dimensions = weights.table.width;
  const columns = width * filters;

  /** A word's idf, its vector times that and the first layer, and what it brings to each place of each filter. */
  const filtered = WEIGHT + outputs;
  const memory = createWordMemory(filtered + columns, fillWord, kernels);
  const pooled = new Map<string, WordMemory>();
  const others = new WeakMap<Terms, { readonly sums: Float32Array; readonly values: Float32Array }>();

  // What a pass leaves for its reasons.
  const runs = sample.pools.map(
    (): PoolRuns => ({ ids: kernels.ints(mostRuns), owners: new Int32Array(mostRuns), found: 0, rows: 0 }),
  );
  const placed = kernels.ints(MOST_TOKENS);
  const features = kernels.floats(weights.features);
  const values = kernels.floats(filters);
  const middles = kernels.ints(filters);
  // Room for one step.
  const sums = kernels.floats(outputs);
  const x = kernels.floats(Math.max(inputs, sample.dense.length));
  const signals = kernels.floats(mostSignals);
  const row = kernels.floats(WEIGHT + Math.max(dimensions, outputs, columns));
  const numbers = row.subarray(WEIGHT);
  const part = kernels.floats(row.length);
  // What each layer gives, and the gradient with respect to what it sums up.
  const layers = [sums, ...weights.behind.map((layer) => kernels.floats(layer.outputs))];
  const gradients = layers.map(({ length }) => kernels.floats(length));
  const gradient = gradients[0] as Float32Array;
  const worth = kernels.floats(weights.features);
  const dots = kernels.floats(mostRuns);
  const result = kernels.floats(MOST_TOKENS);

  return (input) => {
    const [own, second] = input.sequences as readonly [Sequence, Sequence?];
    const { terms } = own;
    const other = second === undefined ? null : (others.get(second.terms) ?? readOther(input, second));
    sums.set(other?.sums ?? weights.firstBias);
    for (const [p, pool] of input.pools.entries()) if (pool.terms === terms) addPool(pool, p);
    const idf = addVectors(terms);
    x.set(input.dense);
    kernels.multiplyAdd(x, input.dense.length, 1, first, weights.denseAt, outputs, sums);
    findWindows(own);
    features.set(values);
    if (other !== null) {
      features.set(other.values, filters);
      for (let f = 0; f < filters; f++) features[2 * filters + f] = (values[f] as number) * (other.values[f] as number);
    }
    kernels.multiplyAdd(features, features.length, 1, first, weights.featuresAt, outputs, sums);
    applyLayers();
    return {
      logits: inLabelOrder((layers.at(-1) as Float32Array).subarray(0, labels.length), input),
      added: (label) => {
        findGradient(label, input);
        result.fill(0, 0, terms.indices.length);
        for (const [p, pool] of input.pools.entries()) if (pool.terms === terms) creditPool(pool, p);
        creditVectors(terms, idf);
        creditWindows(terms, other?.values ?? null);
        return result.subarray(0, terms.indices.length);
      },
    };
  };

  /** The hidden layers, from what the first one summed up, and the logits. */
  function applyLayers(): void {
    for (const [k, layer] of weights.behind.entries()) {
      const below = layers[k] as Float32Array;
      for (let i = 0; i < below.length; i++) if ((below[i] as number) < 0) below[i] = 0;
      const above = layers[k + 1] as Float32Array;
      above.set(layer.bias);
      kernels.multiplyAdd(below, layer.inputs, 1, layer.weights, 0, layer.outputs, above);
    }
  }

  /** The gradient of a label's calibrated logit with respect to what the first layer sums up (reverse pass). */
  function findGradient(label: number, input: HeadInput): void {
    const direction = gradients.at(-1) as Float32Array;
    direction.fill(0);
    direction[placeOf(label, input)] = calibration.scale[label] as number;
    for (let k = weights.behind.length; k > 0; k--) {
      const layer = weights.behind[k - 1] as DenseLayer;
      const [below, active] = [gradients[k - 1] as Float32Array, layers[k - 1] as Float32Array];
      kernels.multiplyBack(layer.weights, 0, layer.inputs, layer.outputs, 1, gradients[k] as Float32Array, below);
      // ReLU passes nothing back where it gave nothing.
      for (let i = 0; i < below.length; i++) if (active[i] === 0) below[i] = 0;
    }
  }

  /** What the text adds that the first one is judged against: the same whatever that one is. */
  function readOther({ pools }: HeadInput, sequence: Sequence) {
    sums.set(weights.firstBias);
    for (const [p, pool] of pools.entries()) if (pool.terms === sequence.terms) addPool(pool, p);
    findWindows(sequence);
    const other = { sums: sums.slice(), values: values.slice() };
    others.set(sequence.terms, other);
    return other;
  }

  /** Adds a pool's mean row times the first layer. */
  function addPool(pool: Pool, p: number): void {
    const { rows, offsets } = memoryOf(pool).find(pool.terms);
    const own = runs[p] as PoolRuns;
    row.fill(0);
    for (const [from, to] of pool.ranges) sumRows(rows, WEIGHT + dimensions, offsets, from, to);
    findRuns(pool, own);
    own.rows = own.found + (row[0] as number);
    if (own.rows === 0) return;
    addPacked(kernels, weights.table, own.ids, own.found, part, numbers.subarray(0, dimensions));
    kernels.multiplyAdd(numbers, dimensions, 1 / own.rows, first, p * dimensions, outputs, sums);
  }

  function sumRows(rows: Float32Array, width: number, offsets: Int32Array, from: number, to: number): void {
    for (let at = from; at < to; at += PART) {
      part.fill(0);
      kernels.sumRows(rows, 0, width, offsets, at, Math.min(to, at + PART), part);
      for (let d = 0; d < width; d++) row[d] = (row[d] as number) + (part[d] as number);
    }
  }

  function creditPool(pool: Pool, p: number): void {
    const { ids, owners, found, rows: count } = runs[p] as PoolRuns;
    if (count === 0) return;
    const { rows, offsets } = memoryOf(pool).find(pool.terms);
    row.fill(0, 0, WEIGHT);
    kernels.multiplyBack(first, p * dimensions, dimensions, outputs, 1 / count, gradient, numbers);
    for (const [from, to] of pool.ranges) kernels.dotRows(rows, 0, WEIGHT + dimensions, offsets, from, to, row, result);
    kernels.dotPacked(weights.table, ids, found, numbers, dots);
    for (let i = 0; i < found; i++) {
      const owner = owners[i] as number;
      result[owner] = (result[owner] as number) + (dots[i] as number);
    }
  }

  /** Adds the mean vector times the first layer; gives the sum of the idfs. */
  function addVectors(terms: Terms): number {
    const { rows, offsets } = memory.find(terms);
    row.fill(0);
    sumRows(rows, filtered, offsets, 0, terms.indices.length);
    const idf = row[0] as number;
    for (let o = 0; o < outputs && idf > 0; o++) sums[o] = (sums[o] as number) + (numbers[o] as number) / idf;
    return idf;
  }

  function creditVectors(terms: Terms, idf: number): void {
    if (idf === 0) return;
    const { rows, offsets } = memory.find(terms);
    row.fill(0, 0, WEIGHT);
    for (let o = 0; o < outputs; o++) numbers[o] = (gradient[o] as number) / idf;
    kernels.dotRows(rows, 0, filtered, offsets, 0, terms.indices.length, row, result);
  }

  /** Finds the strongest window of each filter: what it is worth, and its middle token. */
  function findWindows({ terms, signals: said }: Sequence): void {
    const { rows, offsets, spare } = memory.find(terms);
    const tokens = terms.indices.length;
    signals.set(said);
    kernels.addSignals(rows, filtered, offsets, placed, tokens, signals, weights.ofSignals, columns, spare);
    values.fill(0);
    middles.fill(-1);
    kernels.strongest(rows, filtered, placed, tokens, width, weights.filterBias, values, middles);
  }

  /** Credits each filter's strongest window to its words, each for what it brings at its place. */
  function creditWindows(terms: Terms, other: Float32Array | null): void {
    const { rows } = memory.find(terms);
    const tokens = terms.indices.length;
    const half = (width - 1) / 2;
    kernels.multiplyBack(first, weights.featuresAt, worth.length, outputs, 1, gradient, worth);
    for (let f = 0; f < filters; f++) {
      const middle = middles[f] as number;
      if (middle < 0) continue;
      const ofProduct = other === null ? 0 : (worth[2 * filters + f] as number) * (other[f] as number);
      const ofWindow = (worth[f] as number) + ofProduct;
      for (let place = 0; place < width; place++) {
        const token = middle + place - half;
        if (token < 0 || token >= tokens) continue;
        const brought = rows[(placed[token] as number) + filtered + place * filters + f] as number;
        result[token] = (result[token] as number) + ofWindow * brought;
      }
    }
  }

  function findRuns({ terms, ranges, part, salt }: Pool, out: PoolRuns): void {
    const { ids, owners } = out;
    out.found = 0;
    if (part !== 'words') return;
    let owner = 0;
    const push = (id: number) => {
      ids[out.found] = id;
      owners[out.found++] = owner;
    };
    for (const [from, to] of ranges)
      for (owner = from; owner < to; owner++) pushRuns(terms, owner, to, ngrams, push, salt);
  }

  function fillWord(word: Word, rows: Float32Array, at: number): void {
    const { dimensions: length, values: bytes, scales, idf } = vocabulary;
    const found = wordRows(word, ngrams);
    if (found.row >= 0) {
      const weight = idf[found.row] as number;
      const factor = weight * (scales[found.row] as number);
      for (let d = 0; d < length; d++) x[d] = bytes[found.row * length + d] as number;
      numbers.fill(0);
      kernels.multiplyAdd(x, length, factor, first, weights.vectorsAt, outputs, numbers);
      rows[at] = weight;
      rows.set(numbers.subarray(0, outputs), at + WEIGHT);
    }
    x.fill(0);
    writeWordInput(table, vocabulary, found, x);
    numbers.fill(0);
    kernels.multiplyAdd(x, inputs, 1, weights.ofWords, 0, columns, numbers);
    rows.set(numbers.subarray(0, columns), at + filtered);
  }

  /** By word: how many rows of the table it has in such a pool, and their sum. */
  function memoryOf({ part, salt }: Pool): WordMemory {
    const key = `${part} ${salt}`;
    let found = pooled.get(key);
    if (found === undefined) {
      const config = configOf(part, ngrams);
      const fill = (word: Word, rows: Float32Array, at: number) => {
        const own = rows.subarray(at + WEIGHT, at + WEIGHT + dimensions);
        const push = (id: number) => {
          addRow(table, id, own);
          rows[at] = (rows[at] as number) + 1;
        };
        pushWord(word, config, push, salt);
      };
      found = createWordMemory(WEIGHT + dimensions, fill, kernels);
      pooled.set(key, found);
    }
    return found;
  }
}
