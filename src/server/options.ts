import type { Context } from 'hono';
import type { Classifier } from '../classifier.ts';
import type { ToxicityRow } from '../dataset/rows/training-rows.ts';
import type { CommentClassifier } from './comments/group.ts';
import type { PageAnalyser } from './page-analyser.ts';

/** What a request may cost. */
export interface Limits {
  /** Bytes of a request's body, pages aside. Default 256 KiB. */
  readonly bodyBytes: number;
  /** Bytes of a page to analyse. Default 4 MiB. */
  readonly pageBytes: number;
  /** UTF-16 units of a comment. Default 20,480, which was Perspective's limit in bytes. */
  readonly textLength: number;
  /** How deep objects and arrays of a request may nest. Default 64. */
  readonly depth: number;
  /** Comments of one request to /v1/classify. Default 500. */
  readonly batch: number;
  /** Milliseconds until a body has to be here. Default 10,000. */
  readonly timeout: number;
  /** Requests that are worked on at a time; more are turned away. Default 512. */
  readonly concurrency: number;
  /** Comments that may wait to be classified; requests above it are turned away. Default 50,000. */
  readonly waiting: number;
  /** Requests per second and client, with bursts of twice that. Default null: no limit. */
  readonly rate: number | null;
}

/** Limits where none are given. */
export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 256 * 1024,
  pageBytes: 4 * 1024 * 1024,
  textLength: 20_480,
  depth: 64,
  batch: 500,
  timeout: 10_000,
  concurrency: 512,
  waiting: 50_000,
  rate: null,
};

/** A moderator's decision as `btl train` reads it, with what the client said of it. */
export interface FeedbackRow extends ToxicityRow {
  /** ISO 8601, as all times here. */
  readonly time: string;
  readonly clientToken?: string;
  readonly sessionId?: string;
  readonly languages?: readonly string[];
}

/** Where decisions are kept. `append` resolves when the row is safe, and rejects when it is not. */
export interface FeedbackStore {
  append(row: FeedbackRow): Promise<void>;
}

/** A request that was answered. Without `logBodies` it holds no text of a comment, and no key. */
export interface LogEntry {
  readonly time: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly client: string;
  /** What went wrong, where that was the server's fault. */
  readonly error?: string;
  /** The request's body; only with `logBodies`. */
  readonly body?: string;
}

/** A file by which the page to try the server on can answer in the browser itself. */
export type BrowserFile = 'worker.js' | 'model.json' | 'weights.bin' | 'encoder.bin';

/** What becomes of attributes that nothing measures. */
export const UNKNOWN_ATTRIBUTES = ['zero', 'omit', 'refuse'] as const;
export type UnknownAttributes = (typeof UNKNOWN_ATTRIBUTES)[number];

/** What a server is made of. */
export interface AppOptions {
  readonly classifier: Classifier;
  /** Classifies comments. Default: the application does it itself, in turns between other work. */
  readonly comments?: CommentClassifier;
  /** Analyses pages. Default: the application does it itself, and answers nothing else meanwhile. */
  readonly pageAnalyser?: PageAnalyser;
  /** Default: none, and what `suggestscore` is told is acknowledged and not kept. */
  readonly feedback?: FeedbackStore;
  /** Keys of which a request has to bring one. Default: none, and every key is as good as any. */
  readonly keys?: readonly string[];
  /** Origins whose pages may call, or `*`. Default: none. */
  readonly cors?: readonly string[];
  readonly limits?: Partial<Limits>;
  /**
   * What becomes of attributes that Perspective scored and nothing measures here: 0 for a score, so that no client fails
   * over it and none flags a comment for it, left out, or an error. Default `zero`. Other names are errors.
   */
  readonly unknownAttributes?: UnknownAttributes;
  /** Gets what an operator should know, once. */
  readonly warn?: (message: string) => void;
  /** Gets an entry for every request. */
  readonly log?: (entry: LogEntry) => void;
  /** Put the bodies of requests into the log. Default false: comments are other people's words. */
  readonly logBodies?: boolean;
  /** Who is calling, for the rate limit and the log. Default: everybody is one. */
  readonly clientOf?: (context: Context) => string;
  /**
   * Names, without ports, that the server may be asked by beside addresses and names without a dot. Default: any, where
   * the platform that it runs on knows what it is called.
   */
  readonly allowedHosts?: readonly string[];
  /** The address that the discovery document names. Default: the one that it was asked at, where that is known for its own. */
  readonly publicUrl?: string;
  /** The address that a request reached, whatever it says. Default: what it says. */
  readonly reachedAt?: (context: Context) => string;
  /**
   * Reads the files by which the page to try it on can answer in the browser: a worker and the model. Default: none, and
   * the page offers no such thing.
   */
  readonly inBrowser?: (file: BrowserFile) => Promise<Uint8Array<ArrayBuffer>>;
  /** Says whether the server is closing, for /health. Default: never. */
  readonly isClosing?: () => boolean;
  /** More gauges for /metrics, by name. */
  readonly gauges?: () => Readonly<Record<string, number>>;
}
