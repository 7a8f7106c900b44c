import { padded } from '../../kernels/arena.ts';
import { gatherSumInt8InParts, PART_ROWS } from '../../kernels/gather.ts';
import { createKernels } from '../../kernels/kernels.ts';
import { MAX_TOKENS, type Word } from '../../text/lexicon.ts';
import { addRuns, type NgramConfig, pushWord, type RunList } from '../../text/ngrams.ts';
import type { Terms } from '../../text/terms.ts';
import { INPUT_SHAPES } from '../features/encode.ts';
import { type HeadInput, inLabelOrder, outputOf, type Pool, type Sequence } from '../features/input.ts';
import { denseLength } from '../features/shape.ts';
import type { Head } from '../head.ts';
import { wordInputs } from './convolution.ts';
import { configOf } from './pooling.ts';
import { servedBytes, serveWeights } from './served-weights.ts';
import { addRow } from './table.ts';
import { createWordMemory, type FoundRows, memoryBytes, type WordMemory } from './word-cache.ts';

/** A forward pass by words, and what each token added to it. */
export interface WordwisePass {
  readonly logits: Float32Array;
  /** What each token adds to a label's calibrated logit: as `contributions` gives it, in logits. Until the next pass. */
  readonly added: (label: number) => Float32Array;
}

/** Numbers in front of a remembered sum: what it is divided by, and room so that the rest stands at a multiple of four. */
const WEIGHT = 4;

/** What of the rows of a memory is about a kind of pool; for kinds that are always read, what of the text's sums is. */
interface PoolSums {
  readonly memory: WordMemory;
  readonly at: number;
  readonly ofText: Float32Array | null;
}

/** What a pool of the last pass was: its runs of words, and the number of all its rows. */
interface PoolRuns extends RunList {
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
  const shape = INPUT_SHAPES[head.name];
  const inputs = wordInputs(table.dimensions, vocabulary);
  const mostRuns = MAX_TOKENS * Math.max(1, ngrams.words - 1);
  const mostSignals = MAX_TOKENS * Math.max(1, convolution.signals);

  const outputs = padded(network.layers[0]!.outputs);
  const filters = padded(convolution.filters);
  const dimensions = padded(table.dimensions);
  const columns = width * filters;
  // A word's row: its idf, and its vector times that and the first layer; what it is in each kind of pool that is always
  // read; what it brings to each place of each filter. They stand side by side, for each walk to memory costs time.
  const always = [...new Set(shape.pools.filter(({ salts }) => salts.includes(0)).map(({ part }) => part))];
  const inVectors = WEIGHT + outputs;
  const inPool = WEIGHT + dimensions;
  const filtered = inVectors + always.length * inPool;
  const salted = new Set(shape.pools.flatMap(({ salts }) => salts.filter(Boolean))).size;

  const kernels = create(
    servedBytes(network) +
      memoryBytes(filtered + columns) +
      salted * memoryBytes(inPool) +
      4 * ((shape.pools.length + 1) * mostRuns + mostSignals + 4 * MOST_TOKENS) +
      65_536,
  );
  const weights = serveWeights(network, shape, kernels);
  const { first } = weights;
  const memory = createWordMemory(filtered + columns, fillWord, kernels);
  /** What the rows of all words of the first text come to, or what they are worth: all of a row but the filters' part. */
  const ofText = kernels.floats(filtered);
  const pooled = new Map<number, PoolSums>();
  const configs = { words: configOf('words', ngrams), subwords: configOf('subwords', ngrams) };
  for (const [p, part] of always.entries()) {
    const at = inVectors + p * inPool;
    pooled.set(kindOf({ part, salt: 0 }), { memory, at, ofText: ofText.subarray(at, at + inPool) });
  }
  const others = new WeakMap<Terms, { readonly sums: Float32Array; readonly values: Float32Array }>();

