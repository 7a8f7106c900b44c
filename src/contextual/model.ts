import { hashOf, readPart } from '../artifact/files.ts';
import { MANIFEST_FILE } from '../artifact/manifest.ts';
import type { Classifier } from '../classifier.ts';
import { BelowTheLineError } from '../errors.ts';
import { TASK_LABELS } from '../tasks.ts';
import { type Encoder, openEncoder } from './encoder.ts';
import { CONTEXTUAL_PACKAGE, defaultFolders } from './folder.ts';
import { type LinearHeads, logitsOf, parseHeads, pool, widthOf } from './linear.ts';
import { type ContextualFile, type ContextualManifest, parseContextualManifest, verifyFile } from './manifest.ts';
import type { Pair } from './pair.ts';
import type { OnnxRuntime } from './runtime.ts';
import { readWordPiece } from './wordpiece.ts';

/** A verified contextual model, ready to run. */
export interface ContextualModel {
  readonly manifest: ContextualManifest;
  /** Hash of `model.json`, which names those of the other files. */
  readonly sha256: string;
  readonly encoder: Encoder;
  readonly heads: LinearHeads;
  /** Where it was read from. */
  readonly folder: string | URL;
}

export interface ContextualModelOptions {
  /** A folder, as path or URL. Default: the package `below-the-line-contextual-en`, or the one in a checkout. */
  readonly model?: string | URL | undefined;
  /** ONNX Runtime, or a build of it. Default: `onnxruntime-node` where it is installed, else `onnxruntime-web`. */
  readonly runtime?: OnnxRuntime | undefined;
}

/**
 * Loads a contextual model and verifies every file of it.
 * @throws BelowTheLineError `missing-package` when there is no model or no runtime, `file` when a file cannot be read,
 * `invalid-model` when one is not what the manifest says.
 */
export async function loadContextualModel({ model, runtime }: ContextualModelOptions = {}): Promise<ContextualModel> {
  const { folder, bytes } = model === undefined ? await findModel() : await readManifest(model);
  const manifest = parseContextualManifest(bytes);
  const part = async (name: ContextualFile) => {
    const found = await readPart(folder, name);
    await verifyFile(name, found, manifest);
    return found;
  };
  const wordpiece = readWordPiece(await part('tokenizer.json'));
  const heads = parseHeads(await part('heads.json'));
  const encoder = await openEncoder(await part('encoder.onnx'), wordpiece, manifest.tokens, widthOf(heads), runtime);
  return { manifest, sha256: await hashOf(bytes), encoder, heads, folder };
}

/** What both models together say of a pair's labels, in their order, by its own two texts. */
export async function answer(
  { manifest, encoder, heads }: ContextualModel,
  embedded: Classifier,
  pair: Pair,
): Promise<Float32Array> {
  const logits = logitsOf(heads[pair.head], await encoder.features(pair));
  return pool(logits, firstOpinion(embedded, pair), manifest.heads[pair.head]);
}

/** What the embedded model says of a pair's labels. */
export function firstOpinion(embedded: Classifier, { head, text, against }: Pair): number[] {
  const { stance, reply } = embedded.classify(
    head === 'stance' ? { text, target: against } : { text, parent: against },
  );
  const scores = (stance ?? reply)?.scores as Readonly<Record<string, number>>;
  return TASK_LABELS[head].map((label) => scores[label]!);
}

interface FoundManifest {
  readonly folder: string | URL;
  readonly bytes: Uint8Array;
}

const readManifest = async (folder: string | URL): Promise<FoundManifest> => ({
  folder,
  bytes: await readPart(folder, MANIFEST_FILE),
});

async function findModel(): Promise<FoundManifest> {
  for (const folder of defaultFolders()) {
    const found = await readManifest(folder).catch(() => null);
    if (found !== null) return found;
  }
  throw new BelowTheLineError(
    'missing-package',
    `there is no contextual model: npm install ${CONTEXTUAL_PACKAGE}, or name a folder that holds one`,
  );
}
