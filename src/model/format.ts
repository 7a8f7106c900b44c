import * as z from 'zod/mini';
import { sha256Of } from '#read';
import { BelowTheLineError } from '../errors.ts';
import { TASK_LABELS, TASKS, type Task } from '../tasks.ts';
import type { Vocabulary } from '../text/lexicon.ts';

/**
 * A model is two files. `model.json` says what it is: labels, features, thresholds, calibration, provenance and where
 * each tensor lies. `weights.bin` holds the tensors: the magic `BTLW`, the format version as a little-endian uint32,
 * then each tensor at a multiple of eight bytes.
 */
export const FORMAT = 'below-the-line/model';
export const FORMAT_VERSION = 3;
export const WEIGHTS_FILE = 'weights.bin';
const MAGIC = 'BTLW';
const HEADER_BYTES = 8;
/** Larger weights are refused before they are read into tensors. */
const MOST_BYTES = 256 * 1024 * 1024;

const share = z.number().check(z.gte(0), z.lte(1));
const count = z.int().check(z.nonnegative());
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const TensorEntry = z.object({
  dtype: z.enum(['int8', 'float32', 'utf8']),
  /** Elements by dimension; bytes for text. */
  shape: z.array(count).check(z.minLength(1), z.maxLength(2)),
  /** Bytes from the start of the file. */
  offset: count,
});

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

export const HeadManifest = z.object({
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
  }),
});

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

/** What is looked at first: what else a file has depends on it. */
const Head = z.object({ format: z.optional(z.unknown()), formatVersion: z.optional(z.unknown()) });

export type HeadManifest = z.infer<typeof HeadManifest>;
export type ModelManifest = z.infer<typeof ModelManifest>;
export type Tensor = Int8Array | Float32Array | string;
export type Tensors = Readonly<Record<string, Tensor>>;

