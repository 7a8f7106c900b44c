import * as z from 'zod/mini';
import { hashOf } from '../artifact/files.ts';
import { checkLabels, parseManifest } from '../artifact/manifest.ts';
import { BelowTheLineError } from '../errors.ts';
import { PAIR_TASKS } from '../tasks.ts';

/**
 * An encoder is a folder: `model.json` says what it is and names the size and hash of the other files, which are
 * the encoder (ONNX), its tokenizer, and one linear head for each question.
 */
export const ENCODER_FORMAT = 'below-the-line/contextual';
/** Version of the format; a manifest of another one is rejected. */
export const ENCODER_FORMAT_VERSION = 1;
/** Files beside `model.json`, whose sizes and hashes it names. */
export const ENCODER_FILES = ['encoder.onnx', 'tokenizer.json', 'heads.json'] as const;
export type EncoderFile = (typeof ENCODER_FILES)[number];

const count = z.int().check(z.nonnegative());
const share = z.number().check(z.gte(0), z.lte(1));
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
/** By set of rows, then by name. */
const FigureTable = z.record(z.string(), z.record(z.string(), z.number()));

/** How many word pieces the encoder reads of a pair with its three marks, of a target, and of a parent comment. */
export const TokenLimits = z
  .object({
    pair: z.int().check(z.gte(8), z.lte(512)),
    target: z.int().check(z.gte(1)),
    parent: z.int().check(z.gte(1)),
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

/** Manifest of one linear head: how its answers are pooled and calibrated, when they are asked for, and its figures. */
export const EncoderHead = z.object({
  labels: z.array(z.string()),
  /** What the encoder weighs beside the lexical scorer, in the geometric mean of both: 1 for the encoder alone. */
  weight: share,
  /** Probabilities are those of the pooled logits divided by this (Guo et al. 2017). */
  temperature: z.number().check(z.positive()),
  /** The highest probability below which an answer is little better than a guess. */
  abstainBelow: share,
  /** The cascade asks where the lexical scorer abstains, or where its highest probability is below this. */
  askBelow: share,
  /** Figures on held-out rows. */
  figures: FigureTable,
  cascade: z.array(CascadePoint),
  /** Rows that the head alone learnt from after the encoder was made. */
  retrained: z.nullable(
    z.object({ seed: z.int(), epochs: count, files: z.array(z.object({ name: z.string(), sha256, rows: count })) }),
  ),
});

/** What 8 bits cost: differences of features, and points (0 to 1) of the dev figures lost to float32. */
export const Quantization = z.object({
  references: count,
  largest: z.number().check(z.nonnegative()),
  mean: z.number().check(z.nonnegative()),
  lost: z.record(z.string(), z.object({ rows: count, accuracy: z.number(), macroF1: z.number() })),
});

/**
 * Manifest of an encoder, `model.json`: its files, its heads, how it was trained and quantized, and how fast it ran.
 */
export const EncoderManifest = z.object({
  format: z.string(),
  formatVersion: z.int(),
  name: z.string(),
  /** Semantic version: a change of any score changes it. */
  version: z.string().check(z.regex(/^\d+\.\d+\.\d+$/)),
  language: z.string(),
  files: z.record(z.enum(ENCODER_FILES), z.object({ bytes: count, sha256 })),
  tokens: TokenLimits,
  heads: z.record(z.enum(PAIR_TASKS), EncoderHead),
  training: z.object({
    seed: z.int(),
    epochs: count,
    /** Passes over opposing claims; the encoder is the mean of the weights before and after each. */
    passes: count,
    encoder: z.object({ package: z.string(), path: z.string() }),
    /** Hashes of the files that the encoder learnt from, by path. */
    data: z.record(z.string(), sha256),
  }),
  quantization: Quantization,
  /** The machine-bound part of the curve: how long an answer of each took, and on what. */
  timing: z.object({
    embedded: z.number().check(z.nonnegative()),
    encoder: z.number().check(z.nonnegative()),
    runtime: z.string(),
    /** Version of the lexical model whose confidence the bands are about. */
    embeddedVersion: z.string(),
  }),
});

export type TokenLimits = z.infer<typeof TokenLimits>;
export type CascadePoint = z.infer<typeof CascadePoint>;
export type EncoderHead = z.infer<typeof EncoderHead>;
export type Quantization = z.infer<typeof Quantization>;
export type EncoderManifest = z.infer<typeof EncoderManifest>;

/**
 * Parses the bytes of `model.json`.
 * @throws BelowTheLineError `invalid-model` with what was found and what was expected.
 */
export function parseEncoderManifest(bytes: Uint8Array): EncoderManifest {
  const manifest = parseManifest(bytes, {
    format: ENCODER_FORMAT,
    formatVersion: ENCODER_FORMAT_VERSION,
    schema: EncoderManifest,
    what: 'an encoder',
  });
  for (const task of PAIR_TASKS) checkLabels(task, manifest.heads[task].labels);
  return manifest;
}

/**
 * Verifies size and hash of a file.
 * @throws BelowTheLineError `invalid-model` when the bytes are not those that the manifest names.
 */
export async function verifyFile(name: EncoderFile, bytes: Uint8Array, { files }: EncoderManifest): Promise<void> {
  const expected = files[name];
  if (bytes.length !== expected.bytes) throw invalid(`${name} has ${bytes.length} bytes, expected ${expected.bytes}`);
  const hash = await hashOf(bytes);
  if (hash !== expected.sha256) throw invalid(`${name} has sha256 ${hash}, expected ${expected.sha256}`);
}

const invalid = (message: string) => new BelowTheLineError('invalid-model', message);
