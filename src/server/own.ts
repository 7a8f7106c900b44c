import type { Context } from 'hono';
import * as z from 'zod/mini';
import type { Classifier } from '../classifier.ts';
import { readPage } from '../extract/index.ts';
import { Classification, ClassifyInput, type PageInput } from '../schemas.ts';
import { apiError } from './api-error.ts';
import { type Env, parseJson, readText } from './body.ts';
import type { Limits } from './options.ts';
import type { PageAnalyser, PageRequest, PageResponse } from './page-analyser.ts';

/** Milliseconds after which a batch lets other requests have their turn. */
const SLICE = 2;
/** Targets of one request. */
const MOST_TARGETS = 20;

const targets = z.optional(
  z.array(z.string().check(z.minLength(1), z.maxLength(1000))).check(z.maxLength(MOST_TARGETS)),
);

/** One comment, or several to judge in one go. */
export const ClassifyRequest = z.union([ClassifyInput, z.array(ClassifyInput)]);
export const ClassifyResponse = z.union([Classification, z.array(Classification)]);

/** A page: `page` as it was found, whatever it is, or exactly one of `html`, `text` and `json`. */
export const AnalyzeRequest = z.object({
  page: z.optional(z.string()),
  html: z.optional(z.string()),
  text: z.optional(z.string()),
  json: z.optional(z.unknown()),
  url: z.optional(z.string()),
  /** What to measure stances towards; the headline where it is left out. */
  targets,
});

/** Judges the comment, or the comments, of a request. */
export async function classifyRequest(c: Context<Env>, classifier: Classifier, limits: Limits) {
  const request = parseJson(await readText(c, limits.pageBytes, limits), ClassifyRequest, limits);
  const inputs = Array.isArray(request) ? request : [request];
  if (inputs.length > limits.batch) {
    throw apiError('OUT_OF_RANGE', `expected at most ${limits.batch} comments, got ${inputs.length}`);
  }
  for (const { text, target = '', parent = '' } of inputs) {
    const longest = Math.max(text.length, target.length, parent.length);
    if (longest > limits.textLength) {
      throw apiError('INVALID_ARGUMENT', `expected texts of at most ${limits.textLength} characters, got ${longest}`);
    }
  }
  const results: Classification[] = [];
  let sliceEnd = performance.now() + SLICE;
  for (const input of inputs) {
    if (performance.now() > sliceEnd) {
      await new Promise((turn) => setTimeout(turn));
      sliceEnd = performance.now() + SLICE;
    }
    results.push(classifier.classify(input));
  }
  return { response: Array.isArray(request) ? results : results[0], judged: results.length };
}

/** Analyses the page of a request: JSON, a form, or the page itself as the body. */
export async function analyzeRequest(
  c: Context<Env>,
  pageAnalyser: PageAnalyser,
  format: PageRequest['format'],
  limits: Limits,
): Promise<PageResponse> {
  const { page, targets } = await readRequest(c, limits);
  return pageAnalyser({ page, targets, format });
}

async function readRequest(
  c: Context<Env>,
  limits: Limits,
): Promise<{ readonly page: PageInput; readonly targets: readonly string[] | undefined }> {
  const type = (c.req.header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  const body = await readText(c, limits.pageBytes, limits);
  // curl -d calls JSON a form too, but no form begins like this.
  if (type === 'application/x-www-form-urlencoded' && !body.startsWith('{')) return fromForm(new URLSearchParams(body));
  if (type?.startsWith('text/')) {
    const url = c.req.query('url');
    return { page: readPage(body, url === undefined ? {} : { url }), targets: parsedTargets(c.req.queries('target')) };
  }
  const { page, targets, url, ...input } = parseJson(body, AnalyzeRequest, limits);
  const given = url === undefined ? {} : { url };
  return { page: page === undefined ? ({ ...input, ...given } as PageInput) : readPage(page, given), targets };
}

/** What the page to try it on sends: a target a line. */
function fromForm(form: URLSearchParams) {
  const lines = (form.get('targets') ?? '').split('\n').map((line) => line.trim());
  const given = lines.filter((line) => line !== '');
  return { page: readPage(form.get('page') ?? ''), targets: parsedTargets(given.length === 0 ? undefined : given) };
}

function parsedTargets(given: readonly string[] | undefined): readonly string[] | undefined {
  const parsed = targets.safeParse(given);
  if (parsed.success) return parsed.data;
  throw apiError('INVALID_ARGUMENT', `targets: ${z.prettifyError(parsed.error)}`);
}