/** A verified model in memory. Tensors of heads are named `<head>.<tensor>`; a model may lack heads while it is trained. */
export interface Model {
  readonly manifest: ModelManifest;
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
 * Verifies the two files of a model and gives views into them; nothing is copied.
 * @throws BelowTheLineError `invalid-model` with the value found and the value expected when the magic, a version, the
 * size, the hash, or a tensor's place is wrong.
 */
export async function parseModel(files: ModelFiles): Promise<Model> {
  const manifest = parseManifest(files.manifest);
  const weights = aligned(files.weights);
  checkWeights(weights, manifest);
  // A browser hashes bytes on another thread, while they are read on this one; what was read is given to nobody before.
  const [hash, model] = await Promise.allSettled([hashOf(weights), readModel(manifest, weights)]);
  if (hash.status === 'rejected') throw hash.reason;
  const expected = manifest.weights.sha256;
  if (hash.value !== expected) throw invalid(`weights have sha256 ${hash.value}, expected ${expected}`);
  if (model.status === 'rejected') throw model.reason;
  return model.value;
}

/** Asynchronous so that what is wrong with the content comes second to what is wrong with the hash. */
async function readModel(manifest: ModelManifest, weights: Uint8Array): Promise<Model> {
  const tensors = Object.fromEntries(
    Object.entries(manifest.tensors).map(([name, entry]) => [name, readTensor(name, entry, weights)]),
  );
  for (const [head, { labels }] of Object.entries(manifest.heads)) {
    const known = TASK_LABELS[head as Task].join(' ');
    if (labels.join(' ') !== known)
      throw invalid(`head ${head} has the labels [${labels.join(' ')}], expected [${known}]`);
  }
  return { manifest, tensors, vocabulary: readVocabulary(manifest, tensors) };
}

/** Lays tensors out as the two files of a model; the same tensors give the same bytes. */
export async function serializeModel(metadata: ModelMetadata, tensors: Tensors): Promise<ModelFiles> {
  const names = Object.keys(tensors).sort();
  const entries: ModelManifest['tensors'] = {};
  const chunks = names.map((name) => bytesOf(tensors[name]!));
  let offset = HEADER_BYTES;
  for (const [i, name] of names.entries()) {
    entries[name] = { ...shapeOf(name, tensors), offset };
    offset = roundUp(offset + chunks[i]!.length);
  }
  const weights = new Uint8Array(offset);
  weights.set(new TextEncoder().encode(MAGIC));
  new DataView(weights.buffer).setUint32(4, FORMAT_VERSION, true);
  for (const [i, name] of names.entries()) weights.set(chunks[i]!, entries[name]?.offset);
  const words = (tensors['vectors.words'] as string).split('\n').length;
  const manifest: ModelManifest = {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    version: metadata.version,
    language: metadata.language,
    weights: { file: WEIGHTS_FILE, bytes: weights.length, sha256: await hashOf(weights) },
    vectors: {
      source: metadata.vectorSource,
      words,
      dimensions: tensors['vectors.values']!.length / words,
    },
    tensors: entries,
    heads: metadata.heads,
  };
  return { manifest: new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`), weights };
}

/**
 * SHA-256 of some bytes, in lower-case hexadecimal.
 * @throws BelowTheLineError `invalid-model` where nothing can compute it.
 */
export async function hashOf(bytes: Uint8Array): Promise<string> {
  try {
    return await sha256Of(bytes);
  } catch (cause) {
    throw invalid(`cannot verify the model: ${(cause as Error).message}`, cause);
  }
}

function parseManifest(bytes: Uint8Array): ModelManifest {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw invalid(`model.json is not JSON: ${(cause as Error).message}`, cause);
  }
  const head = Head.safeParse(json).data;
  if (head?.format !== FORMAT)
    throw invalid(`model.json has format ${JSON.stringify(head?.format)}, expected "${FORMAT}"`);
  if (head.formatVersion !== FORMAT_VERSION) {
    throw invalid(`model.json has format version ${JSON.stringify(head.formatVersion)}, expected ${FORMAT_VERSION}`);
  }
  const parsed = ModelManifest.safeParse(json);
  if (!parsed.success) throw invalid(`model.json is not a model: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function checkWeights(weights: Uint8Array, { weights: expected }: ModelManifest): void {
  const magic = new TextDecoder('latin1').decode(weights.subarray(0, 4));
  if (magic !== MAGIC) throw invalid(`weights start with ${JSON.stringify(magic)}, expected "${MAGIC}"`);
  if (weights.length !== expected.bytes)
    throw invalid(`weights have ${weights.length} bytes, expected ${expected.bytes}`);
  if (weights.length > MOST_BYTES)
    throw invalid(`weights have ${weights.length} bytes, expected at most ${MOST_BYTES}`);
  const version = new DataView(weights.buffer, weights.byteOffset).getUint32(4, true);
  if (version !== FORMAT_VERSION) throw invalid(`weights have format version ${version}, expected ${FORMAT_VERSION}`);
}

function readTensor(name: string, { dtype, shape, offset }: z.infer<typeof TensorEntry>, weights: Uint8Array): Tensor {
  const length = shape.reduce((product, n) => product * n, 1);
  const bytes = dtype === 'float32' ? length * 4 : length;
  if (offset % 8 !== 0 || offset < HEADER_BYTES || offset + bytes > weights.length) {
    throw invalid(
      `tensor ${name} lies at ${offset} to ${offset + bytes}, expected inside ${HEADER_BYTES} to ${weights.length}`,
    );
  }
  const at = weights.byteOffset + offset;
  if (dtype === 'float32') return new Float32Array(weights.buffer, at, length);
  if (dtype === 'int8') return new Int8Array(weights.buffer, at, length);
  return new TextDecoder().decode(weights.subarray(offset, offset + bytes));
}

/** Reads one tensor of a model by its full name. */
export function tensor<T extends 'int8' | 'float32' | 'utf8'>(
  tensors: Tensors,
  name: string,
  dtype: T,
  length?: number,
) {
  const found = tensors[name];
  const actual = found === undefined ? 'missing' : dtypeOf(found);
  if (actual !== dtype) throw invalid(`tensor ${name} is ${actual}, expected ${dtype}`);
  if (length !== undefined && found?.length !== length) {
    throw invalid(`tensor ${name} has ${found?.length} elements, expected ${length}`);
  }
  return found as { int8: Int8Array; float32: Float32Array; utf8: string }[T];
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

function shapeOf(name: string, tensors: Tensors): Pick<z.infer<typeof TensorEntry>, 'dtype' | 'shape'> {
  const value = tensors[name]!;
  const dtype = dtypeOf(value);
  return { dtype, shape: [dtype === 'utf8' ? bytesOf(value).length : value.length] };
}

function dtypeOf(value: Tensor): 'int8' | 'float32' | 'utf8' {
  if (typeof value === 'string') return 'utf8';
  return value instanceof Int8Array ? 'int8' : 'float32';
}

function bytesOf(value: Tensor): Uint8Array {
  if (typeof value === 'string') return new TextEncoder().encode(value);
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

/** Typed arrays need aligned memory; bytes that a caller cut out of a larger buffer may not be. */
function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
}

const roundUp = (bytes: number) => Math.ceil(bytes / 8) * 8;
const invalid = (message: string, cause?: unknown) => new BelowTheLineError('invalid-model', message, { cause });
