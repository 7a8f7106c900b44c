// The public face of "below-the-line/server": runs wherever Request and Response do. What needs Node is in ./node.
export { createApp } from './app.ts';
export {
  type AppOptions,
  DEFAULT_LIMITS,
  type FeedbackRow,
  type FeedbackStore,
  type Limits,
  type LogEntry,
  UNKNOWN_ATTRIBUTES,
  type UnknownAttributes,
} from './options.ts';
export type { PageAnalyser, PageRequest, PageResponse } from './page-analyser.ts';
