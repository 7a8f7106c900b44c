import { Hono } from 'hono';
import { type Env, parseJson, readText } from '../body.ts';
import type { CommentClassifier } from '../comments/group.ts';
import type { Metrics } from '../metrics.ts';
import type { Limits } from '../options.ts';
import type { PageAnalyser } from '../page-analyser.ts';
import { pageResponse } from '../page-response.ts';
import { PATHS } from '../paths.ts';
import { classifyComments } from './classify.ts';
import { readPageRequest } from './page-request.ts';
import { ClassifyRequest } from './schemas.ts';

interface Parts {
  readonly comments: CommentClassifier;
  readonly pageAnalyser: PageAnalyser;
  readonly limits: Limits;
  readonly metrics: Metrics;
}

/** Makes the routes of our own requests: comments, pages and reports. */
export function v1Routes({ comments: classify, pageAnalyser, limits, metrics }: Parts): Hono<Env> {
  const routes = new Hono<Env>();

  routes.post(PATHS.classify, async (c) => {
    const request = parseJson(await readText(c, limits.pageBytes, limits), ClassifyRequest, limits);
    const { response, comments } = await classifyComments(classify, request, limits, c.req.raw.signal);
    metrics.add('btl_comments_total', comments);
    return c.json(response);
  });

  routes.post(PATHS.analyze, async (c) => {
    const { body, comments } = await pageAnalyser({ ...(await readPageRequest(c, limits)), format: 'json' });
    metrics.add('btl_comments_total', comments);
    return c.body(body, 200, { 'content-type': 'application/json' });
  });

  routes.post(PATHS.report, async (c) => {
    const { body, comments, policy } = await pageAnalyser({ ...(await readPageRequest(c, limits)), format: 'report' });
    metrics.add('btl_comments_total', comments);
    return pageResponse(c, body, `${policy}; frame-ancestors 'self'`);
  });

  routes.post(PATHS.targets, async (c) => {
    const { body } = await pageAnalyser({ ...(await readPageRequest(c, limits)), format: 'targets' });
    return c.body(body, 200, { 'content-type': 'application/json' });
  });

  return routes;
}
