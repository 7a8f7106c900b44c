import * as z from 'zod/mini';
import type { Classifier } from '../classifier.ts';
import { BelowTheLineError } from '../errors.ts';
import { Classification, type ClassifyInput } from '../schemas.ts';

/** As many comments take seconds: a job that took longer than its lock would be given to a second worker. */
const MAX_COMMENTS = 10_000;
/** Milliseconds between two turns of the event loop, in which the lock of the job is renewed and a signal to stop is heard. */
const MAX_TURN = 20;

/** Data of a job: comments to classify, each apart from the others. Each is checked by itself, as a ClassifyInput. */
export const JobData = z.object({ comments: z.array(z.unknown()) });

const CommentResult = z.readonly(
  z.object({
    /** Null where the comment is none. */
    classification: z.nullable(Classification),
    /** What is wrong with a comment that is none; null for all others. */
    error: z.nullable(z.string()),
  }),
);
type CommentResult = z.infer<typeof CommentResult>;

/** Result of a job: which model classified its comments, and one result a comment, in their order. */
export const JobResult = z.readonly(
  z.object({
    model: z.readonly(z.object({ version: z.string(), sha256: z.string() })),
    results: z.readonly(z.array(CommentResult)),
  }),
);
export type JobResult = z.infer<typeof JobResult>;

/**
 * Returns the result of a job: the same for the same data, however often it is run. A comment that is none gets an
 * error in its place, and the others their classifications.
 * @param data what the queue holds, unchecked; JobData says what is expected
 * @throws BelowTheLineError `invalid-input` when it is no job, `too-large` above 10,000 comments
 */
export async function runJob(classifier: Classifier, data: unknown): Promise<JobResult> {
  const { data: job, error } = JobData.safeParse(data);
  if (error !== undefined) throw new BelowTheLineError('invalid-input', `not a job: ${z.prettifyError(error)}`);
  const { comments } = job;
  if (comments.length > MAX_COMMENTS) {
    throw new BelowTheLineError('too-large', `got ${comments.length} comments, expected at most ${MAX_COMMENTS} a job`);
  }
  const results: CommentResult[] = [];
  let turnEnd = performance.now() + MAX_TURN;
  for (const comment of comments) {
    if (performance.now() > turnEnd) {
      await new Promise((resume) => setImmediate(resume));
      turnEnd = performance.now() + MAX_TURN;
    }
    results.push(classifyComment(classifier, comment));
  }
  return { model: classifier.model, results };
}

function classifyComment(classifier: Classifier, comment: unknown): CommentResult {
  try {
    return { classification: classifier.classify(comment as ClassifyInput), error: null };
  } catch (error) {
    if (error instanceof BelowTheLineError) return { classification: null, error: error.message };
    throw error;
  }
}
