import { Command } from 'commander';
import { loadClassifier, type ScorerOptions } from '../classifier.ts';
import { startWorker, type WorkerEvent } from '../queue/worker.ts';
import { portNumber, wholeNumber } from './arguments.ts';
import { say } from './io.ts';
import { withScorers } from './scorer-options.ts';
import { serveMetrics, workerMetrics } from './worker-metrics.ts';

interface Options extends ScorerOptions {
  readonly redis: string;
  readonly queue: string;
  readonly lostAfter: number;
  readonly metrics?: number;
  readonly metricsHost: string;
}

/** Milliseconds in which all that is open may end by itself. */
const LAST_MOMENT = 1000;
/** A Redis that is away is reported so often, not at every attempt. */
const MILLISECONDS_BETWEEN_TROUBLES = 10_000;

/** Makes the command `btl worker`. */
export const workerCommand = () =>
  withScorers(new Command('worker'))
    .description('Classify the comments of a BullMQ queue in Redis until it is told to stop; needs bullmq and ioredis.')
    .requiredOption('--redis <url>', 'address of Redis, such as redis://localhost:6379')
    .option('-q, --queue <name>', 'queue to work on', 'below-the-line')
    .option(
      '--lost-after <seconds>',
      'give a job to another worker when this one is silent for so long',
      wholeNumber,
      30,
    )
    .option('--metrics <port>', 'answer GET /metrics for Prometheus on this port', portNumber)
    .option('--metrics-host <address>', 'address that it is answered at; 0.0.0.0 for all', '127.0.0.1')
    .action(work);

async function work({ redis, queue, lostAfter, metrics: port, metricsHost, ...scorers }: Options): Promise<void> {
  const classifier = await loadClassifier({ ...scorers, eager: true });
  const metrics = workerMetrics();
  const report = reporter();
  const onEvent = (event: WorkerEvent) => {
    metrics.add(event);
    report(event);
  };
  const worker = await startWorker(classifier, { redis, queue, lostAfter, onEvent });
  let server: { readonly close: () => void } | undefined;
  try {
    if (port !== undefined)
      server = await serveMetrics(port, metricsHost, async () => metrics.render(await worker.waiting()));
    say(`btl: working on the queue ${queue}`);
    const signal = await stopSignal();
    say(`btl: ${signal}, finishing the job at hand`);
  } finally {
    await worker.close();
    server?.close();
  }
  say(`btl: ${metrics.summary()}`);
  // A client of a Redis that is away tries on, whoever closed it.
  process.exitCode ??= 0;
  setTimeout(() => process.exit(), LAST_MOMENT).unref();
}

function reporter() {
  let last = Number.NEGATIVE_INFINITY;
  return (event: WorkerEvent) => {
    if (event.kind === 'failed') say(`btl: a job failed: ${event.message}`);
    if (event.kind === 'lost') say('btl: took over a job from a worker that fell silent');
    if (event.kind !== 'trouble' || performance.now() - last < MILLISECONDS_BETWEEN_TROUBLES) return;
    last = performance.now();
    say(`btl: trouble with Redis, trying on: ${event.message}`);
  };
}

/** The first signal drains; the second, no longer waited for, ends at once. */
function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
}
