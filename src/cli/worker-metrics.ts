import { once } from 'node:events';
import { createServer } from 'node:http';
import { BelowTheLineError } from '../errors.ts';
import type { WorkerEvent } from '../queue/worker.ts';

/** What a worker counts of its jobs. */
export interface WorkerMetrics {
  readonly add: (event: WorkerEvent) => void;
  readonly summary: () => string;
  /** In the text format of Prometheus. */
  readonly render: (waiting: number | null) => string;
}

/** Makes counters at zero. */
export function workerMetrics(): WorkerMetrics {
  const jobs = { done: 0, failed: 0, lost: 0 };
  let [comments, seconds] = [0, 0];
  return {
    add: (event) => {
      if (event.kind === 'trouble') return;
      jobs[event.kind]++;
      if (event.kind !== 'done') return;
      comments += event.comments;
      seconds += event.seconds;
    },
    summary: () => `${jobs.done} jobs done, ${jobs.failed} failed, ${comments} comments`,
    render: (waiting) =>
      [
        metric('btl_jobs_total', 'counter', 'Jobs by how they ended; lost: taken over from a worker that fell silent.'),
        ...Object.entries(jobs).map(([state, count]) => `btl_jobs_total{state="${state}"} ${count}`),
        metric('btl_comments_total', 'counter', 'Comments in the jobs that were done.'),
        `btl_comments_total ${comments}`,
        metric('btl_busy_seconds_total', 'counter', 'Time spent on these jobs.'),
        `btl_busy_seconds_total ${seconds.toFixed(3)}`,
        metric('btl_jobs_waiting', 'gauge', 'Jobs in the queue that no worker has taken; missing while Redis is away.'),
        ...(waiting === null ? [] : [`btl_jobs_waiting ${waiting}`]),
        '',
      ].join('\n'),
  };
}

const metric = (name: string, type: string, help: string) => `# HELP ${name} ${help}\n# TYPE ${name} ${type}`;

/** Answers `GET /metrics` on one address of this machine. */
export async function serveMetrics(port: number, host: string, text: () => Promise<string>) {
  const server = createServer(async ({ url }, response) => {
    if (url !== '/metrics') response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(await text());
  });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new BelowTheLineError('unavailable', `cannot listen on ${host}:${port}: ${(cause as Error).message}`, {
      cause,
    });
  }
  return {
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
