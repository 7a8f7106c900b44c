// The public face of "below-the-line/server/node": the server on a port, the file that decisions go to, and the thread
// that pages are analysed in.
export { browserFiles } from './browser-files.ts';
export { type FeedbackFile, openFeedback } from './feedback.ts';
export { type Listening, type ListenOptions, listen } from './listen.ts';
export { type PageAnalyserOptions, type PageAnalyserThread, pageAnalyserThread } from './page-analyser.ts';
