import { type Example, labelIndex } from '../../dataset/rows/examples.ts';
import { bestThreshold } from '../../evaluate/metrics.ts';
import { encode } from '../../lexical/features/encode.ts';
import type { Head } from '../../lexical/head.ts';
import type { HeadManifest } from '../../lexical/manifest.ts';
import { createForward } from '../../lexical/network/reference/forward.ts';
import { labelProbabilities, sigmoid } from '../../scoring/calibration.ts';
import { abstainBelow, fitPlatt, fitVectorScaling, uncertainBand } from '../calibration.ts';

/** Sets a head's probabilities and thresholds, and where it is unsure, by rows that it has not learnt from. */
export function calibrateHead(
  head: Head,
  examples: readonly Example[],
  sources: readonly string[],
): Partial<HeadManifest> {
  const { name, network } = head;
  const forward = createForward(network);
  const logits = examples.map((example) => forward(encode(name, example, network.vocabulary)).logits);
  if (name === 'toxicity') return calibrateAttributes(head, examples, logits, sources);
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

/** Fewer positives than this say too little about where the threshold of an attribute lies. */
const MIN_POSITIVES = 30;

/**
 * Toxicity flags a comment for a person to look at, so that what is missed costs more than what is flagged in vain; the
 * other attributes only say of what kind it is.
 */
const RECALL_OF_TOXICITY = 2;

/** Calibrates each attribute on the preferred sources, or on all where those hold too few positives. */
function calibrateAttributes(
  { manifest }: Head,
  examples: readonly Example[],
  logits: readonly Float32Array[],
  sources: readonly string[],
): Partial<HeadManifest> {
  const fits = manifest.labels.map((_, k) => {
    const known = examples.flatMap((example, i) => (Number.isNaN(example.labels[k]) ? [] : [i]));
    const preferred = known.filter((i) => sources.includes(examples[i]!.source));
    const isPositive = (i: number) => examples[i]!.labels[k]! >= 0.5;
    const rows = preferred.filter(isPositive).length >= MIN_POSITIVES ? preferred : known;
    const raw = rows.map((i) => logits[i]![k]!);
    const positives = rows.map(isPositive);
    const { scale, bias } = fitPlatt(raw, positives);
    const probabilities = raw.map((x) => sigmoid(scale * x + bias));
    const beta = k === 0 ? RECALL_OF_TOXICITY : 1;
    const threshold = positives.includes(true) ? bestThreshold(probabilities, positives, beta) : 0.5;
    return { scale, bias, threshold, uncertain: uncertainBand(probabilities, positives, threshold) };
  });
  return {
    calibration: { scale: fits.map((f) => f.scale), bias: fits.map((f) => f.bias) },
    thresholds: fits.map((f) => f.threshold),
    uncertain: fits.map((f) => f.uncertain),
  };
}
