import { apiError } from '../api-error.ts';
import type { CommentClassifier } from '../comments/group.ts';
import type { Limits } from '../options.ts';
import type { ClassifyRequest, ClassifyResponse } from './schemas.ts';

/** A request that was done. */
export interface Classified {
  readonly response: ClassifyResponse;
  /** How many comments were classified. */
  readonly comments: number;
}

/**
 * Classifies the comment, or the comments, of a request.
 * @throws HTTPException OUT_OF_RANGE for too many comments, INVALID_ARGUMENT for a text that is too long
 */
export async function classifyComments(
  classify: CommentClassifier,
  request: ClassifyRequest,
  limits: Limits,
  signal: AbortSignal,
): Promise<Classified> {
  const inputs = Array.isArray(request) ? request : [request];
  if (inputs.length > limits.batch) {
    throw apiError('OUT_OF_RANGE', `expected at most ${limits.batch} comments, got ${inputs.length}`);
  }
  for (const { text, target = '', parent = '' } of inputs) {
    const length = Math.max(text.length, target.length, parent.length);
    if (length > limits.textLength) {
      throw apiError('INVALID_ARGUMENT', `expected texts of at most ${limits.textLength} characters, got ${length}`);
    }
  }
  const groups = inputs.map(({ text, ...place }) => ({ texts: [text], ...place }));
  const results = await classify(groups, signal);
  return { response: Array.isArray(request) ? [...results] : results[0]!, comments: results.length };
}
