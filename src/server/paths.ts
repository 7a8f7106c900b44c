import { getPath } from 'hono/utils/url';

/** Where the server is asked for what. */
export const PATHS = {
  analyzeComment: '/v1alpha1/comments:analyze',
  suggestCommentScore: '/v1alpha1/comments:suggestscore',
  /** Several requests in one, as Google's clients send them: at the path that the discovery document names, and that of one API. */
  batch: '/batch',
  batchOfApi: '/batch/commentanalyzer/v1alpha1',
  discovery: '/$discovery/rest',
  /** Where Google's clients look for the discovery document of one API. */
  discoveryOfApi: '/discovery/v1/apis/commentanalyzer/v1alpha1/rest',
  classify: '/v1/classify',
  analyze: '/v1/analyze',
  report: '/v1/report',
  targets: '/v1/targets',
  health: '/health',
  metrics: '/metrics',
  openApi: '/openapi.json',
  playground: '/',
  worker: '/in-browser/worker.js',
  manifest: '/in-browser/model.json',
  weights: '/in-browser/weights.bin',
  encoder: '/in-browser/encoder.bin',
} as const;

/** What costs work or tells of others' work: access is controlled here. */
export const GUARDED_PATHS = [
  PATHS.analyzeComment,
  PATHS.suggestCommentScore,
  PATHS.classify,
  PATHS.analyze,
  PATHS.report,
  PATHS.targets,
  PATHS.metrics,
  PATHS.worker,
  PATHS.manifest,
  PATHS.weights,
  PATHS.encoder,
] as const;

/**
 * Returns the path that is asked for. Some clients write `$` and `:` as %24 and %3A, which Google's servers took for the
 * same.
 */
export const pathOf = (request: Request): string => getPath(request).replace(/%(?:24|3a)/gi, decodeURIComponent);

const KNOWN: ReadonlySet<string> = new Set(Object.values(PATHS));

/** Says whether the server has something at a path. */
export const isKnownPath = (path: string): boolean => KNOWN.has(path);
