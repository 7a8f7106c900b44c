import { platformExtractor } from './platform.ts';

/** Blogger: its threads, and the definition lists of themes before 2011. */
export const blogger = platformExtractor({
  name: 'Blogger',
  signs: ['.comment-thread', '#comments-block', '#Blog1_comments-block-wrapper'],
  item: '.comment-thread li.comment, #comments-block dt.comment-author + dd',
  elsewhere: '.recent-comments, .RecentComments',
  id: { from: '@id', pattern: /^(?:bc_|c)?(\d{6,})$/ },
  author: ['cite.user'],
  time: ['.datetime'],
  text: '.comment-content',
  drop: '.comment-actions, .comment-replies',
  head: '.comment-header, .avatar-image-container',
  more: '.comments .loadmore:not(.hidden) a, #comments .paging-control a',
});
