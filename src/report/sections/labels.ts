import type { ReplyLabel, StanceLabel } from '../../schemas.ts';

/** UTF-16 units of a target that are shown. */
export const MAX_TARGET_LENGTH = 200;

/** The two sides that a comment which speaks about a target can take. */
export const SIDES = ['favor', 'against'] as const;
export type Side = (typeof SIDES)[number];

/** Stances as table heads and tags name them. */
export const STANCE_WORDS: Readonly<Record<StanceLabel, string>> = {
  favor: 'In favor',
  against: 'Against',
  none: 'Not about it',
};

/** Replies as the tag of a comment names them. */
export const REPLY_TAGS: Readonly<Record<ReplyLabel, string>> = {
  agree: 'Agrees',
  disagree: 'Disagrees',
  neutral: 'Neither agrees nor disagrees',
};

const SPAN_WORDS: Readonly<Record<string, string>> = {
  favor: 'in favor',
  against: 'against',
  agree: 'agreeing',
  disagree: 'disagreeing',
};

/** Returns the label or attribute of a span as people write it: `identity attack`, `agreeing`. */
export const readable = (attribute: string): string => SPAN_WORDS[attribute] ?? attribute.replaceAll('_', ' ');
