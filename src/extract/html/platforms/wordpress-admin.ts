import { platformExtractor } from '../engine/index.ts';

/** The list of comments in WordPress's administration: wp-admin/includes/class-wp-comments-list-table.php. */
export const wordpressAdmin = platformExtractor({
  name: 'WordPress',
  detect: [['#the-comment-list'], ['.column-comment']],
  item: '#the-comment-list > tr[id^="comment-"]',
  notFromReader: ['pingback', 'trackback', 'note', 'unapproved', 'spam', 'trash', 'post-trashed']
    .map((type) => `#the-comment-list > .${type}`)
    .join(),
  ofManyPages: true,
  parent: { from: '.column-comment > a @href', pattern: /#comment-(\d+)$/ },
  author: ['.column-author > strong', '.comment-author > strong'],
  time: ['.submitted-on'],
  // In front of the text, the cell says whom it answers.
  text: ['p', 'ul', 'ol', 'blockquote', 'pre', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'dl', 'figure']
    .map((block) => `.column-comment > ${block}`)
    .join(),
  inPieces: true,
});
