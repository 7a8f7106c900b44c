import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod/mini';
import { apiError } from './api-error.ts';
import type { Limits } from './options.ts';

/** What is kept beside a request: its body, once it was read, for later handlers, and as text for the log. */
export type Env = { Variables: { bytes?: Uint8Array; body?: string } };

/** Encodings of a body that are read, by the names that runtimes have for them. */
const ENCODINGS = new Map<string, CompressionFormat>([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
]);

/**
 * Reads the whole body as text, by the charset that it declares; once read, it is kept.
 * @throws HTTPException as `readBytes` does
 */
export async function readText(c: Context<Env>, maxBytes: number, limits: Limits): Promise<string> {
  const known = c.get('body');
  if (known !== undefined) return known;
  const bytes = await readBytes(c, maxBytes, limits);
  const text = (decoderOf(c) ?? new TextDecoder()).decode(bytes);
  c.set('body', text);
  return text;
}

/** Returns what decodes the charset that a request declares; null where it declares none that is known. */
export function decoderOf(c: Context<Env>): TextDecoder | null {
  const label = /;\s*charset="?([\w:-]{1,40})/i.exec(c.req.header('content-type') ?? '')?.[1];
  try {
    return label === undefined ? null : new TextDecoder(label);
  } catch {
    return null;
  }
}

/**
 * Reads the whole body, decompressed where it is gzip or deflate; once read, it is kept.
 * @throws HTTPException OUT_OF_RANGE above `maxBytes` bytes, before and after that, DEADLINE_EXCEEDED when it is not here
 * in time, CANCELLED when the client goes away, INVALID_ARGUMENT for what is not compressed as it says, and with 415 for
 * other encodings
 */
export async function readBytes(c: Context<Env>, maxBytes: number, { timeout }: Limits): Promise<Uint8Array> {
  const known = c.get('bytes');
  if (known !== undefined) return known;
  const declared = c.req.header('content-length');
  if (declared !== undefined && Number(declared) > maxBytes) throw tooLarge(maxBytes);
  const encoding = (c.req.header('content-encoding') ?? 'identity').trim().toLowerCase();
  const isPlain = encoding === 'identity' || encoding === '';
  const reading = isPlain
    ? declared === undefined
      ? readStream(c.req.raw.body, maxBytes)
      : c.req.arrayBuffer().then((buffer) => new Uint8Array(buffer))
    : readStream(decompressed(c.req.raw.body, encoding), maxBytes);
  const bytes = await withTimeout(reading, timeout).catch((error) => {
    if (error instanceof HTTPException) throw error;
    throw isPlain || c.req.raw.signal.aborted
      ? apiError('CANCELLED', 'the client went away before the end of the body')
      : apiError('INVALID_ARGUMENT', `the body is no ${encoding}, which its content-encoding says it is`);
  });
  c.set('bytes', bytes);
  return bytes;
}

function decompressed(body: ReadableStream<Uint8Array> | null, encoding: string): ReadableStream<Uint8Array> | null {
  const format = ENCODINGS.get(encoding);
  if (format === undefined) {
    const expected = [...ENCODINGS.keys()].join(', ');
    throw apiError(
      'INVALID_ARGUMENT',
      `content-encoding: expected ${expected} or none, got ${JSON.stringify(encoding.slice(0, 40))}`,
      {
        code: 415,
      },
    );
  }
  return body?.pipeThrough(new DecompressionStream(format) as ReadableWritablePair<Uint8Array, Uint8Array>) ?? null;
}

async function readStream(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<Uint8Array> {
  if (body === null) return new Uint8Array();
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      void reader.cancel().catch(() => {});
      throw tooLarge(maxBytes);
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
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
