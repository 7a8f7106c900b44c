import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod/mini';
import { BelowTheLineError } from '../errors.ts';

/** How Google's interfaces name what went wrong, with the HTTP status that goes with it. */
const STATUS_CODES = {
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

export type Status = keyof typeof STATUS_CODES;

export const ErrorResponse = z.object({
  error: z.object({ code: z.int(), message: z.string(), status: z.string() }),
});

/** What a handler throws to answer with an error. @param code another HTTP status than the one that goes with it */
export function refusal(
  status: Status,
  message: string,
  headers: Readonly<Record<string, string>> = {},
  code: ContentfulStatusCode = STATUS_CODES[status],
): HTTPException {
  const body: z.infer<typeof ErrorResponse> = { error: { code, message, status } };
  return new HTTPException(code, { message, res: Response.json(body, { status: code, headers }) });
}

/** The answer to an error: what was refused in its own words, a mistake of ours without any. */
export function errorResponse(error: unknown): Response {
  if (error instanceof HTTPException) return error.getResponse();
  if (error instanceof BelowTheLineError && error.code === 'invalid-input')
    return refusal('INVALID_ARGUMENT', error.message).getResponse();
  if (error instanceof BelowTheLineError && error.code === 'too-large')
    return refusal('OUT_OF_RANGE', error.message).getResponse();
  return refusal('INTERNAL', 'the server failed; its log says why').getResponse();
}
