import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { BelowTheLineError } from '../errors.ts';
import { HEADS, type HeadName, Ngrams } from '../model/format.ts';

const rate = z.number().positive();
const dropout = z.number().min(0).max(0.9);
const paths = z.array(z.string());

/** How one head is trained. Every value has a default that suits the head. */
export const HeadRecipe = z.strictObject({
  /** Rows to train on, to measure on, and to set probabilities and thresholds by (at the rate they will be met with). */
  data: paths.optional(),
  dev: paths.optional(),
  calibrate: paths.optional(),
  ngrams: Ngrams.optional(),
  dimensions: z.int().min(1).max(256).optional(),
  hidden: z.array(z.int().min(1).max(1024)).max(3).optional(),
  epochs: z.int().min(1).max(100).optional(),
  batch: z.int().min(1).max(4096).optional(),
  tableRate: rate.optional(),
  denseRate: rate.optional(),
  ngramDropout: dropout.optional(),
  hiddenDropout: dropout.optional(),
  decay: z.number().min(0).max(1).optional(),
  /**
   * How far rare labels are weighed up: a label of share q counts q^-balance. 0 learns and calibrates for the rates in
   * the data, 1 for labels that are all as frequent.
   */
  balance: z.number().min(0).max(1).optional(),
  /** Weight of each source in the loss; 0 leaves it out. */
  sourceWeights: z.record(z.string(), z.number().min(0)).optional(),
  /** Toxicity: the sources to calibrate on, where they hold enough positives of an attribute; else all of the files. */
  calibrateSources: z.array(z.string()).optional(),
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
type Complete = { readonly [K in keyof HeadRecipe]-?: NonNullable<HeadRecipe[K]> };

const SHARED = {
  data: [],
  dev: [],
  calibrate: [],
  calibrateSources: [],
  batch: 128,
  decay: 0,
  balance: 0,
  sourceWeights: {},
  unclear: {},
};

export const DEFAULTS: Readonly<Record<HeadName, Complete>> = {
  toxicity: {
    ...SHARED,
    ngrams: { buckets: 131072, unit: 'form', words: 2, characters: [3, 5] },
    dimensions: 8,
    hidden: [32],
    epochs: 4,
    tableRate: 0.15,
    denseRate: 0.002,
    ngramDropout: 0.5,
    hiddenDropout: 0.2,
  },
  stance: {
    ...SHARED,
    ngrams: { buckets: 65536, unit: 'stem', words: 2, characters: null },
    dimensions: 8,
    hidden: [64],
    epochs: 3,
    tableRate: 0.03,
    denseRate: 0.0007,
    ngramDropout: 0.5,
    hiddenDropout: 0.3,
  },
  reply: {
    ...SHARED,
    ngrams: { buckets: 16384, unit: 'stem', words: 2, characters: null },
    dimensions: 16,
    hidden: [32],
    epochs: 10,
    tableRate: 0.03,
    denseRate: 0.001,
    ngramDropout: 0.5,
    hiddenDropout: 0.3,
    balance: 0.5,
  },
};

/** The head's recipe with every gap filled from the defaults. */
export function completeRecipe(head: HeadName, recipe: HeadRecipe = {}): Complete {
  return { ...DEFAULTS[head], ...recipe } as Complete;
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
