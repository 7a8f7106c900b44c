import type { Example } from '../../dataset/rows/examples.ts';
import { mapConcurrently } from '../../encoder/concurrency.ts';
import { logitsOf } from '../../encoder/heads.ts';
import type { EncoderHead } from '../../encoder/manifest.ts';
import type { EncoderModel } from '../../encoder/model.ts';
import { type EncoderInput, embed } from '../../encoder/scorer.ts';
import type { OnRow, Prediction } from '../../evaluate/predictions.ts';
import type { LexicalScorer } from '../../lexical/scorer.ts';
import { pool } from '../../scoring/pool.ts';
import type { PairTask } from '../../tasks.ts';

/** Returns the encoder's embeddings of examples, in order. */
export const embeddingsOf = (
  model: EncoderInput,
  task: PairTask,
  examples: readonly Example[],
  onRow: OnRow = () => {},
): Promise<Float32Array[]> => mapEmbeddings(model, task, examples, onRow, (embedding) => embedding);

/** Returns the logits of a head for examples, in order: what is kept of each is three numbers. */
export const logitsFor = (
  { heads, ...model }: EncoderInput & Pick<EncoderModel, 'heads'>,
  task: PairTask,
  examples: readonly Example[],
  onRow: OnRow = () => {},
): Promise<Float32Array[]> =>
  mapEmbeddings(model, task, examples, onRow, (embedding) => logitsOf(heads[task], embedding));

function mapEmbeddings<T>(
  model: EncoderInput,
  task: PairTask,
  examples: readonly Example[],
  onRow: OnRow,
  map: (embedding: Float32Array) => T,
): Promise<T[]> {
  const { ids } = model.wordPieces;
  return mapConcurrently(examples, 2 * model.encoder.concurrency, async ({ text, target }) => {
    const result = map(await embed(model, task, ids(text), ids(target)));
    onRow();
    return result;
  });
}

/** Returns the lexical scorer's probabilities of examples, in order. */
export const lexicalOpinions = (lexical: LexicalScorer, task: PairTask, examples: readonly Example[]): Float32Array[] =>
  examples.map(({ text, target }) => {
    const { logits } = lexical.score(task, lexical.read(text), lexical.read(target));
    return lexical.probabilities(task, logits);
  });

/** Returns examples with the pool of the lexical scorer's probabilities and the encoder's logits. */
export const pooled = (
  examples: readonly Example[],
  opinions: readonly Float32Array[],
  logits: readonly Float32Array[],
  calibration: Pick<EncoderHead, 'weight' | 'temperature'>,
): Prediction[] =>
  examples.map((example, i) => ({ example, probabilities: pool(opinions[i]!, logits[i]!, calibration) }));