  // What a pass leaves for its reasons.
  const runs = shape.pools.map(
    (): PoolRuns => ({ ids: kernels.ints(mostRuns), owners: new Int32Array(mostRuns), found: 0, rows: 0 }),
  );
  const placed = kernels.ints(MAX_TOKENS);
  const features = kernels.floats(weights.features);
  const values = kernels.floats(filters);
  const middles = kernels.ints(filters);
  // Room for one step.
  const sums = kernels.floats(outputs);
  const x = kernels.floats(Math.max(inputs, denseLength(shape, vocabulary.dimensions)));
  const vector = x.subarray(2 * table.dimensions, inputs);
  const idsOfWord = kernels.ints(PART_ROWS);
  let found = 0;
  const signals = kernels.floats(mostSignals);
  const ofPool = kernels.floats(inPool);
  const numbersOfPool = ofPool.subarray(WEIGHT);
  const part = kernels.floats(filtered);
  // What each layer gives, and the gradient with respect to what it sums up.
  const layers = [sums, ...weights.behind.map((layer) => kernels.floats(layer.outputs))];
  const gradients = layers.map(({ length }) => kernels.floats(length));
  const gradient = gradients[0]!;
  const worth = kernels.floats(weights.features);
  const dots = kernels.floats(mostRuns);
  const result = kernels.floats(MAX_TOKENS);

  return (input) => {
    const [own, second] = input.sequences as readonly [Sequence, Sequence?];
    const { terms } = own;
    const other = second === undefined ? null : (others.get(second.terms) ?? readOther(input, second));
    sums.set(other?.sums ?? weights.firstBias);
    sumText(terms);
    for (const [p, pool] of input.pools.entries()) if (pool.terms === terms) addPool(pool, p);
    const idf = addVectors();
    x.set(input.dense);
    kernels.gemv(x, input.dense.length, 1, first, weights.denseAt, outputs, sums);
    findWindows(own);
    features.set(values);
    if (other !== null) {
      features.set(other.values, filters);
      for (let f = 0; f < filters; f++) features[2 * filters + f] = values[f]! * other.values[f]!;
    }
    kernels.gemv(features, features.length, 1, first, weights.featuresAt, outputs, sums);
    applyLayers();
    return {
      logits: inLabelOrder(layers.at(-1)!.subarray(0, labels.length), input),
      added: (label) => {
        findGradient(label, input);
        result.fill(0, 0, terms.indices.length);
        ofText.fill(0);
        for (const [p, pool] of input.pools.entries()) if (pool.terms === terms) creditPool(pool, p);
        creditVectors(idf);
        creditText(terms);
        creditWindows(terms, other?.values ?? null);
        return result.subarray(0, terms.indices.length);
      },
    };
  };

  /** The hidden layers, from what the first one summed up, and the logits. */
  function applyLayers(): void {
    for (const [k, layer] of weights.behind.entries()) {
      const below = layers[k]!;
      for (let i = 0; i < below.length; i++) if (below[i]! < 0) below[i] = 0;
      const above = layers[k + 1]!;
      above.set(layer.bias);
      kernels.gemv(below, layer.inputs, 1, layer.weights, 0, layer.outputs, above);
    }
  }

  /** The gradient of a label's calibrated logit with respect to what the first layer sums up (reverse pass). */
  function findGradient(label: number, input: HeadInput): void {
    const direction = gradients.at(-1)!;
    direction.fill(0);
    direction[outputOf(label, input)] = calibration.scale[label]!;
    for (let k = weights.behind.length; k > 0; k--) {
      const layer = weights.behind[k - 1]!;
      const [below, active] = [gradients[k - 1]!, layers[k - 1]!];
      kernels.gemvT(layer.weights, 0, layer.inputs, layer.outputs, 1, gradients[k]!, below);
      // ReLU passes nothing back where it gave nothing.
      for (let i = 0; i < below.length; i++) if (active[i] === 0) below[i] = 0;
    }
  }

