import { temper } from '../../contextual/linear.ts';
import type { ContextualHead } from '../../contextual/manifest.ts';
import { abstentionCutoff } from '../calibration.ts';
import { fitTemperature } from './temperature.ts';

/** Sets a head's temperature, and where it is little better than a guess, by logits of rows that it has not learnt from. */
export function calibrateContextual(
  logits: readonly Float32Array[],
  actual: readonly number[],
): Pick<ContextualHead, 'temperature' | 'abstainBelow'> {
  const temperature = fitTemperature(logits, actual);
  const answers = logits.map((row) => temper(row, temperature));
  const confidences = answers.map((p) => Math.max(...p));
  const right = answers.map((p, i) => p.indexOf(confidences[i] as number) === actual[i]);
  return { temperature, abstainBelow: abstentionCutoff(confidences, right) };
}
