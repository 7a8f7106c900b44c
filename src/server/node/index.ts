// The public face of "below-the-line/server/node": the server on a port, the file that decisions go to, and the threads
// that classify comments and analyse pages.
export { browserFiles } from './browser-files.ts';
export { type ClassifierPool, type ClassifierPoolOptions, classifierPool } from './classifier-pool.ts';
export { type FeedbackFile, openFeedback } from './feedback.ts';
export { type Listening, type ListenOptions, listen } from './listen.ts';
export { type PageAnalyserOptions, type PageAnalyserThread, pageAnalyserThread } from './page-analyser.ts';