  /** What the text adds that the first one is judged against: the same whatever that one is. */
  function readOther({ pools }: HeadInput, sequence: Sequence) {
    sums.set(weights.firstBias);
    sumText(sequence.terms);
    for (const [p, pool] of pools.entries()) if (pool.terms === sequence.terms) addPool(pool, p);
    findWindows(sequence);
    const other = { sums: sums.slice(), values: values.slice() };
    others.set(sequence.terms, other);
    return other;
  }

  /** Adds a pool's mean row times the first layer. */
  function addPool(pool: Pool, p: number): void {
    const own = runs[p]!;
    sumPool(pool);
    findRuns(pool, own);
    own.rows = own.count + ofPool[0]!;
    if (own.rows === 0) return;
    gatherSumInt8InParts(kernels, weights.table, own.ids, own.count, part, numbersOfPool);
    kernels.gemv(numbersOfPool, dimensions, 1 / own.rows, first, p * dimensions, outputs, sums);
  }

  function sumPool(pool: Pool): void {
    const { memory, at, ofText } = sumsOf(pool);
    if (ofText !== null && isWhole(pool)) {
      ofPool.set(ofText);
      return;
    }
    const words = memory.find(pool.terms);
    ofPool.fill(0);
    for (const [from, to] of pool.ranges) sumRows(words, at, from, to, ofPool);
  }

  /** Sums the rows of a text's words, for the pools that read all of it and for its vectors. */
  function sumText(terms: Terms): void {
    const words = memory.find(terms);
    ofText.fill(0);
    sumRows(words, 0, 0, terms.indices.length, ofText);
  }

  function sumRows({ rows, offsets }: FoundRows, at: number, from: number, to: number, out: Float32Array): void {
    const width = out.length;
    for (let next = from; next < to; next += PART_ROWS) {
      part.fill(0);
      kernels.gatherSum(rows, at, width, offsets, next, Math.min(to, next + PART_ROWS), part);
      for (let d = 0; d < width; d++) out[d] = out[d]! + part[d]!;
    }
  }

  function creditPool(pool: Pool, p: number): void {
    const { ids, owners, count, rows: all } = runs[p]!;
    if (all === 0) return;
    kernels.gemvT(first, p * dimensions, dimensions, outputs, 1 / all, gradient, numbersOfPool);
    ofPool.fill(0, 0, WEIGHT);
    const { memory, at, ofText } = sumsOf(pool);
    if (ofText !== null && isWhole(pool)) {
      for (let d = 0; d < inPool; d++) ofText[d] = ofText[d]! + ofPool[d]!;
    } else {
      const { rows, offsets } = memory.find(pool.terms);
      for (const [from, to] of pool.ranges) kernels.gatherDot(rows, at, inPool, offsets, from, to, ofPool, result);
    }
    kernels.gatherDotInt8(weights.table, ids, count, numbersOfPool, dots);
    for (let i = 0; i < count; i++) {
      const owner = owners[i]!;
      result[owner] = result[owner]! + dots[i]!;
    }
  }

  /** Adds the mean vector times the first layer; gives the sum of the idfs. */
  function addVectors(): number {
    const idf = ofText[0]!;
    for (let o = 0; o < outputs && idf > 0; o++) sums[o] = sums[o]! + ofText[WEIGHT + o]! / idf;
    return idf;
  }

  function creditVectors(idf: number): void {
    for (let o = 0; o < outputs && idf > 0; o++) ofText[WEIGHT + o] = gradient[o]! / idf;
  }

  /** Credits to each word what its vector, and its rows in the pools that read all of the text, are worth. */
  function creditText(terms: Terms): void {
    const { rows, offsets } = memory.find(terms);
    kernels.gatherDot(rows, 0, filtered, offsets, 0, terms.indices.length, ofText, result);
  }

  /** Finds the strongest window of each filter: what it is worth, and its middle token. */
  function findWindows({ terms, signals: said }: Sequence): void {
    const { rows, offsets, spare } = memory.find(terms);
    const tokens = terms.indices.length;
    signals.set(said);
    kernels.addTokenFeatures(rows, filtered, offsets, placed, tokens, signals, weights.ofSignals, columns, spare);
    values.fill(0);
    middles.fill(-1);
    kernels.maxOverTime(rows, filtered, placed, tokens, width, weights.filterBias, values, middles);
  }

