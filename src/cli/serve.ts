import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Command, Option } from 'commander';
import { loadClassifier, type ScorerOptions } from '../classifier.ts';
import { BelowTheLineError } from '../errors.ts';
import {
  DEFAULT_LIMITS,
  type Limits,
  type LogEntry,
  UNKNOWN_ATTRIBUTES,
  type UnknownAttributes,
} from '../server/index.ts';
import {
  browserFiles,
  classifierPool,
  type Listening,
  listen,
  openFeedback,
  pageAnalyserThread,
} from '../server/node/index.ts';
import { shareModel } from '../threads/shared-model.ts';
import { portNumber, wholeNumber } from './arguments.ts';
import { say } from './io.ts';
import { withScorers } from './scorer-options.ts';

interface Options extends ScorerOptions {
  readonly port: number;
  readonly host: string;
  readonly feedback?: string;
  readonly keys?: string;
  readonly cors?: string[];
  readonly publicUrl?: string;
  readonly allowedHosts?: string[];
  readonly connections?: number;
  readonly unknownAttributes: UnknownAttributes;
  readonly trustProxy?: boolean;
  readonly rate?: number;
  readonly concurrency: number;
  readonly threads?: number;
  readonly waiting: number;
  readonly bodyBytes: number;
  readonly pageBytes: number;
  readonly timeout: number;
  readonly pageTimeout: number;
  readonly grace: number;
  readonly quiet?: boolean;
  readonly logBodies?: boolean;
}

/** Threads that classify where nobody says how many: each takes the memory of an encoder. */
const MAX_THREADS = 4;
/** Log lines are gathered for so many milliseconds: writing each at once would cost more than answering it. */
const LOG_DELAY = 100;

/** Makes the command `btl serve`. */
export const serveCommand = () =>
  withScorers(new Command('serve'))
    .description("Answer over HTTP: Perspective's requests, our own, and a page to try it on.")
    .option('-p, --port <n>', 'port; 0 for any that is free', portNumber, 8000)
    .option('--host <address>', 'address to listen on; 0.0.0.0 for all', '127.0.0.1')
    .option('--feedback <file>', 'JSON lines that suggestscore appends decisions to, for btl train')
    .option('--keys <file>', 'file of API keys, one a line; a request has to bring one of them')
    .option('--cors <origin...>', 'origins whose pages may call, or *')
    .option('--public-url <url>', 'address that the discovery document names')
    .option('--allowed-hosts <name...>', 'names that it may be asked by, beside addresses and names without a dot')
    .option('--connections <n>', 'connections at a time; default 10,000', wholeNumber)
    .addOption(
      new Option('--unknown-attributes <what>', 'what becomes of attributes of Perspective that nothing measures')
        .choices(UNKNOWN_ATTRIBUTES)
        .default('zero'),
    )
    .option('--trust-proxy', 'take client addresses from X-Forwarded-For')
    .option('--rate <n>', 'requests per second and client', wholeNumber)
    .option('--concurrency <n>', 'requests worked on at a time', wholeNumber, DEFAULT_LIMITS.concurrency)
    .option(
      '--threads <n>',
      'threads that classify; default: one a core, at most 4, none without the encoder',
      wholeNumber,
    )
    .option('--waiting <n>', 'comments that may wait', wholeNumber, DEFAULT_LIMITS.waiting)
    .option('--body-bytes <n>', 'bytes of a request', wholeNumber, DEFAULT_LIMITS.bodyBytes)
    .option('--page-bytes <n>', 'bytes of a page to analyse', wholeNumber, DEFAULT_LIMITS.pageBytes)
    .option('--timeout <ms>', 'milliseconds until a request has to be here', wholeNumber, DEFAULT_LIMITS.timeout)
    .option('--page-timeout <ms>', 'milliseconds that the analysis of a page may take', wholeNumber, 120_000)
    .option('--grace <ms>', 'milliseconds that requests have to finish in at the end', wholeNumber, 10_000)
    .option('-q, --quiet', 'log no requests')
    .option('--log-bodies', 'log what requests hold, comments included')
    .action(serve);

