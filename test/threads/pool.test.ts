import { describe, expect, it } from 'vitest';
import { BelowTheLineError } from '../../src/errors.ts';
import { type Job, threadPool } from '../../src/threads/pool.ts';
import { threadError } from '../../src/threads/thread-error.ts';

/** A worker that answers with its thread, what it was started with and its work; some work goes wrong, or never ends. */
const file = new URL(
  `data:text/javascript,${encodeURIComponent(`
  import { parentPort, threadId, workerData } from 'node:worker_threads';
  Atomics.add(workerData.starts, 0, 1);
  parentPort.on('message', (work) => {
    if (work === 'throw') throw new RangeError('thrown');
    if (work === 'exit') process.exit(3);
    if (work === 'hang') return;
    if (work === 'fail') return parentPort.postMessage({ error: workerData.error });
    parentPort.postMessage({ answer: { threadId, work } });
  });
`)}`,
);

interface Answer {
  readonly threadId: number;
  readonly work: string;
}

/** A pool of such workers, what waits for them, and how many were started. */
function poolOf(most: number) {
  const jobs: Job<string, Answer>[] = [];
  const starts = new Int32Array(new SharedArrayBuffer(4));
  const error = threadError(new BelowTheLineError('too-large', 'too much'));
  let loads = 0;
  const pool = threadPool<string, Answer>({
    file,
    load: async () => {
      loads++;
      return { starts, error };
    },
    most,
    take: () => jobs.shift() ?? null,
  });
  const answer = (work: string) =>
    new Promise<Answer>((done, failed) => {
      jobs.push({ work, done, failed });
      pool.wake();
    });
  return { pool, jobs, answer, starts: () => starts[0], loads: () => loads };
}

const ended = new Error('the end');

describe('threadPool', () => {
  it('starts a thread where no other is idle, up to so many, all with what was loaded once', async () => {
    const { pool, answer, starts, loads } = poolOf(2);
    expect(loads()).toBe(0);
    const alone = await answer('a');
    expect(await answer('b')).toEqual({ threadId: alone.threadId, work: 'b' });
    expect(starts()).toBe(1);
    const answers = await Promise.all(['c', 'd', 'e', 'f'].map(answer));
    expect(answers.map(({ work }) => work)).toEqual(['c', 'd', 'e', 'f']);
    expect(new Set(answers.map(({ threadId }) => threadId)).size).toBe(2);
    expect([starts(), loads()]).toEqual([2, 1]);
    await pool.end(ended);
  });

  it('fails a job by the error that the thread sent, which goes on', async () => {
    const { pool, answer, starts } = poolOf(1);
    const [failed, next] = await Promise.allSettled([answer('fail'), answer('next')]);
    expect(failed).toMatchObject({ reason: new BelowTheLineError('too-large', 'too much') });
    expect((failed as PromiseRejectedResult).reason).toMatchObject({ code: 'too-large' });
    expect(next).toMatchObject({ value: { work: 'next' } });
    expect(starts()).toBe(1);
    await pool.end(ended);
  });

  it.each([
    ['throw', /^thrown$/],
    ['exit', /exit code 3/],
  ])('fails the job that its thread ends with (%s), and starts another for what waits', async (work, message) => {
    const { pool, answer, starts } = poolOf(1);
    const [failed, next] = [answer(work), answer('next')];
    await expect(failed).rejects.toThrow(message);
    expect(await next).toMatchObject({ work: 'next' });
    expect(starts()).toBe(2);
    await pool.end(ended);
  });

  it('fails what is worked on when it is ended, and begins again when it is woken', async () => {
    const { pool, jobs, answer, starts } = poolOf(1);
    await answer('first');
    const hanging = answer('hang');
    const waits = answer('waits');
    const end = pool.end(ended);
    await expect(hanging).rejects.toBe(ended);
    await end;
    expect(jobs).toHaveLength(1);
    pool.wake();
    expect(await waits).toMatchObject({ work: 'waits' });
    expect(starts()).toBe(2);
    await pool.end(ended);
  });

  it('takes no answer of a thread that was ended for that of the next', async () => {
    const { pool, answer } = poolOf(1);
    const { threadId } = await answer('first');
    const given = answer('given up');
    void pool.end(ended);
    await expect(given).rejects.toBe(ended);
    const answered = await answer('next');
    expect(answered.work).toBe('next');
    expect(answered.threadId).not.toBe(threadId);
    await pool.end(ended);
  });

  it('starts no thread for a job that was given up before what to start it with was loaded', async () => {
    const { pool, answer, starts } = poolOf(1);
    const given = answer('given up');
    void pool.end(ended);
    await expect(given).rejects.toBe(ended);
    expect(await answer('next')).toMatchObject({ work: 'next' });
    expect(starts()).toBe(1);
    await pool.end(ended);
  });

  it('fails every job where there is nothing to start a thread with', async () => {
    const jobs: Job<string, Answer>[] = [];
    const load = () => Promise.reject(new BelowTheLineError('file', 'cannot read it'));
    const pool = threadPool<string, Answer>({ file, load, most: 1, take: () => jobs.shift() ?? null });
    const failures: Error[] = [];
    for (const work of ['a', 'b']) jobs.push({ work, done: () => {}, failed: (error) => failures.push(error) });
    pool.wake();
    await expect.poll(() => failures.map(({ message }) => message)).toEqual(['cannot read it', 'cannot read it']);
  });
});
