import type { Example } from '../../dataset/rows/examples.ts';
import { logitsOf } from '../../encoder/heads.ts';
import type { EncoderHead } from '../../encoder/manifest.ts';
import type { EncoderModel } from '../../encoder/model.ts';
import { type EncoderInput, embed } from '../../encoder/scorer.ts';
import type { OnRow, Prediction } from '../../evaluate/predictions.ts';
import type { LexicalScorer } from '../../lexical/scorer.ts';
import { pool } from '../../scoring/pool.ts';
import type { Task } from '../../tasks.ts';

/** Rows after which other work gets its turn, a signal to stop among it. */
const ROWS_AT_A_TIME = 16;

/** Returns the encoder's features of examples, in order: stances are read with what the rows say they answer. */
export async function featuresOf(
  model: EncoderInput,
  task: Task,
  examples: readonly Example[],
  onRow: OnRow = () => {},
): Promise<Float32Array[]> {
  const { read } = model.wordPieces;
  const features: Float32Array[] = [];
  for (const [i, { text, target, parent }] of examples.entries()) {
    const above = parent === undefined ? null : read(parent);
    features.push(
      embed(model, { task, comment: read(text), target: task === 'toxicity' ? null : read(target), parent: above }),
    );
    onRow();
    if (i % ROWS_AT_A_TIME === 0) await new Promise((go) => setImmediate(go));
  }
  return features;
}

/** Returns the logits of a head for examples, in order. */
export async function logitsFor(
  { heads, ...model }: EncoderInput & Pick<EncoderModel, 'heads'>,
  task: Task,
  examples: readonly Example[],
  onRow?: OnRow,
): Promise<Float32Array[]> {
  const features = await featuresOf(model, task, examples, onRow);
  return features.map((row) => logitsOf(heads[task], row));
}

/** Returns the lexical scorer's probabilities of examples, in order. */
export const lexicalOpinions = (lexical: LexicalScorer, task: Task, examples: readonly Example[]): Float32Array[] =>
  examples.map(({ text, target }) => {
    const { logits } = lexical.score(task, lexical.read(text), task === 'toxicity' ? null : lexical.read(target));
    return lexical.probabilities(task, logits);
  });

/** Returns examples with the pool of the lexical scorer's probabilities and the encoder's logits. */
export const pooled = (
  examples: readonly Example[],
  opinions: readonly Float32Array[],
  logits: readonly Float32Array[],
  calibration: Pick<EncoderHead, 'weight' | 'calibration'>,
): Prediction[] =>
  examples.map((example, i) => ({ example, probabilities: pool(opinions[i]!, logits[i]!, calibration) }));