async function serve(options: Options): Promise<void> {
  const { model, encoder, feedback: feedbackPath, keys, cors, publicUrl } = options;
  const log = options.quiet === true ? null : requestLog();
  const known = keys === undefined ? {} : { keys: await readKeys(keys) };
  checkAddress(publicUrl);
  const scorers = await shareModel({ model, encoder });
  const classifier = await loadClassifier({ ...scorers, eager: true });
  const feedback = feedbackPath === undefined ? undefined : await openFeedback(feedbackPath);
  const pages = pageAnalyserThread({ timeout: options.pageTimeout, ...scorers });
  const threads = options.threads ?? (encoder === 'never' ? 0 : Math.min(MAX_THREADS, availableParallelism()));
  const pool = threads === 0 ? null : classifierPool({ threads, waiting: options.waiting, ...scorers });
  await pool?.warm();
  const server = await listen({
    classifier,
    pageAnalyser: pages.pageAnalyser,
    ...(pool && { comments: pool.classify }),
    onGraceOver: () => {
      pool?.stop();
      void pages.close();
    },
    port: options.port,
    host: options.host,
    grace: options.grace,
    limits: limitsOf(options),
    trustProxy: options.trustProxy === true,
    unknownAttributes: options.unknownAttributes,
    warn: (message) => say(`btl: ${message}`),
    logBodies: options.logBodies === true,
    // The page would answer in its own way where the server asks the encoder in another, or gives nothing without a key.
    ...(keys === undefined && (encoder ?? 'auto') === 'auto' ? { inBrowser: browserFiles(model) } : {}),
    ...(feedback === undefined ? {} : { feedback }),
    ...known,
    ...(cors === undefined ? {} : { cors }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(options.allowedHosts === undefined ? {} : { allowedHosts: options.allowedHosts }),
    ...(options.connections === undefined ? {} : { connections: options.connections }),
    ...(log === null ? {} : { log: log.write }),
  }).catch(async (error) => {
    // Threads that run keep the process.
    await Promise.all([pages.close(), pool?.close(), feedback?.close()]);
    throw error;
  });
  process.on('SIGHUP', () => feedback?.reopen());
  say(`listening on ${server.url} with model ${classifier.model.version} (${classifier.model.sha256.slice(0, 12)})`);
  await untilTold(server);
  await Promise.all([pages.close(), pool?.close(), feedback?.close()]);
  log?.flush();
}

/** @throws BelowTheLineError `invalid-input` when it is no address. */
function checkAddress(publicUrl: string | undefined): void {
  if (publicUrl === undefined || URL.canParse(publicUrl)) return;
  throw new BelowTheLineError(
    'invalid-input',
    `--public-url: expected an address such as https://example.org/, got ${JSON.stringify(publicUrl)}`,
  );
}

function limitsOf({ rate, concurrency, waiting, bodyBytes, pageBytes, timeout }: Options): Partial<Limits> {
  return { concurrency, waiting, bodyBytes, pageBytes, timeout, rate: rate ?? null };
}

/** Finishes what is under way at the first signal; a second one ends the process at once. */
function untilTold(server: Listening): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      say('closing: finishing what is under way');
      server.close().then(resolve, reject);
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  });
}

async function readKeys(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new BelowTheLineError('file', `cannot read ${path}: ${cause.message}`, { cause });
  });
  const keys = text.split('\n').map((line) => line.trim());
  const given = keys.filter((key) => key !== '' && !key.startsWith('#'));
  if (given.length === 0) throw new BelowTheLineError('invalid-input', `${path} holds no keys: expected one a line`);
  return given;
}

function requestLog(): { readonly write: (entry: LogEntry) => void; readonly flush: () => void } {
  let lines: string[] = [];
  const flush = () => {
    if (lines.length > 0) say(lines.join('\n'));
    lines = [];
  };
  return {
    write(entry) {
      if (lines.length === 0) setTimeout(flush, LOG_DELAY);
      lines.push(JSON.stringify(entry));
    },
    flush,
  };
}
