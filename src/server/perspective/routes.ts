import { type Context, Hono } from 'hono';
import { apiError } from '../api-error.ts';
import { type Env, parseJson, readText } from '../body.ts';
import type { CommentClassifier } from '../comments/group.ts';
import type { Metrics } from '../metrics.ts';
import type { FeedbackStore, Limits } from '../options.ts';
import { PATHS } from '../paths.ts';
import { analyzeComment } from './analyze.ts';
import { discoveryDocument } from './discovery.ts';
import { AnalyzeCommentRequest, SuggestCommentScoreRequest } from './schemas.ts';
import { suggestCommentScore } from './suggest.ts';

interface Parts {
  readonly comments: CommentClassifier;
  readonly feedback: FeedbackStore | undefined;
  readonly limits: Limits;
  readonly metrics: Metrics;
  /** The address that clients are to call, which ends with a slash. */
  readonly rootUrl: (c: Context<Env>) => string;
}

/** Makes the routes that Perspective had, and the document that its clients find them by. */
export function perspectiveRoutes({ comments, feedback, limits, metrics, rootUrl }: Parts): Hono<Env> {
  const routes = new Hono<Env>();

  routes.post(PATHS.analyzeComment, async (c) => {
    const request = parseJson(await readText(c, limits.bodyBytes, limits), AnalyzeCommentRequest, limits);
    const { response, texts, unmeasured } = await analyzeComment(comments, request, limits, c.req.raw.signal);
    metrics.add('btl_comments_total', texts);
    if (unmeasured.length > 0) {
      metrics.add('btl_unmeasured_attributes_total', unmeasured.length);
      c.header('x-unmeasured-attributes', unmeasured.join(', '));
    }
    return c.json(response);
  });

  routes.post(PATHS.suggestCommentScore, async (c) => {
    if (feedback === undefined) {
      throw apiError('UNIMPLEMENTED', 'this server keeps no decisions: it was started without a feedback file');
    }
    const request = parseJson(await readText(c, limits.bodyBytes, limits), SuggestCommentScoreRequest, limits);
    const { row, response } = suggestCommentScore(request, limits, new Date());
    await feedback.append(row).catch((cause: Error) => {
      throw apiError('UNAVAILABLE', `the decision could not be kept: ${cause.message}`);
    });
    metrics.add('btl_feedback_rows_total');
    return c.json(response);
  });

  for (const path of [PATHS.discovery, PATHS.discoveryOfApi])
    routes.get(path, (c) => c.json(discoveryDocument(rootUrl(c))));

  return routes;
}
