import { type Example, labelIndex } from '../../dataset/rows/examples.ts';
import { encode } from '../../lexical/features/encode.ts';
import type { Head } from '../../lexical/head.ts';
import type { HeadManifest } from '../../lexical/manifest.ts';
import { createForward } from '../../lexical/network/reference/forward.ts';
import { labelProbabilities } from '../../scoring/calibration.ts';
import { abstainBelow, calibrateAttributes, fitVectorScaling } from '../calibration.ts';

/** Sets a head's probabilities and thresholds, and where it is unsure, by rows that it has not learnt from. */
export function calibrateHead(
  head: Head,
  examples: readonly Example[],
  sources: readonly string[],
): Partial<HeadManifest> {
  const { name, network } = head;
  const forward = createForward(network);
  const logits = examples.map((example) => forward(encode(name, example, network.vocabulary)).logits);
  if (name === 'toxicity') return calibrateAttributes(head.manifest.labels, examples, logits, sources);
  const actual = examples.map(labelIndex);
  const calibration = fitVectorScaling(
    logits,
    actual,
    examples.map((example) => example.weight),
  );
  const answers = logits.map((row) => labelProbabilities(row, calibration));
  return {
    calibration: { scale: [...calibration.scale], bias: [...calibration.bias] },
    abstainBelow: abstainBelow(answers, actual),
  };
}
