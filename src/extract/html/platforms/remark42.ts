import { platformExtractor } from '../engine/index.ts';

/** Remark42, as a browser shows it: apps/remark42/app/components/comment/comment.tsx. */
export const remark42 = platformExtractor({
  name: 'Remark42',
  detect: [['.comment__text'], ['.comment__username', '.comment__time']],
  item: 'article.comment[id^="remark42__comment-"]',
  notFromReader: '.comment_removed, .comment_view_deleted',
  id: { from: '@id', pattern: /^remark42__comment-(.+)$/ },
  level: { from: '@class', pattern: /comment_level_(\d+)/ },
  author: ['.comment__username'],
  time: ['.comment__time'],
  text: '.comment__text',
});
