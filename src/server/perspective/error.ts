import type { HTTPException } from 'hono/http-exception';
import { apiError } from '../api-error.ts';

/** Why Perspective could not score a comment, by the names that its clients look for. */
export type ErrorType = 'COMMENT_EMPTY' | 'COMMENT_TOO_LONG' | 'NO_REQUESTED_ATTRIBUTES';

/** Makes an INVALID_ARGUMENT with the details that Perspective gave. */
export const perspectiveError = (errorType: ErrorType, message: string): HTTPException =>
  apiError('INVALID_ARGUMENT', message, {
    details: [{ '@type': 'type.googleapis.com/google.commentanalyzer.v1alpha1.Error', errorType }],
  });
