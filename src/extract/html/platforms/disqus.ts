import { platformExtractor } from '../engine/index.ts';

/** Disqus: the copy for search engines that some sites put into its marker, and the saved page of its frame. */
export const disqus = platformExtractor({
  name: 'Disqus',
  detect: [
    ['#disqus_thread', '#post-list'],
    ['.comment-body', '.post-message', '.dsq-comment-message'],
  ],
  item: '#disqus_thread .comment, #post-list li.post, #dsq-comments > li',
  notFromReader: '.post-message--deleted, .minimized',
  id: { from: '@id', pattern: /^(?:post|dsq-comment)-(\d+)$/ },
  author: ['.comment-author, .post-byline .author', '[id^="dsq-author-user-"], .dsq-comment-author, cite'],
  time: ['a.time-ago @title', '.comment-date, .dsq-comment-header-time'],
  text: '.comment-body, .post-message, .dsq-comment-message',
  upvotes: '[data-role="likes"]',
  downvotes: '[data-role="dislikes"]',
});
