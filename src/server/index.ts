// The public face of "below-the-line/server": runs wherever Request and Response do. What needs Node is in ./node.
export type { Analyst, AnalystAnswer, AnalystRequest } from './analyst.ts';
export { createApp } from './app.ts';
export {
  type AppOptions,
  DEFAULT_LIMITS,
  type FeedbackRow,
  type FeedbackStore,
  type Limits,
  type LogEntry,
} from './options.ts';
