import type { ReplyLabel, StanceLabel, ToxicityAttribute } from '../../schemas.ts';
import { apiError } from '../api-error.ts';

/** What a requested attribute is scored by: the probability of a label of ours, 0 to 1. */
export type Measure =
  | { readonly kind: 'toxicity'; readonly label: ToxicityAttribute }
  | { readonly kind: 'stance'; readonly label: StanceLabel }
  | { readonly kind: 'reply'; readonly label: ReplyLabel }
  /** Perspective scored it, and nothing does here. */
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
  ...unmeasured(),
]);

/** What else Perspective scored, by its documentation of attributes and by what its clients ask for. */
function unmeasured(): (readonly [string, Measure])[] {
  const ofComments = `SEXUALLY_EXPLICIT FLIRTATION SPAM UNSUBSTANTIAL INCOHERENT INFLAMMATORY LIKELY_TO_REJECT
    ATTACK_ON_AUTHOR ATTACK_ON_COMMENTER ATTACK_ON_PUBLISHER`;
  const ofBridging = `AFFINITY COMPASSION CONSTRUCTIVE CURIOSITY NUANCE PERSONAL_STORY REASONING RESPECT ALIENATION
    FEARMONGERING GENERALIZATION MORAL_OUTRAGE POWER_APPEAL SCAPEGOATING`;
  const names = (list: string) => list.split(/\s+/);
  return [...names(ofComments), ...names(ofBridging)].flatMap((name) =>
    [name, `${name}_EXPERIMENTAL`].map((one) => [one, { kind: 'unmeasured' }] as const),
  );
}

/** The attributes that are measured, for messages. */
const MEASURED: readonly string[] = [
  ...Object.keys(IN_PRODUCTION),
  ...['STANCE_FAVOR', 'STANCE_AGAINST', 'REPLY_AGREE', 'REPLY_DISAGREE'],
];

/**
 * Returns what an attribute is scored by; undefined for names that are not served. `TOXICITY@6` named a version of
 * Perspective's model: every version is the one that there is.
 */
export const measureOf = (name: string): Measure | undefined => MEASURES.get(name.replace(/@\d{1,3}$/, ''));

/** Makes the error for an attribute that is not served, which lists those that are. */
export const unknownAttribute = (name: string) =>
  apiError(
    'INVALID_ARGUMENT',
    `Attribute ${JSON.stringify(name.slice(0, 60))} is not measured here: expected one of ${MEASURED.join(', ')}`,
  );
