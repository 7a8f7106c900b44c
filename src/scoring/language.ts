import type { ReplyResult, StanceResult, ToxicityResult } from '../schemas.ts';
import { TOXICITY_ATTRIBUTES } from '../tasks.ts';
import { languageOf } from '../text/language.ts';
import type { Terms } from '../text/terms.ts';

/** What is said of a text. */
interface Told {
  readonly toxicity: ToxicityResult;
  readonly stances: readonly StanceResult[];
  readonly reply: ReplyResult | null;
}

/**
 * Returns what is said of a text with the language that it is in. Of what is not English stance and reply abstain, and
 * toxicity has no labels: what would be one is uncertain. Where a text does not tell, it is taken for English.
 */
export function inItsLanguage(text: string, terms: Terms, told: Told): Told & { readonly language: string | null } {
  const plain = terms.plainLanguage;
  const language = plain === undefined ? languageOf(text) : plain;
  const { toxicity, stances, reply } = told;
  if (language === null || language === 'en') return { language, toxicity, stances, reply };
  return { language, toxicity: unlabelled(toxicity), stances: stances.map(guess), reply: reply && guess(reply) };
}

const guess = <R extends StanceResult | ReplyResult>(result: R): R => ({ ...result, abstained: true });

const unlabelled = ({ labels, uncertain, ...scores }: ToxicityResult): ToxicityResult => ({
  ...scores,
  labels: [],
  uncertain: TOXICITY_ATTRIBUTES.filter((attribute) => labels.includes(attribute) || uncertain.includes(attribute)),
});
