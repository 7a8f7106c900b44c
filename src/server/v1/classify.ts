import type { Classifier } from '../../classifier.ts';
import type { Classification } from '../../schemas.ts';
import { apiError } from '../api-error.ts';
import type { Limits } from '../options.ts';
import type { ClassifyRequest, ClassifyResponse } from './schemas.ts';

/** Milliseconds after which a batch lets other requests have their turn. */
const MAX_TURN = 2;

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
  classifier: Classifier,
  request: ClassifyRequest,
  limits: Limits,
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
  const results: Classification[] = [];
  let turnEnd = performance.now() + MAX_TURN;
  for (const input of inputs) {
    if (performance.now() > turnEnd) {
      await new Promise((turn) => setTimeout(turn));
      turnEnd = performance.now() + MAX_TURN;
    }
    results.push(classifier.classify(input));
  }
  return { response: Array.isArray(request) ? results : results[0]!, comments: results.length };
}
