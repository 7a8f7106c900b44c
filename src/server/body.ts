import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod/mini';
import { apiError } from './api-error.ts';
import type { Limits } from './options.ts';

/** What is kept beside a request: its body, once it was read, for later handlers and for the log. */
export type Env = { Variables: { body?: string } };

/**
 * Reads the whole body as text; once read, it is kept.
 * @throws HTTPException OUT_OF_RANGE above `maxBytes` bytes, DEADLINE_EXCEEDED when it is not here in time, CANCELLED
 * when the client goes away
 */
export async function readText(c: Context<Env>, maxBytes: number, { timeout }: Limits): Promise<string> {
  const known = c.get('body');
  if (known !== undefined) return known;
  const declared = c.req.header('content-length');
  if (declared !== undefined && Number(declared) > maxBytes) throw tooLarge(maxBytes);
  const reading = declared === undefined ? readStream(c.req.raw.body, maxBytes) : c.req.text();
  const text = await withTimeout(reading, timeout).catch((error) => {
    throw error instanceof HTTPException
      ? error
      : apiError('CANCELLED', 'the client went away before the end of the body');
  });
  c.set('body', text);
  return text;
}

async function readStream(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > maxBytes) {
      void reader.cancel().catch(() => {});
      throw tooLarge(maxBytes);
    }
    text += decoder.decode(value, { stream: true });
  }
}

const tooLarge = (maxBytes: number) => apiError('OUT_OF_RANGE', `the body has more than ${maxBytes} bytes`);

async function withTimeout<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(apiError('DEADLINE_EXCEEDED', `the body was not here after ${milliseconds} ms`, { code: 408 })),
      milliseconds,
    );
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
    work.catch(() => {});
  }
}

/**
 * Parses a body of JSON.
 * @throws HTTPException INVALID_ARGUMENT when it is no JSON, nests too deep, or does not fit the schema
 */
export function parseJson<T>(text: string, schema: z.ZodMiniType<T>, { depth }: Limits): T {
  if (nestsDeeperThan(text, depth)) throw apiError('INVALID_ARGUMENT', `the body nests deeper than ${depth} levels`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw apiError('INVALID_ARGUMENT', 'the body is no JSON');
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.flatMap(nearest);
  throw apiError('INVALID_ARGUMENT', z.prettifyError({ issues } as z.core.$ZodError));
}

/** Returns what is wrong with a value of several forms by the form that it comes nearest to: the one that fits deepest. */
function nearest(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const depthOf = (form: readonly z.core.$ZodIssue[]) => Math.max(...form.map(({ path }) => path.length));
  return issue.errors.reduce((best, form) => (depthOf(form) > depthOf(best) ? form : best));
}

const QUOTE = 34;
const BACKSLASH = 92;

/**
 * Says whether JSON nests deeper than `maxDepth` levels, by its brackets outside of strings, before anything is built
 * of them.
 */
export function nestsDeeperThan(json: string, maxDepth: number): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < json.length; i++) {
    const unit = json.charCodeAt(i);
    if (inString) {
      if (unit === BACKSLASH) i++;
      else if (unit === QUOTE) inString = false;
    } else if (unit === QUOTE) inString = true;
    // [ and {, ] and }
    else if ((unit | 32) === 123) {
      if (++depth > maxDepth) return true;
    } else if ((unit | 32) === 125) depth--;
  }
  return false;
}
