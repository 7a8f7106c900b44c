import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { Queue, QueueEvents } from 'bullmq';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadClassifier } from '../../src/classifier.ts';
import { serveMetrics } from '../../src/cli/worker-metrics.ts';
import { JobResult, runJob } from '../../src/queue/job.ts';
import { startWorker } from '../../src/queue/worker.ts';
import { BTL, btl } from '../fixtures/btl.ts';
import { needs } from '../fixtures/needs.ts';
import { freePort, startRedis } from '../fixtures/redis.ts';

const classifier = await loadClassifier();
const commentsOf = (job: number, count = 50) =>
  Array.from({ length: count }, (_, i) => ({ text: `${i % 2 === 0 ? 'You idiot' : 'Thanks'}, ${job} times ${i}` }));

describe('runJob', () => {
  it('answers every comment in its place, and says which is none', async () => {
    const comments = [{ text: 'You idiot.' }, { text: 5 }, null, { text: 'No.', target: 'the ferry', parent: 'Yes.' }];
    const result = JobResult.parse(await runJob(classifier, { comments }));
    expect(result.results[0]).toEqual({ classification: classifier.classify({ text: 'You idiot.' }), error: null });
    expect(result.results.map(({ classification }) => classification !== null)).toEqual([true, false, false, true]);
    expect(result.results[1]?.error).toMatch(/expected string, received number/);
  });

  it.each([
    [{}, 'invalid-input'],
    ['text', 'invalid-input'],
    [{ comments: Array.from({ length: 10_001 }, () => ({ text: '' })) }, 'too-large'],
  ])('refuses what is no job', async (data, code) => {
    await expect(runJob(classifier, data)).rejects.toMatchObject({ code });
  });
});

describe('what is away', () => {
  it('is Redis: unavailable, without the password of its address', async () => {
    const redis = `redis://:secret@127.0.0.1:${await freePort()}`;
    const error = await startWorker(classifier, { redis, queue: 'q', lostAfter: 1, onEvent: () => {} }).catch((e) => e);
    expect(error).toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/^cannot reach Redis: .*ECONNREFUSED/),
    });
    expect(error.message).not.toContain('secret');
  });

  it('is a port that another server has: unavailable', async () => {
    const port = await freePort();
    const server = await serveMetrics(port, '127.0.0.1', async () => '');
    await expect(serveMetrics(port, '127.0.0.1', async () => '')).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/^cannot listen on 127\.0\.0\.1:\d+: .*EADDRINUSE/),
    });
    server.close();
  });
});

describe('btl worker whose Redis goes away', needs('redis-server'), () => {
  it('answers /metrics without what it does not know, and ends when it is told to', async () => {
    const redis = await startRedis();
    const port = await freePort();
    const child = spawn(process.execPath, [BTL, 'worker', '--redis', redis.url, '--metrics', `${port}`]);
    const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
    let said = '';
    await new Promise<void>((ready) => {
      child.stderr.on('data', (chunk) => {
        said += chunk;
        if (said.includes('working on the queue')) ready();
      });
    });
    const metrics = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(await metrics()).toMatch(/^btl_jobs_waiting 0$/m);
    redis.stop();
    await expect.poll(metrics, { timeout: 20_000 }).not.toMatch(/^btl_jobs_waiting \d/m);
    child.kill('SIGTERM');
    expect(await closed).toBe(0);
    expect(said).toContain('0 jobs done');
  });
});

it('btl worker says in one line that Redis is not there, and keeps its password', async () => {
  const { code, stderr } = await btl(['worker', '--redis', `redis://:secret@127.0.0.1:${await freePort()}`]);
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^btl: cannot reach Redis: .*ECONNREFUSED.*\n$/)]);
  expect(stderr).not.toContain('secret');
});

