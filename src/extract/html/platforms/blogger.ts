import { platformExtractor } from '../engine/index.ts';

/** Blogger's threads. */
export const blogger = platformExtractor({
  name: 'Blogger',
  detect: [
    ['.comment-thread'],
    ['.datetime', '.avatar-image-container', '.comment-replies', '.comment-replybox-single'],
  ],
  item: '.comment-thread li.comment',
  notFromReader: '.deleted-comment',
  elsewhere: '.recent-comments, .RecentComments',
  id: { from: '@id', pattern: /^(?:bc_|c)?(\d{6,})$/ },
  author: ['cite.user'],
  time: ['.datetime'],
  text: '.comment-content',
  drop: '.comment-actions, .comment-replies',
  head: '.comment-header, .avatar-image-container',
  more: '.comments .loadmore:not(.hidden) a, #comments .paging-control a',
});

/** Blogger's themes before 2011: a list of terms and definitions. */
export const oldBlogger = platformExtractor({
  name: 'Blogger',
  detect: [
    ['#comments-block', '#Blog1_comments-block-wrapper'],
    ['.comment-timestamp', '.comment-author'],
  ],
  item: '#comments-block dt[id^="c"], #comments-block dt.comment-author',
  spread: true,
  id: { from: '[id], a @id', pattern: /^c(\d{6,})$/ },
  author: ['a[rel~="nofollow"]', '.comment-author', 'dt'],
  time: ['.comment-timestamp a', '.comment-timestamp'],
  text: '.comment-body p, .comment-body',
});
