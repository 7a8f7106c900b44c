import { platformExtractor } from '../engine/index.ts';

/** The frame in which Discourse shows a topic under an article: app/views/embed/comments.html.erb. */
export const discourseEmbed = platformExtractor({
  name: 'Discourse',
  detect: [['.cooked'], ['.username', '.post-date']],
  item: 'article.post[id^="post-"]',
  id: { from: '@id', pattern: /^post-(\d+)$/ },
  parent: { from: 'a.in-reply-to @data-link-to-post', pattern: /(\d+)/ },
  author: ['.username a', '.username'],
  time: ['a.post-date @title', '.post-date'],
  text: '.cooked',
  drop: 'h3.username',
  quote: 'aside.quote',
});
