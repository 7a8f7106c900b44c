import { vocabularyExtractor } from './vocabulary.ts';

/** https://indieweb.org/comments-presentation: comments cited under an `h-entry`. */
export const microformats = vocabularyExtractor({
  name: 'microformats',
  detect: ['.u-comment', '.p-comment', '.h-cite', '.hcomment'],
  item: '.u-comment, .p-comment, .h-entry .h-cite, .hcomment',
  // Mentions, likes and reposts are cited in the same form.
  notFromReader: '.u-like, .u-repost, .u-like-of, .u-repost-of, .u-bookmark-of',
  id: { from: '[id], .u-uid, .u-url @id', pattern: /(?<!\d)(\d+)$/ },
  author: ['.p-author .p-name, .u-author .p-name', '.p-author, .u-author', '.h-card, .vcard .fn'],
  time: ['.dt-published @datetime', '.dt-published', 'time @datetime'],
  text: '.e-content, .p-content, .p-summary, .p-name:not(.h-card .p-name)',
  head: '.h-card, .dt-published',
});
