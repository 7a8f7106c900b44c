import { Hono, type MiddlewareHandler } from 'hono';
import * as z from 'zod/mini';
import { BelowTheLineError } from '../errors.ts';
import { apiError, errorResponse } from '../server/api-error.ts';
import type { Env } from '../server/body.ts';
import { allowedHost } from '../server/middleware/allowed-host.ts';
import { pageResponse } from '../server/page-response.ts';
import { checkAnswer, type Event, MAX_NAME } from './answers.ts';
import type { Suggestions } from './candidates.ts';
import { type Item, isMeasured } from './items.ts';
import { labelPage } from './page/page.ts';
import type { Project } from './project.ts';
import { MODES, type Mode, type Queue } from './queue.ts';
import { type State, stateFor } from './state.ts';

/** What the page works with. */
export interface LabelOptions {
  readonly project: Pick<Project, 'ledger' | 'record' | 'refresh'>;
  readonly queue: Queue;
  /** What the model says of a comment; null where there is no model to ask. */
  readonly suggest: ((item: Item) => Suggestions) | null;
  /** Markdown that stands beside the comments. */
  readonly guideline: string;
  /** Name of the labeller where the page is asked for without one. */
  readonly by: string;
}

const by = z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_NAME));
const key = z.string().check(z.maxLength(64));
const base = { by, mode: z.enum(MODES) };
const REQUESTS = {
  next: z.object(base),
  answer: z.object({
    ...base,
    item: key,
    answer: z.unknown(),
    seconds: z.number().check(z.gte(0)),
    hinted: z.boolean(),
  }),
  skip: z.object({ ...base, item: key, reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(300)) }),
  undo: z.object(base),
  suggestion: z.object({ item: key }),
};

/** Makes the labelling page as an application: it shows a comment, and answers only once what was said is on the disk. */
export function createLabelApp({ project, queue, suggest, guideline, by: name }: LabelOptions): Hono<Env> {
  const { ledger, record } = project;
  const app = new Hono<Env>();
  app.onError((error) => errorResponse(error));
  app.notFound((c) =>
    apiError('NOT_FOUND', `there is no ${c.req.method} ${c.req.path.slice(0, 100)} here`).getResponse(),
  );
  app.use(allowedHost([]));
  app.use('/api/*', fromThisPage);

  const itemOf = (item: string): Item => {
    const found = queue.find(ledger, item);
    if (found === null) throw new BelowTheLineError('invalid-input', `there is no comment ${JSON.stringify(item)}`);
    return found;
  };

  const stateOf = (by: string, mode: Mode, answered: Item | null = null): State =>
    stateFor({ ledger, queue, suggest }, by, mode, answered);

  app.get('/', async (c) => {
    const { page, policy } = await labelPage({
      by: c.req.query('as')?.trim().slice(0, MAX_NAME) || name,
      mode: c.req.query('mode') === 'settle' ? 'settle' : 'label',
      ask: queue.ask,
      canSuggest: suggest !== null,
      guideline,
    });
    return pageResponse(c, page, `${policy}; frame-ancestors 'none'`);
  });

  app.post('/api/next', async (c) => {
    const { by, mode } = parsed(REQUESTS.next, await c.req.json());
    await project.refresh();
    return c.json(stateOf(by, mode));
  });

  app.post('/api/answer', async (c) => {
    const { mode, answer, item: asked, ...said } = parsed(REQUESTS.answer, await c.req.json());
    const item = itemOf(asked);
    const event: Event = {
      ...{ time: new Date().toISOString(), by: said.by, item: item.key, did: mode === 'label' ? 'answer' : 'settle' },
      answer: checkAnswer(answer, item, queue.ask),
      comment: commentOf(item),
      ...{ seconds: said.seconds, hinted: said.hinted },
    };
    await record(event);
    return c.json(stateOf(said.by, mode, item));
  });

  app.post('/api/skip', async (c) => {
    const { by, mode, item, reason } = parsed(REQUESTS.skip, await c.req.json());
    await record({ time: new Date().toISOString(), by, item: itemOf(item).key, did: 'skip', reason });
    return c.json(stateOf(by, mode));
  });

  app.post('/api/undo', async (c) => {
    const { by, mode } = parsed(REQUESTS.undo, await c.req.json());
    await project.refresh();
    const of = mode === 'label' ? 'answer' : 'settle';
    const item = ledger.last(by, of);
    if (item !== null) await record({ time: new Date().toISOString(), by, item, did: 'undo', of });
    return c.json(stateOf(by, mode));
  });

  app.post('/api/suggestion', async (c) => {
    if (suggest === null) throw apiError('NOT_FOUND', 'there is no model to ask');
    return c.json(suggest(itemOf(parsed(REQUESTS.suggestion, await c.req.json()).item)));
  });
  return app;
}

/** A page from elsewhere can send a form here, but neither JSON nor this origin. */
const fromThisPage: MiddlewareHandler<Env> = async (c, next) => {
  const origin = c.req.header('origin');
  if (origin !== undefined && origin !== `http://${c.req.header('host')}`)
    throw apiError('PERMISSION_DENIED', 'the request comes from another page');
  if (!/^application\/json\b/.test(c.req.header('content-type') ?? ''))
    throw apiError('INVALID_ARGUMENT', 'expected a body of application/json');
  await next();
};

function parsed<T>(schema: z.ZodMiniType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new BelowTheLineError('invalid-input', z.prettifyError(result.error));
}

/** What is kept of a comment beside its answer. */
const commentOf = (item: Item) => ({
  text: item.text,
  parent: item.above.at(-1)?.text ?? null,
  headline: item.headline,
  group: item.group,
  source: item.source,
  measure: isMeasured(item),
});
