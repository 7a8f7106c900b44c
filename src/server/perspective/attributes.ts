import type { ReplyLabel, StanceLabel, ToxicityAttribute } from '../../schemas.ts';
import { apiError } from '../api-error.ts';

/** What a requested attribute is scored by: the probability of a label of ours, 0 to 1. */
export type Measure =
  | { readonly kind: 'toxicity'; readonly label: ToxicityAttribute }
  | { readonly kind: 'stance'; readonly label: StanceLabel }
  | { readonly kind: 'reply'; readonly label: ReplyLabel }
  /** Nothing measures it; it scores 0, so that no client fails over it and none flags a comment for it. */
  | { readonly kind: 'unmeasured' };

const toxicity = (label: ToxicityAttribute): Measure => ({ kind: 'toxicity', label });

const IN_PRODUCTION = {
  TOXICITY: toxicity('toxicity'),
  SEVERE_TOXICITY: toxicity('severe_toxicity'),
  IDENTITY_ATTACK: toxicity('identity_attack'),
  INSULT: toxicity('insult'),
  PROFANITY: toxicity('obscene'),
  THREAT: toxicity('threat'),
} as const;

const MEASURES: ReadonlyMap<string, Measure> = new Map<string, Measure>([
  ...Object.entries(IN_PRODUCTION),
  // Earlier and faster models of the same attributes.
  ...Object.entries(IN_PRODUCTION).map(([name, measure]) => [`${name}_EXPERIMENTAL`, measure] as const),
  ['TOXICITY_FAST', toxicity('toxicity')],
  ['OBSCENE', toxicity('obscene')],
  ['STANCE_FAVOR', { kind: 'stance', label: 'favor' }],
  ['STANCE_AGAINST', { kind: 'stance', label: 'against' }],
  ['REPLY_AGREE', { kind: 'reply', label: 'agree' }],
  ['REPLY_DISAGREE', { kind: 'reply', label: 'disagree' }],
  // @conversationai/perspectiveapi-js-client asks for it whenever it is not told otherwise.
  ['SPAM', { kind: 'unmeasured' }],
]);

/** The attributes that are measured, for messages. */
const MEASURED: readonly string[] = [
  ...Object.keys(IN_PRODUCTION),
  ...['STANCE_FAVOR', 'STANCE_AGAINST', 'REPLY_AGREE', 'REPLY_DISAGREE'],
];

/** Returns what an attribute is scored by; undefined for names that are not served. */
export const measureOf = (name: string): Measure | undefined => MEASURES.get(name);

/** Makes the error for an attribute that is not served, which lists those that are. */
export const unknownAttribute = (name: string) =>
  apiError(
    'INVALID_ARGUMENT',
    `Attribute ${JSON.stringify(name.slice(0, 60))} is not measured here: expected one of ${MEASURED.join(', ')}`,
  );
