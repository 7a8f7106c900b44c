import { allocateFloats } from '../../text/short-arrays.ts';
import type { ReadText } from './read-text.ts';
import type { Relatedness } from './relatedness.ts';

/** Signals of a token: the two cosines of its word with a target. */
export const SIGNALS = 2;

/** Returns what each token of a text has to do with a target; zeros for words without a vector or a topic. */
export function signalsOf(text: ReadText, { nearness, toMean }: Relatedness): Float32Array {
  const signals = noSignals(text);
  const { owners } = text.topic;
  for (let w = 0; w < owners.length; w++) {
    const at = owners[w]! * SIGNALS;
    signals[at] = nearness[w]!;
    signals[at + 1] = toMean[w]!;
  }
  return signals;
}

/** Returns the signals of a text that is compared with nothing: zeros. */
export const noSignals = ({ terms }: Pick<ReadText, 'terms'>): Float32Array => allocateFloats(terms.length * SIGNALS);
