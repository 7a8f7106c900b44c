import * as z from 'zod/mini';
import { parseJson } from '../artifact/json.ts';
import { hasEveryLabel, MANIFEST_FILE, parseManifest } from '../artifact/manifest.ts';
import { TensorEntry } from '../artifact/tensors.ts';
import { TASKS } from '../tasks.ts';

/** `model.json` says what a model is: labels, features, thresholds, calibration, provenance and where each tensor lies. */
export const FORMAT = 'below-the-line/model';
/** Version of the format; a manifest of another one is rejected. */
export const FORMAT_VERSION = 3;
/** File beside `model.json` that holds the tensors. */
export const WEIGHTS_FILE = 'weights.bin';

const share = z.number().check(z.gte(0), z.lte(1));
const count = z.int().check(z.nonnegative());
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** Which hashed n-grams the table of a head holds, by `NgramConfig`. */
export const Ngrams = z.object({
  buckets: z.int().check(
    z.gte(2),
    z.refine((n) => (n & (n - 1)) === 0, 'a power of two'),
  ),
  unit: z.enum(['form', 'stem']),
  words: z.int().check(z.gte(1), z.lte(5)),
  characters: z.nullable(z.tuple([z.int().check(z.gte(1)), z.int().check(z.lte(10))])),
  skeletons: z.boolean(),
});

/** Filters over windows of words: words in a window, and filters. */
export const ConvolutionShape = z.object({
  width: z.int().check(
    z.gte(1),
    z.lte(9),
    z.refine((n) => n % 2 === 1, 'an odd number'),
  ),
  filters: z.int().check(z.gte(1), z.lte(256)),
});

const TrainingFile = z.object({ name: z.string(), sha256, rows: count });

/** What a head is: its labels in the order of every score vector, its sizes, where its scores become labels, its training. */
export const HeadManifest = z
  .object({
    labels: z.array(z.string()).check(z.minLength(2)),
    ngrams: Ngrams,
    /** Width of the n-gram table's rows, and of each hidden layer. */
    dimensions: z.int().check(z.positive()),
    hidden: z.array(z.int().check(z.positive())),
    convolution: ConvolutionShape,
    /** logit' = scale · logit + bias, per label, before sigmoid or softmax. */
    calibration: z.object({ scale: z.array(z.number()), bias: z.array(z.number()) }),
    /** Toxicity: the score from which an attribute is a label. */
    thresholds: z.nullable(z.array(share)),
    /** Toxicity: by attribute, the scores between which the answer is little better than a guess. */
    uncertain: z.nullable(z.array(z.tuple([share, share]))),
    /** Stance and reply: the highest probability below which the answer is little better than a guess. */
    abstainBelow: z.nullable(share),
    training: z.object({
      seed: z.int(),
      backend: z.string(),
      epochs: z.int(),
      files: z.array(TrainingFile),
      /** Held-out figures: by set of rows (`all`, a source, a control), then by name. */
      figures: z.record(z.string(), z.record(z.string(), z.number())),
      /** Toxicity: held-out figures by identity group that rows name, then by name. */
      groups: z.record(z.string(), z.record(z.string(), z.number())),
      /** Of a head that was learnt on: from which version, on what, how it was measured, and what was said against it. */
      retrained: z.optional(
        z.object({
          from: z.string(),
          files: z.array(TrainingFile),
          measuredBy: z.string(),
          overruled: z.array(z.string()),
        }),
      ),
    }),
  })
  .check(hasEveryLabel);

/** What a model is, and where each of its tensors lies. */
export const ModelManifest = z.object({
  format: z.string(),
  formatVersion: z.int(),
  /** Semantic version: a change of any score changes it. */
  version: z.string().check(z.regex(/^\d+\.\d+\.\d+$/)),
  language: z.string(),
  weights: z.object({ file: z.string(), bytes: count, sha256 }),
  vectors: z.object({
    source: z.string(),
    words: z.int().check(z.positive()),
    dimensions: z.int().check(z.positive()),
  }),
  tensors: z.record(z.string(), TensorEntry),
  heads: z.partialRecord(z.enum(TASKS), HeadManifest),
});

export type HeadManifest = z.infer<typeof HeadManifest>;
export type ModelManifest = z.infer<typeof ModelManifest>;

/**
 * Returns the manifest that the bytes of `model.json` hold.
 * @throws BelowTheLineError as `checkModelManifest` does, and `invalid-model` when they are no JSON.
 */
export const parseModelManifest = (bytes: Uint8Array): ModelManifest =>
  checkModelManifest(parseJson(MANIFEST_FILE, bytes));

/**
 * Returns the manifest that `model.json` holds, which is given as JSON.
 * @throws BelowTheLineError `invalid-model` with the value found and the value expected when it is none of this format.
 */
export const checkModelManifest = (json: unknown): ModelManifest =>
  parseManifest(json, { format: FORMAT, formatVersion: FORMAT_VERSION, schema: ModelManifest, what: 'a model' });
