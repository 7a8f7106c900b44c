import type { Context } from 'hono';
import * as z from 'zod/mini';
import { readPage } from '../../extract/index.ts';
import { apiError } from '../api-error.ts';
import { decoderOf, type Env, parseJson, readBytes, readText } from '../body.ts';
import type { Limits } from '../options.ts';
import type { PageRequest } from '../page-analyser.ts';
import { AnalyzeRequest, Targets } from './schemas.ts';

/** Bodies that hold a page among other things: JSON, which some clients give no type. */
const JSON_TYPE = /^$|[/+]json$/;

/**
 * Reads the page to analyse from a request: from JSON, from a form, or from a body of any other type, which is the page
 * itself, with `?target=` and `?url=`. Where no charset is declared, a page says itself how it is encoded.
 * @throws HTTPException as `readBytes` and `parseJson` do, and INVALID_ARGUMENT for targets that are none
 * @throws BelowTheLineError `invalid-input` for a page that is empty or binary
 */
export async function readPageRequest(c: Context<Env>, limits: Limits): Promise<Omit<PageRequest, 'format'>> {
  const type = (c.req.header('content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase();
  const isForm = type === 'application/x-www-form-urlencoded';
  if (!isForm && !JSON_TYPE.test(type)) {
    const bytes = await readBytes(c, limits.pageBytes, limits);
    const page = decoderOf(c)?.decode(bytes) ?? bytes;
    return { page: readPage(page, { url: c.req.query('url') }), targets: parseTargets(c.req.queries('target')) };
  }
  const body = await readText(c, limits.pageBytes, limits);
  // curl -d calls JSON a form too, but no form begins like this.
  if (isForm && !body.startsWith('{')) return fromForm(new URLSearchParams(body));
  const { page, targets, url, ...input } = parseJson(body, AnalyzeRequest, limits);
  return { page: readPage(page ?? input, { url: url ?? undefined }), targets };
}

/** What the playground sends: a page, and a target a line. */
function fromForm(form: URLSearchParams): Omit<PageRequest, 'format'> {
  const lines = (form.get('targets') ?? '').split('\n').map((line) => line.trim());
  const given = lines.filter((line) => line !== '');
  return { page: readPage(form.get('page') ?? ''), targets: parseTargets(given.length === 0 ? undefined : given) };
}

function parseTargets(given: readonly string[] | undefined): readonly string[] | undefined {
  const parsed = Targets.safeParse(given);
  if (parsed.success) return parsed.data;
  throw apiError('INVALID_ARGUMENT', `targets: ${z.prettifyError(parsed.error)}`);
}
