import * as z from 'zod/mini';
import { checkLabels, hasEveryLabel } from '../artifact/manifest.ts';
import { TensorEntry } from '../artifact/tensors.ts';
import { BelowTheLineError } from '../errors.ts';
import { TASKS } from '../tasks.ts';

/** The part of `model.json` that describes the encoder: `encoder`, absent where a model has none. */
export const ENCODER_SECTION = 'encoder';
/** File beside `model.json` that holds the encoder's tensors. */
export const ENCODER_FILE = 'encoder.bin';
/** Version of the file. */
export const ENCODER_FORMAT_VERSION = 1;

const count = z.int().check(z.nonnegative());
const size = z.int().check(z.positive());
const layers = z.int().check(z.positive(), z.lte(100));
const share = z.number().check(z.gte(0), z.lte(1));
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
/** By set of rows, then by name. */
const FigureTable = z.record(z.string(), z.record(z.string(), z.number()));

/**
 * How many word pieces the encoder reads: of a pair with its marks, of a target, of a parent comment that is answered, of
 * each text beside a stance, and of a comment alone with its marks.
 */
export const TokenLimits = z
  .object({
    pair: z.int().check(z.gte(8), z.lte(512)),
    target: size,
    parent: size,
    context: size,
    comment: z.int().check(z.gte(8), z.lte(512)),
  })
  .check(
    z.refine(({ pair, target, parent }) => Math.max(target, parent) + 4 <= pair, 'a pair that has room for a comment'),
  );

/** One point of the cascade's curve. */
export const CascadePoint = z.object({
  /** The encoder is asked where the lexical scorer abstains or is less sure than this; null: nowhere. */
  askBelow: z.nullable(share),
  /** Share of the rows that the encoder is asked about. */
  asked: share,
  accuracy: share,
  macroF1: share,
  /** Milliseconds a row, by the speeds that `timing` names. */
  milliseconds: z.number().check(z.nonnegative()),
});

/** Rows that a head alone learnt from after the encoder was made; null where there are none. */
const Retrained = z.nullable(
  z.object({
    ...{ seed: z.int(), epochs: count, files: z.array(z.object({ name: z.string(), sha256, rows: count })) },
    /** How it was measured, and what was said against it. */
    measuredBy: z.optional(z.string()),
    overruled: z.optional(z.array(z.string())),
  }),
);

/** What the manifest says of the linear head of stance or reply: how its answers are pooled and calibrated, when they are asked for, and its figures. */
export const EncoderHead = z
  .object({
    labels: z.array(z.string()),
    /** What the encoder weighs beside the lexical scorer, in the geometric mean of both: 1 for the encoder alone. */
    weight: share,
    /** logit' = scale · pooled logit + bias, per label, before the softmax (vector scaling, Guo et al. 2017). */
    calibration: z.object({ scale: z.array(z.number().check(z.positive())), bias: z.array(z.number()) }),
    /** The highest probability below which an answer is little better than a guess. */
    abstainBelow: share,
    /** The cascade asks where the lexical scorer abstains, or where its highest probability is below this. */
    askBelow: share,
    /** Figures on held-out rows. */
    figures: FigureTable,
    cascade: z.array(CascadePoint),
    retrained: Retrained,
  })
  .check(hasEveryLabel);

/** What the manifest says of the head of toxicity: how its answers are pooled, calibrated and decided, and when they are asked for. */
export const EncoderToxicity = z
  .object({
    labels: z.array(z.string()),
    /** What the encoder weighs beside the lexical scorer, in the mean of both logits: 1 for the encoder alone. */
    weight: share,
    /** logit' = scale · pooled logit + bias, per attribute, before the sigmoid. */
    calibration: z.object({ scale: z.array(z.number()), bias: z.array(z.number()) }),
    /** The score from which an attribute is a label, whichever scorer answered. */
    thresholds: z.array(share),
    /** By attribute, the scores between which the answer is little better than a guess. */
    uncertain: z.array(z.tuple([share, share])),
    /** The cascade asks where the lexical score of toxicity is at least the first and below the second. */
    askBetween: z.tuple([share, share]),
    /** Share of the held-out rows that the cascade asks about. */
    asked: share,
    /** Figures on held-out rows. */
    figures: FigureTable,
    retrained: Retrained,
  })
  .check(hasEveryLabel);

/** What 4 bits cost: differences of features, and by head the rows measured and what of each figure (0 to 1) was lost to the encoder that was made. */
export const Packing = z.object({
  references: count,
  largest: z.number().check(z.nonnegative()),
  mean: z.number().check(z.nonnegative()),
  lost: z.record(z.string(), z.record(z.string(), z.number())),
});

/** What `model.json` says of an encoder: its file and sizes, its heads, how it was trained and packed, and how fast it ran. */
export const EncoderManifest = z.object({
  file: z.object({ name: z.literal(ENCODER_FILE), bytes: count, sha256 }),
  shape: z.object({ layers, width: size, inner: size, words: size, positions: size }),
  tokens: TokenLimits,
  tensors: z.record(z.string(), TensorEntry),
  heads: z.object({ toxicity: EncoderToxicity, stance: EncoderHead, reply: EncoderHead }),
  training: z.object({
    seed: z.int(),
    /** Units of comments that it was trained on, each once, and the steps that took. */
    units: count,
    steps: count,
    /** The weights that it started from. */
    start: z.object({ id: z.string(), sha256 }),
    /** Hashes of the files that the encoder learnt from, by path. */
    data: z.record(z.string(), sha256),
  }),
  packing: Packing,
  /** The machine-bound part of the curve: milliseconds that an answer of each took, and on what. */
  timing: z.object({
    lexical: z.number().check(z.nonnegative()),
    encoder: z.number().check(z.nonnegative()),
    runtime: z.string(),
  }),
});

export type TokenLimits = z.infer<typeof TokenLimits>;
export type CascadePoint = z.infer<typeof CascadePoint>;
export type EncoderHead = z.infer<typeof EncoderHead>;
export type EncoderToxicity = z.infer<typeof EncoderToxicity>;
export type Packing = z.infer<typeof Packing>;
export type EncoderManifest = z.infer<typeof EncoderManifest>;

/**
 * Returns what a model's manifest says of its encoder.
 * @param section what stands there, as JSON
 * @throws BelowTheLineError `invalid-model` with what was found and what was expected.
 */
export function parseEncoderManifest(section: unknown): EncoderManifest {
  // Checked once: to compile the check would take longer.
  const parsed = EncoderManifest.safeParse(section, { jitless: true });
  if (!parsed.success) throw invalid(`model.json describes no encoder: ${z.prettifyError(parsed.error)}`);
  const { heads, tokens, shape } = parsed.data;
  for (const task of TASKS) checkLabels(task, heads[task].labels);
  const most = Math.max(tokens.pair, tokens.comment);
  if (most > shape.positions)
    throw invalid(`the encoder reads ${most} word pieces, expected at most its ${shape.positions} positions`);
  return parsed.data;
}

const invalid = (message: string) => new BelowTheLineError('invalid-model', message);
