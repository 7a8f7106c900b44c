import * as z from 'zod/mini';
import type { Classifier } from '../classifier.ts';
import { BelowTheLineError } from '../errors.ts';
import { Classification, type ClassifyInput } from '../schemas.ts';

/** So many comments are judged in seconds: a job that takes longer is taken for lost, and done twice. */
const MOST_COMMENTS = 10_000;
/** Between so many comments others have their turn: the lock of the job is renewed, a stop is heard. */
const COMMENTS_AT_ONCE = 200;

/** What a job asks: comments, each judged apart from the others. */
export const JobData = z.object({ comments: z.array(z.unknown()) });

/** What is answered: one answer a comment, in order. `classification` is null where `error` says that it is no comment. */
export const JobResult = z.readonly(
  z.object({
    model: z.readonly(z.object({ version: z.string(), sha256: z.string() })),
    answers: z.readonly(
      z.array(z.readonly(z.object({ classification: z.nullable(Classification), error: z.nullable(z.string()) }))),
    ),
  }),
);
export type JobResult = z.infer<typeof JobResult>;

/**
 * Judges the comments of a job. The same job gets the same answer, however often it is done.
 * @throws BelowTheLineError `invalid-input` when it is no job, `too-large` when it has too many comments.
 */
export async function doJob(classifier: Classifier, data: unknown): Promise<JobResult> {
  const { data: job, error } = JobData.safeParse(data);
  if (error !== undefined) throw new BelowTheLineError('invalid-input', `not a job: ${z.prettifyError(error)}`);
  const { comments } = job;
  if (comments.length > MOST_COMMENTS) {
    throw new BelowTheLineError(
      'too-large',
      `got ${comments.length} comments, expected at most ${MOST_COMMENTS} a job`,
    );
  }
  const answers: JobResult['answers'][number][] = [];
  for (const [i, comment] of comments.entries()) {
    if (i > 0 && i % COMMENTS_AT_ONCE === 0) await new Promise((resume) => setImmediate(resume));
    answers.push(answer(classifier, comment));
  }
  return { model: classifier.model, answers };
}

function answer(classifier: Classifier, comment: unknown): JobResult['answers'][number] {
  try {
    return { classification: classifier.classify(comment as ClassifyInput), error: null };
  } catch (error) {
    if (error instanceof BelowTheLineError) return { classification: null, error: error.message };
    throw error;
  }
}
