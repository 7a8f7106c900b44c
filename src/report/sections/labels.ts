import type { ReplyLabel, StanceLabel } from '../../schemas.ts';

/** UTF-16 units of a target that are shown. */
export const MAX_TARGET_LENGTH = 200;

/** Stances as table heads name them. */
export const STANCE_WORDS: Readonly<Record<StanceLabel, string>> = {
  favor: 'In favor',
  against: 'Against',
  none: 'Neither',
};

/** Stances as the tag of a comment names them. */
export const STANCE_TAGS: Readonly<Record<StanceLabel, string>> = {
  ...STANCE_WORDS,
  none: 'Neither for nor against',
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