  /** Credits each filter's strongest window to its words, each for what it brings at its place. */
  function creditWindows(terms: Terms, other: Float32Array | null): void {
    const { rows } = memory.find(terms);
    const tokens = terms.indices.length;
    const half = (width - 1) / 2;
    kernels.gemvT(first, weights.featuresAt, worth.length, outputs, 1, gradient, worth);
    for (let f = 0; f < filters; f++) {
      const middle = middles[f]!;
      if (middle < 0) continue;
      const ofProduct = other === null ? 0 : worth[2 * filters + f]! * other[f]!;
      const ofWindow = worth[f]! + ofProduct;
      for (let place = 0; place < width; place++) {
        const token = middle + place - half;
        if (token < 0 || token >= tokens) continue;
        const brought = rows[placed[token]! + filtered + place * filters + f]!;
        result[token] = result[token]! + ofWindow * brought;
      }
    }
  }

  function findRuns({ terms, ranges, part, salt }: Pool, runs: RunList): void {
    runs.count = 0;
    if (part !== 'words') return;
    for (const [from, to] of ranges) addRuns(terms, from, to, ngrams, salt, runs);
  }

  function fillWord(word: Word, rows: Float32Array, at: number): void {
    x.fill(0);
    if (word.row >= 0) {
      const idf = vocabulary.idf[word.row]!;
      addRow(vocabulary, word.row, vector);
      rows[at] = idf;
      const own = rows.subarray(at + WEIGHT, at + inVectors);
      kernels.gemv(vector, vector.length, idf, first, weights.vectorsAt, outputs, own);
    }
    for (const [k, part] of PARTS.entries()) {
      const rowsOfWord = sumWord(word, configs[part], 0);
      for (let d = 0; d < table.dimensions && rowsOfWord > 0; d++)
        x[k * table.dimensions + d] = numbersOfPool[d]! / rowsOfWord;
      for (const [p, read] of always.entries()) if (read === part) rows.set(ofPool, at + inVectors + p * inPool);
    }
    kernels.gemv(x, inputs, 1, weights.ofWords, 0, columns, rows.subarray(at + filtered, at + filtered + columns));
  }

  /** Sums the rows of the table that a word has: leaves how many there are, and their sum, in `ofPool`; gives how many. */
  function sumWord(word: Word, config: NgramConfig, salt: number): number {
    ofPool.fill(0);
    pushWord(word, config, pushId, salt);
    sumIds();
    return ofPool[0]!;
  }

  function pushId(id: number): void {
    if (found === PART_ROWS) sumIds();
    idsOfWord[found++] = id;
  }

  function sumIds(): void {
    kernels.gatherSumInt8(weights.table, idsOfWord, 0, found, numbersOfPool);
    ofPool[0] = ofPool[0]! + found;
    found = 0;
  }

  function sumsOf({ part, salt }: PoolKind): PoolSums {
    const kind = kindOf({ part, salt });
    let found = pooled.get(kind);
    if (found === undefined) {
      const fill = (word: Word, rows: Float32Array, at: number) => {
        sumWord(word, configs[part], salt);
        rows.set(ofPool, at);
      };
      found = { memory: createWordMemory(inPool, fill, kernels), at: 0, ofText: null };
      pooled.set(kind, found);
    }
    return found;
  }
}

type PoolKind = Pick<Pool, 'part' | 'salt'>;

/** What the filters read of a word, besides its vector. */
const PARTS = ['words', 'subwords'] as const;

/** By number, for strings would be made anew for each text. */
const kindOf = ({ part, salt }: PoolKind) => 2 * salt + Number(part === 'words');

const isWhole = ({ terms, ranges: [first, ...others] }: Pool) =>
  first !== undefined && others.length === 0 && first[0] === 0 && first[1] === terms.length;
