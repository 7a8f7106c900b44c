import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod/mini';
import { BelowTheLineError } from '../errors.ts';

/**
 * Google's canonical error codes (google.rpc.Code) with the HTTP status of each; OUT_OF_RANGE is a body too large here.
 */
const HTTP_STATUS = {
  INVALID_ARGUMENT: 400,
  CANCELLED: 400,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  OUT_OF_RANGE: 413,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNIMPLEMENTED: 501,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
} as const satisfies Record<string, ContentfulStatusCode>;

/** What kind of error a response tells of, by Google's name. */
export type Status = keyof typeof HTTP_STATUS;

/** Body of every response that is an error, in the form of Google's APIs (AIP-193). */
export const ErrorResponse = z.object({
  error: z.object({
    code: z.int(),
    message: z.string(),
    status: z.string(),
    details: z.optional(z.array(z.looseObject({ '@type': z.string() }))),
  }),
});

/** What an error says beside its kind and its message. */
export interface MoreOfError {
  /** Of the response. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Another HTTP status than the one that goes with its kind. */
  readonly code?: ContentfulStatusCode;
  readonly details?: { '@type': string; [field: string]: unknown }[];
}

/**
 * Makes an error for a handler to throw, which is answered as an ErrorResponse.
 */
export function apiError(status: Status, message: string, more: MoreOfError = {}): HTTPException {
  const { headers = {}, code = HTTP_STATUS[status], details = [errorInfo(status)] } = more;
  const body: z.infer<typeof ErrorResponse> = { error: { code, message, status, details } };
  return new HTTPException(code, { message, res: Response.json(body, { status: code, headers }) });
}

/** Returns the detail that every error has (AIP-193): a client may read the first without looking whether there is one. */
export const errorInfo = (reason: string) => ({
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason,
  domain: 'below-the-line',
});

/**
 * Returns the response to whatever a handler threw: an API error as it is, input that the library rejects with its
 * message, and anything else as a failure of the server, whose details go to the log and not to the client.
 */
export function errorResponse(error: unknown): Response {
  if (error instanceof HTTPException) return error.getResponse();
  if (error instanceof BelowTheLineError && error.code === 'invalid-input')
    return apiError('INVALID_ARGUMENT', error.message).getResponse();
  if (error instanceof BelowTheLineError && error.code === 'too-large')
    return apiError('OUT_OF_RANGE', error.message).getResponse();
  return apiError('INTERNAL', 'the server failed; its log says why').getResponse();
}