describe('btl worker on a real Redis', needs('redis-server'), () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let queue: Queue;
  let events: QueueEvents;
  let name = 0;
  const workers: ChildProcess[] = [];

  beforeAll(async () => {
    redis = await startRedis();
  });
  afterEach(async () => {
    for (const worker of workers.splice(0)) worker.kill('SIGKILL');
    await Promise.all([queue.close(), events.close()]);
  });
  afterAll(() => redis.stop());

  async function open() {
    const connection = { url: redis.url };
    queue = new Queue(`queue-${++name}`, { connection });
    events = new QueueEvents(queue.name, { connection });
    await events.waitUntilReady();
  }

  /** Starts a worker, and is back once it works. */
  async function start(...args: string[]) {
    const command = [BTL, 'worker', '--redis', redis.url, '--queue', queue.name, ...args];
    const child = spawn(process.execPath, command, { stdio: ['ignore', 'ignore', 'pipe'] });
    workers.push(child);
    let said = '';
    const closed = new Promise<number | null>((done) => child.on('close', done));
    await new Promise<void>((ready) => {
      child.stderr.on('data', (chunk) => {
        said += chunk;
        if (said.includes('working on')) ready();
      });
    });
    return { child, closed, said: () => said };
  }

  it('answers jobs as the library does, each id once, and counts them', async () => {
    await open();
    const port = await freePort();
    await start('--metrics', `${port}`);
    const add = (comments: unknown[]) => queue.add('comments', { comments }, { jobId: 'article-12' });
    const job = await add([...commentsOf(1), 'no comment']);
    const result = JobResult.parse(await job.waitUntilFinished(events));
    expect(result.results.slice(0, 50)).toEqual(
      commentsOf(1).map((comment) => ({ classification: classifier.classify(comment), error: null })),
    );
    expect(result.results[50]?.classification).toBeNull();
    await (await add(commentsOf(2))).waitUntilFinished(events);
    const bad = await queue.add('comments', { comments: 'none' }, { attempts: 5, backoff: 1 });
    await expect(bad.waitUntilFinished(events)).rejects.toThrow(/not a job/);
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics).toMatch(/state="done"} 1\n[\s\S]*state="failed"} 1\n[\s\S]*btl_comments_total 51\n/);
    expect(metrics).toMatch(/btl_jobs_waiting 0\n/);
  });

  it('finishes the job at hand when it is told to stop, and leaves the others', async () => {
    await open();
    const { child, closed, said } = await start();
    // More than it can do before it hears that it is to stop.
    const jobs = Array.from({ length: 50 }, (_, i) => ({
      name: 'comments',
      data: { comments: commentsOf(i, 4000) },
      opts: { jobId: `job-${i}` },
    }));
    await queue.addBulk(jobs);
    while ((await queue.getActiveCount()) === 0) await wait(5);
    child.kill('SIGTERM');
    expect(await closed).toBe(0);
    const counts = await queue.getJobCounts('completed', 'active', 'waiting', 'failed');
    expect(counts).toMatchObject({ active: 0, failed: 0 });
    expect(counts.completed).toBeGreaterThan(0);
    expect(counts.waiting).toBeGreaterThan(0);
    expect(said()).toMatch(new RegExp(`SIGTERM, finishing[\\s\\S]*${counts.completed} jobs done, 0 failed`));
  });

  it('loses no job when workers are killed', async () => {
    await open();
    const ids = Array.from({ length: 12 }, (_, i) => `job-${i}`);
    const jobs = ids.map((jobId, i) => ({
      name: 'comments',
      data: { comments: commentsOf(i, 3000) },
      opts: { jobId },
    }));
    await queue.addBulk(jobs);
    const first = await start('--lost-after', '1');
    while ((await queue.getActiveCount()) === 0) await wait(5);
    first.child.kill('SIGKILL');
    await first.closed;
    expect(await queue.getActiveCount()).toBe(1);
    const second = await start('--lost-after', '1');
    while ((await queue.getCompletedCount()) < jobs.length) await wait(50);
    expect(second.said()).toMatch(/took over a job/);
    for (const [i, id] of ids.entries()) {
      const { results } = JobResult.parse((await queue.getJob(id))?.returnvalue);
      expect(results).toHaveLength(3000);
      expect(results[1]?.classification).toEqual(classifier.classify(commentsOf(i)[1] as { text: string }));
    }
  });
});
