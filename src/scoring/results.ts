import type { Span, ToxicityAttribute, ToxicityResult } from '../schemas.ts';
import { TOXICITY_ATTRIBUTES } from '../tasks.ts';

/** Where a model's scores of toxicity become labels; one entry an attribute. */
export interface AttributeDecision {
  /** The score from which an attribute is a label; null: 0.5 for all. */
  readonly thresholds: readonly number[] | null;
  /** The scores [from, to) between which a label is little better than a guess; null where that is not known. */
  readonly uncertain: readonly (readonly [number, number])[] | null;
}

/** Spans of `toxicity` are given from this probability on, those of the other attributes where they are labels. */
const MIN_EXPLAINED = 0.05;

/**
 * Returns what is said of a comment's toxicity. An attribute is a label only where toxicity is one too.
 * @param probabilities of the six attributes
 * @param spansOf the words that speak for the k-th attribute
 */
export function toxicityResult(
  probabilities: Float32Array,
  { thresholds, uncertain: bands }: AttributeDecision,
  spansOf: (k: number, attribute: ToxicityAttribute) => readonly Span[],
): ToxicityResult {
  const labels: ToxicityAttribute[] = [];
  const uncertain: ToxicityAttribute[] = [];
  const spans: Span[] = [];
  for (let k = 0; k < TOXICITY_ATTRIBUTES.length; k++) {
    const attribute = TOXICITY_ATTRIBUTES[k]!;
    const probability = probabilities[k]!;
    const isLabel = probability >= (thresholds?.[k] ?? 0.5) && (k === 0 || labels.length > 0);
    if (isLabel) labels.push(attribute);
    const band = bands?.[k];
    if (band !== undefined && probability >= band[0] && probability < band[1]) uncertain.push(attribute);
    if (isLabel || (k === 0 && probability >= MIN_EXPLAINED)) spans.push(...spansOf(k, attribute));
  }
  return { scores: attributeScores(probabilities), labels, uncertain, spans };
}

/** Returns probabilities by `TOXICITY_ATTRIBUTES`: every comment has them, and a literal is quicker than key by key. */
const attributeScores = (probabilities: Float32Array): ToxicityResult['scores'] => ({
  toxicity: probabilities[0]!,
  severe_toxicity: probabilities[1]!,
  obscene: probabilities[2]!,
  threat: probabilities[3]!,
  insult: probabilities[4]!,
  identity_attack: probabilities[5]!,
});

/** Returns the likeliest of labels that exclude each other, with the scores of all, and whether it is little better than a guess. */
export function likeliest<L extends string>(labels: readonly L[], probabilities: Float32Array, abstainBelow: number) {
  const best = Math.max(...probabilities);
  return {
    label: labels[probabilities.indexOf(best)]!,
    scores: toScores(labels, probabilities),
    abstained: best < abstainBelow,
  };
}

function toScores<L extends string>(labels: readonly L[], probabilities: Float32Array): Record<L, number> {
  const scores = {} as Record<L, number>;
  for (let k = 0; k < labels.length; k++) scores[labels[k]!] = probabilities[k]!;
  return scores;
}
