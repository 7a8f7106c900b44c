import * as z from 'zod/mini';
import { readPart } from '../../artifact/files.ts';
import { parseJson } from '../../artifact/json.ts';
import { type LinearHeads, parseHeads, widthOf } from '../../encoder/heads.ts';
import { type EncoderFile, type Quantization, TokenLimits } from '../../encoder/manifest.ts';
import { type Encoder, openEncoder } from '../../encoder/onnx.ts';
import { encodePair } from '../../encoder/pair.ts';
import { readWordPieces, type WordPieces } from '../../encoder/word-pieces.ts';
import { BelowTheLineError } from '../../errors.ts';
import { mean } from '../../evaluate/metrics.ts';
import { PAIR_TASKS } from '../../tasks.ts';

/** `training.json` of an export: how the encoder was made, and made-up pairs with what it says of them before export. */
export const TrainingRecord = z.object({
  seed: z.int(),
  epochs: z.int().check(z.nonnegative()),
  passes: z.int().check(z.nonnegative()),
  encoder: z.object({ package: z.string(), path: z.string() }),
  tokens: TokenLimits,
  data: z.record(z.string(), z.string().check(z.regex(/^[0-9a-f]{64}$/))),
  references: z
    .array(
      z.object({
        head: z.enum(PAIR_TASKS),
        target: z.string(),
        text: z.string(),
        ids: z.array(z.int()),
        features: z.array(z.number()),
      }),
    )
    .check(z.minLength(1)),
});
export type TrainingRecord = z.infer<typeof TrainingRecord>;

/** An export that runs: the encoder that ships, and the same in float32, which does not. */
export interface Export {
  readonly record: TrainingRecord;
  readonly files: Readonly<Record<EncoderFile, Uint8Array>>;
  readonly heads: LinearHeads;
  readonly wordPieces: WordPieces;
  readonly encoder: Encoder;
  readonly float32: Encoder;
}

/**
 * Loads the folder that the recipe writes.
 * @throws BelowTheLineError `file` when a file is missing, `invalid-model` when one is not what it should be,
 * `missing-package` when no runtime is installed.
 */
export async function readExport(folder: string | URL): Promise<Export> {
  const parsed = TrainingRecord.safeParse(parseJson('training.json', await readPart(folder, 'training.json')));
  if (!parsed.success) throw invalid(`training.json is no record of a training: ${z.prettifyError(parsed.error)}`);
  const files = {
    'encoder.onnx': await readPart(folder, 'encoder.onnx'),
    'tokenizer.json': await readPart(folder, 'tokenizer.json'),
    'heads.json': await readPart(folder, 'heads.json'),
  };
  const heads = parseHeads(files['heads.json']);
  const wordPieces = readWordPieces(files['tokenizer.json']);
  const open = (bytes: Uint8Array) => openEncoder(bytes, widthOf(heads));
  return {
    record: parsed.data,
    files,
    heads,
    wordPieces,
    encoder: await open(files['encoder.onnx']),
    float32: await open(await readPart(folder, 'encoder-float32.onnx')),
  };
}

/** Features of the float32 export that are further from those before the export say that the export is wrong. */
const MAX_EXPORT_ERROR = 1e-3;

/**
 * Holds an export to what the encoder said before it: word pieces to the id, float32 features to a thousandth.
 * @returns the differences of the 8-bit features
 * @throws BelowTheLineError `invalid-model` where the export says something else.
 */
export async function checkExport({
  record,
  wordPieces,
  encoder,
  float32,
}: Export): Promise<Omit<Quantization, 'lost'>> {
  const eighths: number[] = [];
  for (const { head, target, text, ids, features } of record.references) {
    const pair = encodePair(head, wordPieces.ids(target), wordPieces.ids(text), wordPieces, record.tokens);
    if (pair.ids.join() !== ids.join())
      throw invalid(`${JSON.stringify(text)} has the ids [${pair.ids.join(' ')}], expected [${ids.join(' ')}]`);
    const error = Math.max(...differences(await float32.embed(pair), features));
    if (!(error <= MAX_EXPORT_ERROR)) {
      throw invalid(
        `float32 features of ${JSON.stringify(text)} are ${error} from those before the export, expected at most ${MAX_EXPORT_ERROR}`,
      );
    }
    eighths.push(...differences(await encoder.embed(pair), features));
  }
  return {
    references: record.references.length,
    largest: Number(eighths.reduce((most, x) => Math.max(most, x), 0).toFixed(4)),
    mean: Number(mean(eighths).toFixed(5)),
  };
}

const differences = (found: Float32Array, expected: readonly number[]) =>
  expected.map((value, i) => Math.abs(value - found[i]!));

const invalid = (message: string) => new BelowTheLineError('invalid-model', message);
