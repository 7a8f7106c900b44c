import { type Context, Hono } from 'hono';
import { apiError } from '../api-error.ts';
import { type Env, parseJson, readText } from '../body.ts';
import type { CommentClassifier } from '../comments/group.ts';
import type { Metrics } from '../metrics.ts';
import type { FeedbackStore, Limits, UnknownAttributes } from '../options.ts';
import { PATHS, pathOf } from '../paths.ts';
import { analyzeComment } from './analyze.ts';
import { answerBatch } from './batch.ts';
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
  readonly unknownAttributes: UnknownAttributes;
  /** Answers a request as if it had come alone. */
  readonly answer: (request: Request, c: Context<Env>) => Response | Promise<Response>;
  /** Says what an operator should know. */
  readonly warn: (message: string) => void;
}

const OF_API: readonly string[] = [PATHS.analyzeComment, PATHS.suggestCommentScore];

/** Makes the routes that Perspective had, and the document that its clients find them by. */
export function perspectiveRoutes({ comments, feedback, limits, metrics, rootUrl, ...parts }: Parts): Hono<Env> {
  const { answer, unknownAttributes, warn } = parts;
  const routes = new Hono<Env>();
  let wasWarned = false;

  routes.post(PATHS.analyzeComment, async (c) => {
    const request = parseJson(await readText(c, limits.bodyBytes, limits), AnalyzeCommentRequest, limits);
    const { response, texts, unmeasured } = await analyzeComment(comments, request, {
      limits,
      unknownAttributes,
      signal: c.req.raw.signal,
    });
    metrics.add('btl_comments_total', texts);
    if (unmeasured.length > 0) {
      metrics.add('btl_unmeasured_attributes_total', unmeasured.length);
      c.header('x-unmeasured-attributes', unmeasured.join(', '));
      c.header('warning', `299 - "not measured: ${unmeasured.join(', ')}"`);
    }
    return c.json(response);
  });

  routes.post(PATHS.suggestCommentScore, async (c) => {
    const request = parseJson(await readText(c, limits.bodyBytes, limits), SuggestCommentScoreRequest, limits);
    const { row, response } = suggestCommentScore(request, limits, new Date());
    if (feedback === undefined) {
      if (!wasWarned) warn('comments:suggestscore is answered, and nothing of it is kept: --feedback names a file');
      wasWarned = true;
      return c.json(response);
    }
    await feedback.append(row).catch((cause: Error) => {
      throw apiError('UNAVAILABLE', `the decision could not be kept: ${cause.message}`);
    });
    metrics.add('btl_feedback_rows_total');
    return c.json(response);
  });

  for (const path of [PATHS.batch, PATHS.batchOfApi])
    routes.post(path, async (c) =>
      answerBatch(c.req.raw, await readText(c, limits.pageBytes, limits), (request) => answerPart(request, c)),
    );

  /** A batch holds requests of the API alone, and no batches. */
  const answerPart = (request: Request, c: Context<Env>) =>
    OF_API.includes(pathOf(request))
      ? answer(request, c)
      : apiError('NOT_FOUND', `a batch may hold ${OF_API.join(' and ')}`).getResponse();

  for (const path of [PATHS.discovery, PATHS.discoveryOfApi])
    routes.get(path, (c) => c.json(discoveryDocument(rootUrl(c))));

  return routes;
}
