import * as z from 'zod/mini';
import { hashOf, locationIn, readPart } from '../../artifact/files.ts';
import { parseJson } from '../../artifact/json.ts';
import { encodeInput } from '../../encoder/input.ts';
import {
  ENCODER_FILE,
  type EncoderHead,
  EncoderManifest,
  type EncoderToxicity,
  type Packing,
  parseEncoderManifest,
} from '../../encoder/manifest.ts';
import { type EncoderModel, parseEncoder } from '../../encoder/model.ts';
import type { EncoderFile } from '../../encoder/source.ts';
import { BelowTheLineError } from '../../errors.ts';
import { mean } from '../../evaluate/metrics.ts';
import { type PairTask, TASK_LABELS, TASKS, TOXICITY_ATTRIBUTES } from '../../tasks.ts';

/** File of an export that says what the encoder is and how it was made. */
const RECORD_FILE = 'encoder.json';

/** How right the encoder was on held-out rows before it was packed, by itself. */
const BeforePacking = z.object({ accuracy: z.number(), macroF1: z.number() });

/** `encoder.json` of an export: sizes, where tensors lie, how it was made, and made-up pairs with what it says of them unpacked. */
const ExportRecord = z.extend(z.pick(EncoderManifest, { shape: true, tokens: true, tensors: true, training: true }), {
  dev: z.object({ toxicity: z.object({ auc: z.number() }), stance: BeforePacking, reply: BeforePacking }),
  references: z
    .array(
      z.object({
        head: z.enum(TASKS),
        target: z.nullable(z.string()),
        text: z.string(),
        parent: z.optional(z.string()),
        article: z.optional(z.string()),
        ids: z.array(z.int()),
        features: z.array(z.number()),
      }),
    )
    .check(z.minLength(1)),
});
type ExportRecord = z.infer<typeof ExportRecord>;

/** An export that runs: the encoder as it is packed, not yet calibrated, and what it was before. */
export interface Export extends EncoderFile {
  readonly model: EncoderModel;
  readonly before: ExportRecord['dev'];
  readonly references: ExportRecord['references'];
}

/**
 * Loads the folder that the recipe writes.
 * @throws BelowTheLineError `file` when a file is missing, `invalid-model` when one is not what it should be.
 */
export async function readExport(folder: string | URL): Promise<Export> {
  const parsed = ExportRecord.safeParse(parseJson(RECORD_FILE, await readPart(locationIn(folder, RECORD_FILE))));
  if (!parsed.success) throw invalid(`${RECORD_FILE} describes no export: ${z.prettifyError(parsed.error)}`);
  const { dev, references, ...made } = parsed.data;
  const bytes = await readPart(locationIn(folder, ENCODER_FILE));
  const manifest = parseEncoderManifest({
    ...made,
    file: { name: ENCODER_FILE, bytes: bytes.length, sha256: await hashOf(bytes) },
    heads: { toxicity: UNCALIBRATED, stance: uncalibrated('stance'), reply: uncalibrated('reply') },
    packing: { references: 0, largest: 0, mean: 0, lost: {} },
    timing: { lexical: 0, encoder: 0, runtime: 'none' },
  } satisfies EncoderManifest);
  return { manifest, bytes, model: parseEncoder(manifest, bytes), before: dev, references };
}

/** The head of toxicity before rows have told how to pool it. */
const UNCALIBRATED: EncoderToxicity = {
  labels: [...TOXICITY_ATTRIBUTES],
  weight: 1,
  calibration: { scale: TOXICITY_ATTRIBUTES.map(() => 1), bias: TOXICITY_ATTRIBUTES.map(() => 0) },
  thresholds: TOXICITY_ATTRIBUTES.map(() => 0.5),
  uncertain: TOXICITY_ATTRIBUTES.map(() => [0.5, 0.5]),
  ...{ askBetween: [0, 1], asked: 1, figures: {}, retrained: null },
};

/** Returns a head as it is before rows have told how to pool it. */
const uncalibrated = (task: PairTask): EncoderHead => ({
  labels: [...TASK_LABELS[task]],
  calibration: { scale: TASK_LABELS[task].map(() => 1), bias: TASK_LABELS[task].map(() => 0) },
  ...{ weight: 1, abstainBelow: 0, askBelow: 1 },
  ...{ figures: {}, cascade: [], retrained: null },
});

/** The mean difference from which features are another encoder's: a sign that rows or tensors are out of place. */
const MAX_MEAN_DIFFERENCE = 0.3;

/**
 * Holds an export to what the encoder said before it was packed: word pieces to the id, features as near as 4 bits come.
 * @returns the differences of the features
 * @throws BelowTheLineError `invalid-model` where the export says something else.
 */
export function checkExport({ model, references }: Export): Omit<Packing, 'lost'> {
  const { wordPieces, transformer, manifest } = model;
  const differences: number[] = [];
  const read = (text: string | null | undefined) => (text == null ? null : wordPieces.ids(text));
  for (const { head, target, text, parent, article, ids, features } of references) {
    const pair = encodeInput(
      { task: head, comment: wordPieces.ids(text), target: read(target), parent: read(parent), article: read(article) },
      wordPieces,
      manifest.tokens,
    );
    if (pair.ids.join() !== ids.join())
      throw invalid(`${JSON.stringify(text)} has the ids [${pair.ids.join(' ')}], expected [${ids.join(' ')}]`);
    const found = transformer.embed(pair);
    if (features.length !== found.length)
      throw invalid(`${JSON.stringify(text)} has ${features.length} features, expected ${found.length}`);
    differences.push(...features.map((value, i) => Math.abs(value - found[i]!)));
  }
  const checked = {
    references: references.length,
    largest: Number(differences.reduce((most, x) => Math.max(most, x), 0).toFixed(4)),
    mean: Number(mean(differences).toFixed(5)),
  };
  if (checked.mean <= MAX_MEAN_DIFFERENCE) return checked;
  throw invalid(
    `features are ${checked.mean} on average from those before the encoder was packed, expected at most ${MAX_MEAN_DIFFERENCE}`,
  );
}

const invalid = (message: string) => new BelowTheLineError('invalid-model', message);
