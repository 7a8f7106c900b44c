import { hashOf, hashOfJson } from '../artifact/files.ts';
import { checkLabels } from '../artifact/manifest.ts';
import { aligned, checkTensorFile, readTensors, serializeTensors, type Tensors, tensor } from '../artifact/tensors.ts';
import { BelowTheLineError } from '../errors.ts';
import type { Task } from '../tasks.ts';
import type { Vocabulary } from '../text/lexicon.ts';
import { FORMAT, FORMAT_VERSION, type ModelManifest, parseModelManifest, WEIGHTS_FILE } from './manifest.ts';

/** A verified model in memory. Tensors of heads are named `<task>.<tensor>`; a model may lack heads while it is trained. */
export interface Model {
  readonly manifest: ModelManifest;
  /** Hash of the manifest, which names that of the weights: no score changes and leaves it as it is. */
  readonly sha256: string;
  readonly tensors: Tensors;
  readonly vocabulary: Vocabulary;
}

/** The two files of a model, as bytes. */
export interface ModelFiles {
  readonly manifest: Uint8Array;
  readonly weights: Uint8Array;
}

/** What of a manifest does not follow from the tensors. */
export type ModelMetadata = Pick<ModelManifest, 'version' | 'language' | 'heads'> & { readonly vectorSource: string };

/**
 * Verifies the two files of a model and returns views into them; nothing is copied.
 * @throws BelowTheLineError `invalid-model` with the value found and the value expected when the magic, a version, the
 * size, the hash, or a tensor's place is wrong.
 */
export const parseModel = async (files: ModelFiles): Promise<Model> =>
  verifyModel(parseModelManifest(files.manifest), files.weights);

/**
 * Verifies the weights of a model whose manifest is read, as `parseModel` does.
 * @throws BelowTheLineError as `parseModel` does.
 */
export async function verifyModel(manifest: ModelManifest, file: Uint8Array): Promise<Model> {
  const weights = aligned(file);
  checkTensorFile(weights, manifest.weights.bytes, FORMAT_VERSION);
  // A browser hashes bytes on another thread, while they are read on this one; what was read is given to nobody before.
  const [hash, model] = await Promise.allSettled([hashOf(weights), readTensorsOf(manifest, weights)]);
  if (hash.status === 'rejected') throw hash.reason;
  const expected = manifest.weights.sha256;
  if (hash.value !== expected) throw invalid(`weights have sha256 ${hash.value}, expected ${expected}`);
  if (model.status === 'rejected') throw model.reason;
  return { ...model.value, sha256: await hashOfJson(manifest) };
}

/** Returns a model under another version. */
export async function withVersion(model: Model, version: string): Promise<Model> {
  const manifest = { ...model.manifest, version };
  return { ...model, manifest, sha256: await hashOfJson(manifest) };
}

/** Asynchronous so that what is wrong with the content comes second to what is wrong with the hash. */
async function readTensorsOf(manifest: ModelManifest, weights: Uint8Array): Promise<Omit<Model, 'sha256'>> {
  const tensors = readTensors(manifest.tensors, weights);
  for (const [task, { labels }] of Object.entries(manifest.heads)) checkLabels(task as Task, labels);
  return { manifest, tensors, vocabulary: readVocabulary(manifest, tensors) };
}

/** Returns tensors laid out as the two files of a model; the same tensors give the same bytes. */
export async function serializeModel(metadata: ModelMetadata, tensors: Tensors): Promise<ModelFiles> {
  const { file: weights, entries } = serializeTensors(tensors, FORMAT_VERSION);
  const words = tensor(tensors, 'vectors.words', 'utf8').split('\n').length;
  const manifest: ModelManifest = {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    version: metadata.version,
    language: metadata.language,
    weights: { file: WEIGHTS_FILE, bytes: weights.length, sha256: await hashOf(weights) },
    vectors: {
      source: metadata.vectorSource,
      words,
      dimensions: tensor(tensors, 'vectors.values', 'int8').length / words,
    },
    tensors: entries,
    heads: metadata.heads,
  };
  return { manifest: new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`), weights };
}

function readVocabulary({ vectors }: ModelManifest, tensors: Tensors): Vocabulary {
  const words = tensor(tensors, 'vectors.words', 'utf8').split('\n');
  if (words.length !== vectors.words)
    throw invalid(`the vocabulary has ${words.length} words, expected ${vectors.words}`);
  const rows = new Map<string, number>();
  for (let row = 0; row < words.length; row++) rows.set(words[row]!, row);
  return {
    rows,
    dimensions: vectors.dimensions,
    values: tensor(tensors, 'vectors.values', 'int8', words.length * vectors.dimensions),
    scales: tensor(tensors, 'vectors.scales', 'float32', words.length),
    idf: tensor(tensors, 'vectors.idf', 'float32', words.length),
  };
}

const invalid = (message: string) => new BelowTheLineError('invalid-model', message);
