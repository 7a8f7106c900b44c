import { join } from 'node:path';
import * as z from 'zod/mini';
import { readJsonFile } from '../../dataset/rows/json-file.ts';
import { BelowTheLineError } from '../../errors.ts';
import { ConvolutionShape, Ngrams } from '../../lexical/manifest.ts';
import { TASKS, type Task } from '../../tasks.ts';

const rate = z.number().check(z.positive());
const dropout = z.number().check(z.gte(0), z.lte(0.9));
const paths = z.array(z.string());

/** How one head is trained. Every value has a default that suits the head. */
export const HeadRecipe = z.strictObject({
  /** Rows to train on, to measure on, and to set probabilities and thresholds by (at the rate they will be met with). */
  data: z.optional(paths),
  dev: z.optional(paths),
  calibrate: z.optional(paths),
  /** Rows whose labels a model gave: learnt from beside the data, and left out of a new vocabulary. */
  taught: z.optional(paths),
  /** Stance and reply: remarks with the emotions that people read in them, to learn approval from. */
  emotions: z.optional(paths),
  ngrams: z.optional(Ngrams),
  dimensions: z.optional(z.int().check(z.gte(1), z.lte(256))),
  hidden: z.optional(z.array(z.int().check(z.gte(1), z.lte(1024))).check(z.maxLength(3))),
  convolution: z.optional(ConvolutionShape),
  epochs: z.optional(z.int().check(z.gte(1), z.lte(100))),
  batch: z.optional(z.int().check(z.gte(1), z.lte(4096))),
  tableRate: z.optional(rate),
  denseRate: z.optional(rate),
  ngramDropout: z.optional(dropout),
  hiddenDropout: z.optional(dropout),
  wordDropout: z.optional(dropout),
  decay: z.optional(z.number().check(z.gte(0), z.lte(1))),
  /** Where the weights start: from the base's head (the default), whose n-grams and sizes are then kept, or at random. */
  from: z.optional(z.enum(['scratch', 'base'])),
  /** From random weights: epochs without a better figure on the rows measured on after which training stops; 0 for all. */
  patience: z.optional(z.int().check(z.gte(0), z.lte(100))),
  /**
   * How far rare labels are weighed up: a label of share q counts q^-balance. 0 learns and calibrates for the rates in
   * the data, 1 for labels that are all as frequent.
   */
  balance: z.optional(z.number().check(z.gte(0), z.lte(1))),
  /** Weight of each source in the loss; 0 leaves it out. */
  sourceWeights: z.optional(z.record(z.string(), z.number().check(z.gte(0)))),
  /** Toxicity: the sources to calibrate on, where they hold enough positives of an attribute; else all of the files. */
  calibrateSources: z.optional(z.array(z.string())),
  /** Share of toxic rows that are learnt from a second time, obfuscated; of the others a third as many. */
  disguised: z.optional(z.number().check(z.gte(0), z.lte(1))),
  /** By source, the range of the first label (ends included) that says neither yes nor no: such rows are left out. */
  unclear: z.optional(z.record(z.string(), z.tuple([z.number(), z.number()]))),
});

/** Recipe file of a model: its version, and the recipe of each head to train. */
export const Recipe = z.strictObject({
  version: z.string().check(z.regex(/^\d+\.\d+\.\d+$/)),
  seed: z.optional(z.int()),
  /** Words of a new vocabulary, where one is built. */
  vocabulary: z.optional(z.int().check(z.gte(1), z.lte(400_000))),
  heads: z.partialRecord(z.enum(TASKS), HeadRecipe),
});

export type HeadRecipe = z.infer<typeof HeadRecipe>;
export type Recipe = z.infer<typeof Recipe>;
/** A recipe without gaps. */
export type CompleteRecipe = { readonly [K in keyof HeadRecipe]-?: NonNullable<HeadRecipe[K]> };

const SHARED = {
  from: 'base' as const,
  patience: 0,
  data: [],
  dev: [],
  calibrate: [],
  calibrateSources: [],
  taught: [],
  emotions: [],
  disguised: 0,
  batch: 128,
  decay: 0,
  balance: 0,
  sourceWeights: {},
  unclear: {},
};

/** Defaults of a recipe, by task. */
export const DEFAULTS: Readonly<Record<Task, CompleteRecipe>> = {
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
    epochs: 5,
    tableRate: 0.1,
    denseRate: 0.002,
    ngramDropout: 0.6,
    hiddenDropout: 0.5,
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

/** What changes when a head is learnt on from the base's: small steps, and few passes. */
const FROM_BASE = { epochs: 4, batch: 64, disguised: 0, balance: 0, tableRate: 0.02, denseRate: 0.0005 };

/** Returns the head's recipe with every gap filled from the defaults. */
export function completeRecipe(head: Task, recipe: HeadRecipe = {}): CompleteRecipe {
  const defaults = { ...DEFAULTS[head], ...(recipe.from === 'scratch' ? {} : FROM_BASE) };
  return { ...defaults, ...recipe } as CompleteRecipe;
}

/** How a recipe names a file of public corpora: by its id in datasets/corpora.json. Other names are paths. */
const CORPORA_PREFIX = 'corpora:';

/**
 * Reads a recipe. `corpora:stance/train` in it is the file stance/train.jsonl.gz in the folder `corpora`.
 * @throws BelowTheLineError `file` when it cannot be read, `invalid-input` when it is no recipe, or when it names a file
 * of corpora and no folder is given.
 */
export async function readRecipe(
  path: string,
  { corpora }: { readonly corpora?: string | undefined } = {},
): Promise<Recipe> {
  const parsed = Recipe.safeParse(await readJsonFile(path, `the recipe ${path}`));
  if (!parsed.success) throw new BelowTheLineError('invalid-input', `${path}: ${z.prettifyError(parsed.error)}`);
  const resolve = (name: string) => {
    if (!name.startsWith(CORPORA_PREFIX)) return name;
    if (corpora === undefined)
      throw new BelowTheLineError('invalid-input', `${path} names ${name}, expected the folder of corpora (--corpora)`);
    return join(corpora, `${name.slice(CORPORA_PREFIX.length)}.jsonl.gz`);
  };
  const heads = Object.entries(parsed.data.heads).map(([head, recipe]) => [head, resolveFiles(recipe, resolve)]);
  return { ...parsed.data, heads: Object.fromEntries(heads) };
}

/** Returns the recipe with paths in place of names, in every list of files. */
function resolveFiles(recipe: HeadRecipe, resolve: (name: string) => string): HeadRecipe {
  const lists = (['data', 'dev', 'calibrate', 'taught', 'emotions'] as const).flatMap((list) =>
    recipe[list] === undefined ? [] : [[list, recipe[list].map(resolve)]],
  );
  return { ...recipe, ...Object.fromEntries(lists) };
}
