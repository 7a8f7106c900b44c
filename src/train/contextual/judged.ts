import type { Classifier } from '../../classifier.ts';
import { mapAtOnce } from '../../contextual/at-once.ts';
import { logitsOf, pool } from '../../contextual/linear.ts';
import type { ContextualHead } from '../../contextual/manifest.ts';
import { answer, type ContextualModel, firstOpinion } from '../../contextual/model.ts';
import type { PairHead } from '../../contextual/pair.ts';
import type { Example } from '../../dataset/rows/examples.ts';
import { inContext } from '../../model/context.ts';
import { tokenize } from '../../text/tokenize.ts';
import type { Judged } from '../judged.ts';

/** Is told of every pair that the encoder has read. */
export type OnPair = () => void;

/** The encoder's features of examples, in order. */
export function featuresOf(
  { encoder }: Pick<ContextualModel, 'encoder'>,
  head: PairHead,
  examples: readonly Example[],
  onPair: OnPair = () => {},
): Promise<Float32Array[]> {
  return mapAtOnce(examples, 2 * encoder.atOnce, async ({ text, against }) => {
    const features = await encoder.features({ head, text, against });
    onPair();
    return features;
  });
}

/** Logits of examples, in order: what is kept of each is three numbers. */
export function logitsFor(
  { encoder, heads }: Pick<ContextualModel, 'encoder' | 'heads'>,
  head: PairHead,
  examples: readonly Example[],
  onPair: OnPair = () => {},
): Promise<Float32Array[]> {
  return mapAtOnce(examples, 2 * encoder.atOnce, async ({ text, against }) => {
    const logits = logitsOf(heads[head], await encoder.features({ head, text, against }));
    onPair();
    return logits;
  });
}

/** What the embedded model says of examples, in order. */
export const firstOpinions = (embedded: Classifier, head: PairHead, examples: readonly Example[]): number[][] =>
  examples.map(({ text, against }) => firstOpinion(embedded, { head, text, against }));

/** What both models together say of examples, each by itself. */
export async function judgeContextual(
  model: ContextualModel,
  embedded: Classifier,
  head: PairHead,
  examples: readonly Example[],
  onPair?: OnPair,
): Promise<Judged[]> {
  const logits = await logitsFor(model, head, examples, onPair);
  return pooled(examples, logits, firstOpinions(embedded, head, examples), model.manifest.heads[head]);
}

/** Examples with the probabilities of the encoder's logits and the embedded model's opinions together. */
export const pooled = (
  examples: readonly Example[],
  logits: readonly Float32Array[],
  opinions: readonly (readonly number[])[],
  calibration: Pick<ContextualHead, 'weight' | 'temperature'>,
): Judged[] =>
  examples.map((example, i) => ({
    example,
    probabilities: pool(logits[i] as Float32Array, opinions[i] as readonly number[], calibration),
  }));

/** What the model says of examples when the comments that they answer are read too, as in a thread. */
export function judgeContextualInThread(
  model: ContextualModel,
  embedded: Classifier,
  rows: readonly Judged[],
  onPair: OnPair = () => {},
): Promise<Judged[]> {
  return mapAtOnce(rows, 2 * model.encoder.atOnce, async ({ example, probabilities }) => {
    const { text, against, parent } = example;
    if (parent === undefined || parent === '') return { example, probabilities };
    const [favor = 0, opposed = 0, none = 0] = await answer(model, embedded, { head: 'stance', text: parent, against });
    const [agree = 0, disagree = 0, neutral = 0] = await answer(model, embedded, {
      head: 'reply',
      text,
      against: parent,
    });
    onPair();
    const context = { parent: { favor, against: opposed, none }, reply: { agree, disagree, neutral } };
    return { example, probabilities: inContext(probabilities, context, tokenize(text).length) };
  });
}
