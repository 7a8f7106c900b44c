import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { BelowTheLineError } from '../errors.ts';
import { ConvolutionShape, HEADS, type HeadName, Ngrams } from '../model/format.ts';

const rate = z.number().positive();
const dropout = z.number().min(0).max(0.9);
const paths = z.array(z.string());

/** How one head is trained. Every value has a default that suits the head. */
export const HeadRecipe = z.strictObject({
  /** Rows to train on, to measure on, and to set probabilities and thresholds by (at the rate they will be met with). */
  data: paths.optional(),
  dev: paths.optional(),
  calibrate: paths.optional(),
  /** Stance and reply: remarks with the emotions that people read in them, to learn approval from. */
  emotions: paths.optional(),
  ngrams: Ngrams.optional(),
  dimensions: z.int().min(1).max(256).optional(),
  hidden: z.array(z.int().min(1).max(1024)).max(3).optional(),
  convolution: ConvolutionShape.optional(),
  epochs: z.int().min(1).max(100).optional(),
  batch: z.int().min(1).max(4096).optional(),
  tableRate: rate.optional(),
  denseRate: rate.optional(),
  ngramDropout: dropout.optional(),
  hiddenDropout: dropout.optional(),
  wordDropout: dropout.optional(),
  decay: z.number().min(0).max(1).optional(),
  /** Where the weights start: at random, or from the base's head, whose n-grams and sizes are then kept. */
  from: z.enum(['scratch', 'base']).optional(),
  /** Epochs without a better figure on the rows measured on after which training stops at its best; 0 for all epochs. */
  patience: z.int().min(0).max(100).optional(),
  /**
   * How far rare labels are weighed up: a label of share q counts q^-balance. 0 learns and calibrates for the rates in
   * the data, 1 for labels that are all as frequent.
   */
  balance: z.number().min(0).max(1).optional(),
  /** Weight of each source in the loss; 0 leaves it out. */
  sourceWeights: z.record(z.string(), z.number().min(0)).optional(),
  /** Toxicity: the sources to calibrate on, where they hold enough positives of an attribute; else all of the files. */
  calibrateSources: z.array(z.string()).optional(),
  /** Share of toxic rows that are learnt from a second time in disguise; of the others a third as many. */
  disguised: z.number().min(0).max(1).optional(),
  /** By source, the range of the first label (ends included) that says neither yes nor no: such rows are left out. */
  unclear: z.record(z.string(), z.tuple([z.number(), z.number()])).optional(),
});

export const Recipe = z.strictObject({
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  seed: z.int().optional(),
  /** Words of a new vocabulary, where one is built. */
  vocabulary: z.int().min(1).max(400_000).optional(),
  heads: z.partialRecord(z.enum(HEADS), HeadRecipe),
});

export type HeadRecipe = z.infer<typeof HeadRecipe>;
export type Recipe = z.infer<typeof Recipe>;
/** A recipe without gaps. */
export type CompleteRecipe = { readonly [K in keyof HeadRecipe]-?: NonNullable<HeadRecipe[K]> };

const SHARED = {
  from: 'scratch' as const,
  patience: 0,
  data: [],
  dev: [],
  calibrate: [],
  calibrateSources: [],
  emotions: [],
  disguised: 0,
  batch: 128,
  decay: 0,
  balance: 0,
  sourceWeights: {},
  unclear: {},
};

export const DEFAULTS: Readonly<Record<HeadName, CompleteRecipe>> = {
  toxicity: {
    ...SHARED,
    disguised: 0.1,
    ngrams: { buckets: 131072, unit: 'form', words: 2, characters: [3, 5], skeletons: true },
    dimensions: 16,
    hidden: [32],
    epochs: 2,
    tableRate: 0.15,
    denseRate: 0.002,
    ngramDropout: 0.5,
    hiddenDropout: 0.2,
    wordDropout: 0.1,
    convolution: { width: 3, filters: 32 },
  },
  stance: {
    ...SHARED,
    ngrams: { buckets: 65536, unit: 'stem', words: 2, characters: null, skeletons: false },
    dimensions: 8,
    hidden: [64],
    epochs: 4,
    tableRate: 0.1,
    denseRate: 0.002,
    ngramDropout: 0.5,
    hiddenDropout: 0.4,
    wordDropout: 0.2,
    convolution: { width: 3, filters: 32 },
  },
  reply: {
    ...SHARED,
    ngrams: { buckets: 16384, unit: 'stem', words: 2, characters: null, skeletons: false },
    dimensions: 16,
    hidden: [32],
    epochs: 5,
    tableRate: 0.03,
    denseRate: 0.001,
    ngramDropout: 0.5,
    hiddenDropout: 0.3,
    wordDropout: 0.1,
    convolution: { width: 3, filters: 32 },
    balance: 0.5,
  },
};

/** What changes when a head is learnt on from the base's: small steps, and a stop where they no longer help. */
const FROM_BASE = { epochs: 10, patience: 2, batch: 64, disguised: 0, tableRate: 0.02, denseRate: 0.0005 };

/** The head's recipe with every gap filled from the defaults. */
export function completeRecipe(head: HeadName, recipe: HeadRecipe = {}): CompleteRecipe {
  const defaults = { ...DEFAULTS[head], ...(recipe.from === 'base' ? FROM_BASE : {}) };
  return { ...defaults, ...recipe } as CompleteRecipe;
}

/** @throws BelowTheLineError `file` when it cannot be read, `invalid-input` when it is no recipe. */
export async function readRecipe(path: string): Promise<Recipe> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new BelowTheLineError('file', `cannot read the recipe ${path}: ${(cause as Error).message}`, { cause });
  }
  const parsed = Recipe.safeParse(json);
  if (!parsed.success) throw new BelowTheLineError('invalid-input', `${path}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
