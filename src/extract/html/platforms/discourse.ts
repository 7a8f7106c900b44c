import { platformExtractor } from '../engine/index.ts';

/** A Discourse topic, in the copy for readers without scripts and as a browser shows it. The first post is the topic. */
export const discourse = platformExtractor({
  name: 'Discourse',
  detect: [
    ['.crawler-post', '.topic-post'],
    ['.creator', '.names', '.cooked'],
  ],
  item: '.crawler-post, .topic-post',
  notFromReader: '.small-action, .deleted',
  opening: { post: '#post_1, :has(#post_1)' },
  id: { from: '[id] @id', pattern: /^post_(\d+)$/ },
  author: ['.creator [itemprop="name"]', '.names a[data-user-card]', '.names'],
  time: ['time.post-time @datetime', '[itemprop="datePublished"] @datetime', '.relative-date @title'],
  text: '.post[itemprop="text"], .post, .cooked',
  quote: 'aside.quote',
  upvotes: '[itemprop="userInteractionCount"] @content',
});
