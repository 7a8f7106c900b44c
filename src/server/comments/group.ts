import type { Classifier } from '../../classifier.ts';
import type { Classification } from '../../schemas.ts';
import { bareThread } from '../../scoring/bare-thread.ts';

/** Texts of one place, which share what is known of it: their target and the comment that they answer are encoded once. */
export interface CommentGroup {
  readonly texts: readonly string[];
  readonly target?: string | undefined;
  readonly parent?: string | undefined;
  readonly article?: string | undefined;
}

/** Returns the classification of each text of a group, in their order. */
export function classifyGroup(
  classifier: Classifier,
  { texts, target, parent, article }: CommentGroup,
): readonly Classification[] {
  if (texts.length === 1) return [classifier.classify({ text: texts[0]!, target, parent, article })];
  const thread = { ...bareThread(texts, parent), headline: article ?? null };
  const { comments } = classifier.classifyThread(thread, { targets: target === undefined ? [] : [target] });
  return comments
    .slice(-texts.length)
    .map(({ language, toxicity, stances, reply }) => ({ language, toxicity, stance: stances[0] ?? null, reply }));
}

/**
 * Classifies the groups of one request. Rejects with UNAVAILABLE where too many wait or the server closes.
 * @param signal aborted once nobody waits for the answer: what is left of the work is dropped
 */
export type CommentClassifier = (
  groups: readonly CommentGroup[],
  signal?: AbortSignal,
) => Promise<readonly Classification[]>;

/** What classifies comments, and gives up what waits. */
export interface CommentWorks {
  readonly classify: CommentClassifier;
  /** Turns away what waits and whatever comes. */
  readonly stop: () => void;
}
