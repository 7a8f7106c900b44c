import { pool, pooledLogits } from '../../contextual/linear.ts';
import type { ContextualHead } from '../../contextual/manifest.ts';
import { abstentionCutoff } from '../calibration.ts';
import { fitTemperature, logLoss } from './temperature.ts';

/** Weights of the encoder that are tried. */
const WEIGHTS = Array.from({ length: 21 }, (_, i) => i / 20);

/**
 * Sets by rows that a head has not learnt from what the encoder weighs beside the embedded model and at which
 * temperature, for the lowest log loss; and where the answer is little better than a guess.
 */
export function calibrateContextual(
  logits: readonly Float32Array[],
  opinions: readonly (readonly number[])[],
  actual: readonly number[],
): Pick<ContextualHead, 'weight' | 'temperature' | 'abstainBelow'> {
  const tried = WEIGHTS.map((weight) => {
    const together = logits.map((row, i) => pooledLogits(row, opinions[i] as readonly number[], weight));
    const temperature = fitTemperature(together, actual);
    return { weight, temperature, loss: logLoss(together, actual, temperature) };
  });
  const { weight, temperature } = tried.reduce((best, next) => (next.loss < best.loss ? next : best));
  const answers = logits.map((row, i) => pool(row, opinions[i] as readonly number[], { weight, temperature }));
  const confidences = answers.map((p) => Math.max(...p));
  const right = answers.map((p, i) => p.indexOf(confidences[i] as number) === actual[i]);
  return { weight, temperature, abstainBelow: abstentionCutoff(confidences, right) };
}
