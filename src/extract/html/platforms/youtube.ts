import { platformExtractor } from '../engine/index.ts';

/** YouTube, as a browser shows it. */
export const youtube = platformExtractor({
  name: 'YouTube',
  detect: [
    ['ytd-comment-view-model', 'ytd-comment-renderer'],
    ['#content-text', '#author-text'],
  ],
  item: 'ytd-comment-view-model, ytd-comment-renderer',
  repliesBox: 'ytd-comment-replies-renderer',
  id: { from: '#published-time-text a @href', pattern: /[?&]lc=([\w.-]+)/ },
  author: ['#author-text'],
  time: ['#published-time-text', '.published-time-text'],
  text: '#content-text',
  upvotes: '#vote-count-middle',
});
