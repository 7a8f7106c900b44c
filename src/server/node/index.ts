// The public face of "below-the-line/server/node": the server on a port, and the file that decisions go to.
export { type FeedbackFile, openFeedback } from './feedback.ts';
export { type Listening, type ListenOptions, listen } from './listen.ts';
