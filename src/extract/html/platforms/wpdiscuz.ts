import { platformExtractor } from '../engine/index.ts';

/** The wpDiscuz plugin for WordPress: version 7 (`wpd-`) and versions 4 and 5 (`wc-`). */
export const wpdiscuz = platformExtractor({
  name: 'wpDiscuz',
  detect: [
    ['.wpd-comment', '.wc-comment'],
    ['.wpd-comment-text', '.wc-comment-text', '.wpd-comment-author', '.wc-comment-author'],
  ],
  item: '.wpd-comment[id^="wpd-comm-"], .wc-comment[id^="wc-comm-"]',
  notFromReader: '.pingback, .trackback, .wc-blog-pingback, .wc-blog-trackback',
  elsewhere: '.widget_wpdiscuz, .wpdiscuz_widget, .wpdiscuz-widget',
  id: { from: '@id', pattern: /^(?:wpd|wc)-comm-(\d+)_(\d+)$/ },
  author: ['.wpd-comment-author', '.wc-comment-author'],
  time: ['.wpd-comment-date @title', '.wpd-comment-date', '.wc-comment-date'],
  text: '.wpd-comment-text, .wc-comment-text',
  head: '.wpd-comment-header, .wc-comment-header, .wpd-comment-footer, .wc-comment-footer',
  drop: '[id^="wpdiscuz-readmore"], .wpdiscuz-readmore, .wpd-comment-last-edited, .wc-comment-last-edited',
  // The number beside the arrows is up minus down; only the layout with two numbers says how many there are of each.
  upvotes: '.wpd-vote-result-like',
  downvotes: '.wpd-vote-result-dislike',
  cut: '[id^="wpdiscuz-readmore"], .wpdiscuz-readmore',
  more: '.wc-load-more-link, .wpd-load-more-submit',
});
