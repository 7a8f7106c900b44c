import type { Task } from '../../tasks.ts';
import type { Vocabulary } from '../../text/lexicon.ts';
import type { HeadInput } from './input.ts';
import { type ReadText, readText } from './read-text.ts';
import { encodeReply, REPLY_SHAPE } from './reply.ts';
import type { InputShape } from './shape.ts';
import { encodeStance, STANCE_SHAPE } from './stance.ts';
import { encodeToxicity, TOXICITY_SHAPE } from './toxicity.ts';

/** A comment and, for stance and reply, what it is compared with: its target or parent. */
export interface TextPair {
  readonly text: string;
  readonly target: string;
}

/** The shape of what each head reads. */
export const INPUT_SHAPES: Readonly<Record<Task, InputShape>> = {
  toxicity: TOXICITY_SHAPE,
  stance: STANCE_SHAPE,
  reply: REPLY_SHAPE,
};

/** Returns what a head reads of an example: the one door for training, through the encoders that serve. */
export const encode = (task: Task, { text, target }: TextPair, vocabulary: Vocabulary): HeadInput =>
  encodeTexts(task, readText(text, vocabulary), task === 'toxicity' ? null : readText(target, vocabulary));

/**
 * Returns what a head reads of texts that were read before.
 * @param target null for toxicity
 */
export function encodeTexts(task: Task, comment: ReadText, target: ReadText | null): HeadInput {
  if (task === 'toxicity') return encodeToxicity(comment.terms);
  if (target === null) throw new TypeError(`${task} compares a comment with another text, got none`);
  return task === 'stance' ? encodeStance(comment, target) : encodeReply(comment, target);
}
