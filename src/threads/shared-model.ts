import { locationIn, readPart } from '../artifact/files.ts';
import { inOrder } from '../artifact/in-order.ts';
import { MANIFEST_FILE } from '../artifact/manifest.ts';
import type { AllModelFiles } from '../artifact/model-reader.ts';
import { type LoadOptions, loadEncoderFile, loadWeightsFile } from '../classifier.ts';
import { ownFolder } from '../own-model.ts';

/** Which model threads load, and which of its scorers: what passes between them. */
export interface ThreadLoadOptions extends Pick<LoadOptions, 'encoder'> {
  /** Path or URL of a folder, or files that were read by `shareModel`. */
  readonly model?: string | AllModelFiles | undefined;
}

/** The same with the files of the model, for `loadClassifier` and for further threads alike. */
export interface SharedModel extends ThreadLoadOptions {
  readonly model: AllModelFiles;
}

/**
 * Reads the files of a model once, into memory that threads share, and returns the options to load it with in each. Files
 * that are given stay as they are.
 * @throws BelowTheLineError as `loadClassifier` does
 */
export async function shareModel({ model, encoder }: ThreadLoadOptions): Promise<SharedModel> {
  if (typeof model === 'object') return { model, encoder };
  const folder = model ?? ownFolder();
  const [manifest, weights, file] = await inOrder([
    readPart(locationIn(folder, MANIFEST_FILE)),
    loadWeightsFile(folder),
    encoder === 'never' ? null : loadEncoderFile(folder),
  ]);
  const files = { manifest, weights: shared(weights), ...(file === null ? {} : { encoder: shared(file.bytes) }) };
  return { model: files, encoder };
}

function shared(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}
