import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod/mini';
import { apiError } from './api-error.ts';
import type { Limits } from './options.ts';

/** What handlers put beside a request for those around them. */
export type Env = { Variables: { body?: string } };

/**
 * Reads the whole body as text; once read, it is remembered.
 * @throws HTTPException when it has more than `bytes` bytes, or is not here in time.
 */
export async function readText(c: Context<Env>, bytes: number, { timeout }: Limits): Promise<string> {
  const known = c.get('body');
  if (known !== undefined) return known;
  const declared = c.req.header('content-length');
  if (declared !== undefined && Number(declared) > bytes) throw tooLarge(bytes);
  const reading = declared === undefined ? readStream(c.req.raw.body, bytes) : c.req.text();
  const text = await inTime(reading, timeout).catch((error) => {
    throw error instanceof HTTPException
      ? error
      : apiError('CANCELLED', 'the client went away before the end of the body');
  });
  c.set('body', text);
  return text;
}

async function readStream(body: ReadableStream<Uint8Array> | null, bytes: number): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > bytes) {
      void reader.cancel().catch(() => {});
      throw tooLarge(bytes);
    }
    text += decoder.decode(value, { stream: true });
  }
}

const tooLarge = (bytes: number) => apiError('OUT_OF_RANGE', `the body has more than ${bytes} bytes`);

async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(apiError('DEADLINE_EXCEEDED', `the body was not here after ${milliseconds} ms`, {}, 408)),
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
 * @throws HTTPException when it is no JSON, nests too deep, or has another form.
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
  throw apiError('INVALID_ARGUMENT', z.prettifyError(parsed.error));
}

const QUOTE = 34;
const BACKSLASH = 92;

/** Counts brackets outside of strings, before anything is built of them. */
export function nestsDeeperThan(json: string, most: number): boolean {
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
      if (++depth > most) return true;
    } else if ((unit | 32) === 125) depth--;
  }
  return false;
}
