import { platformExtractor } from '../engine/index.ts';

/** JComments and K2 for Joomla. */
export const jcomments = platformExtractor({
  name: 'JComments',
  detect: [
    ['#jc', '#comments-list', '.itemCommentsList'],
    ['.rbox', '.comment-anchor', '.comment-author', '.commentAuthorName'],
  ],
  item: '#jc .rbox, #jc .comment-box, #comments-list .comment-box, ul.itemCommentsList > li',
  elsewhere: '.jcomments-latest',
  id: { from: '[id] @id', pattern: /^comment(?:-item)?-?(\d+)$/ },
  author: ['.comment-author, .commentAuthorName, .author'],
  time: ['.comment-date, .commentDate, .date'],
  text: '.comment-body, .commentText, p',
  upvotes: '.vote-good',
  downvotes: '.vote-poor',
});
