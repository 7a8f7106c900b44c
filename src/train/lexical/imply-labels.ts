import type { Example } from '../../dataset/rows/examples.ts';
import { TOXICITY_ATTRIBUTES } from '../../tasks.ts';

const TOXICITY = TOXICITY_ATTRIBUTES.indexOf('toxicity');
/** Kinds of toxicity: none goes without it. Obscene words do: people swear at the weather. */
const KINDS = (['severe_toxicity', 'threat', 'insult', 'identity_attack'] as const).map((kind) =>
  TOXICITY_ATTRIBUTES.indexOf(kind),
);

/**
 * Fills in what the labels of toxicity examples imply where the source does not say: what is a threat, an insult or an
 * attack on an identity is toxic, and what is not toxic at all is none of them.
 */
export function withImpliedLabels(examples: readonly Example[]): Example[] {
  return examples.map((example) => {
    const labels = [...example.labels];
    const toxicity = labels[TOXICITY]!;
    if (Number.isNaN(toxicity) && KINDS.some((k) => labels[k]! >= 0.5)) labels[TOXICITY] = 1;
    if (toxicity === 0) {
      for (const k of KINDS) if (Number.isNaN(labels[k])) labels[k] = 0;
    }
    return { ...example, labels };
  });
}
