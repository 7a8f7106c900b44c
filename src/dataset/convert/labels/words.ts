import type { ReplyLabel, StanceLabel, ToxicityAttribute } from '../../../schemas.ts';

/** A word as it is compared: without case, and with one space for all that joins its parts. */
export const plain = (word: string): string =>
  word
    .trim()
    .toLowerCase()
    .replace(/[\s_/-]+/g, ' ');

/** What people call the attributes, beside their own names. */
const ATTRIBUTES: Readonly<Record<ToxicityAttribute, readonly string[]>> = {
  toxicity: [
    ...['toxic', 'toxicity', 'is toxic', 'offensive', 'abusive', 'abuse', 'harmful', 'harassment', 'harassing'],
    ...['uncivil', 'hof', 'off', 'hateful or offensive', 'inappropriate', 'rude', 'aggressive', 'cyberbullying'],
  ],
  severe_toxicity: ['severe toxicity', 'severe toxic', 'severely toxic', 'very toxic', 'is severe toxic'],
  obscene: ['obscene', 'obscenity', 'profanity', 'profane', 'vulgar', 'swearing', 'is obscene'],
  threat: ['threat', 'threatening', 'threats', 'violent', 'violence', 'is threat'],
  insult: ['insult', 'insulting', 'insults', 'personal insult', 'personal attack', 'is insult'],
  identity_attack: [
    'identity attack',
    'identity hate',
    'hate',
    'hateful',
    'hate speech',
    'hatespeech',
    'racism',
    'sexism',
  ],
};

const STANCES: Readonly<Record<StanceLabel, readonly string[]>> = {
  favor: ['favor', 'favour', 'in favor', 'in favour', 'for', 'pro', 'support', 'supports', 'supporting', 'supportive'],
  against: [
    'against',
    'con',
    'contra',
    'anti',
    'oppose',
    'opposes',
    'opposed',
    'opposing',
    'deny',
    'denies',
    'denying',
  ],
  none: ['none', 'neutral', 'neither', 'unrelated', 'discuss', 'comment', 'query', 'no stance', 'observing', 'unclear'],
};

const REPLIES: Readonly<Record<ReplyLabel, readonly string[]>> = {
  agree: ['agree', 'agrees', 'agreement', 'agreeing', ...STANCES.favor],
  disagree: ['disagree', 'disagrees', 'disagreement', 'disagreeing', 'attack', ...STANCES.against],
  neutral: STANCES.none,
};

const YES = new Set(['true', 'yes', 'y', 't', 'ja', 'oui', 'si', 'sí', 'x', 'positive', 'bad', 'flagged', 'removed']);
const NO = new Set([
  ...['false', 'no', 'n', 'f', 'nein', 'non', 'negative', 'clean', 'none', 'neutral', 'normal', 'ok', 'okay'],
  ...['benign', 'safe', 'neither', 'not', 'acceptable', 'civil', 'good', 'fine', 'healthy', 'harmless', 'appropriate'],
]);
/** What stands where a label was not given. */
const EMPTY = new Set(['', 'null', 'nan', 'na', 'n/a', 'n a', 'nil', 'undefined', '?', ' ', 'unknown', 'missing']);

const named = <T extends string>(words: Readonly<Record<T, readonly string[]>>) =>
  new Map(Object.entries<readonly string[]>(words).flatMap(([label, its]) => its.map((word) => [word, label as T])));
const ATTRIBUTE_OF = named(ATTRIBUTES);
const STANCE_OF = named(STANCES);
const REPLY_OF = named(REPLIES);

export const isEmpty = (word: string): boolean => EMPTY.has(plain(word));

/** Returns the attribute that a name stands for. */
export const attributeNamed = (name: string): ToxicityAttribute | undefined => ATTRIBUTE_OF.get(plain(name));
export const stanceNamed = (name: string): StanceLabel | undefined => STANCE_OF.get(plain(name));
export const replyNamed = (name: string): ReplyLabel | undefined => REPLY_OF.get(plain(name));

/** Says whether a name is that of what has no fault: `clean`, `non-toxic`, `not_insult`. */
export function isClean(name: string): boolean {
  const word = plain(name);
  const negated = /^(?:non|not|no|un|is not|isn't) ?(.+)$/.exec(word)?.[1];
  return NO.has(word) || (negated !== undefined && ATTRIBUTE_OF.has(negated));
}

/** Returns 1 or 0 for a word that says whether an attribute is there, and undefined for any other. */
export function flagOf(word: string, attribute: ToxicityAttribute): 0 | 1 | undefined {
  const key = plain(word);
  if (isClean(word)) return 0;
  const named = attributeNamed(word);
  return YES.has(key) || named === attribute || (named !== undefined && attribute === 'toxicity') ? 1 : undefined;
}

/** Says whether a name is one of an attribute, of a stance or of what has no fault. */
export const isLabel = (name: string): boolean =>
  attributeNamed(name) !== undefined ||
  stanceNamed(name) !== undefined ||
  replyNamed(name) !== undefined ||
  isClean(name);
