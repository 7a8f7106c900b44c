import { first, selector } from '../../dom/elements.ts';
import type { Extractor } from '../../extractor.ts';
import { platformExtractor } from '../engine/index.ts';
import type { Platform } from '../engine/platform.ts';
import type { HtmlPage } from '../html-page.ts';

/**
 * WordPress marks every comment with the classes of `comment_class()`, whatever the theme: `comment`, `pingback` or
 * `trackback`, and `depth-N` (wp-includes/comment-template.php). What stands inside is the theme's own; the names below
 * are those of the core templates, the block theme and widespread themes.
 */
const MARKUP = {
  notFromReader: '.pingback, .trackback, .comment-awaiting-moderation',
  elsewhere:
    '.widget_recent_comments, .recentcomments, #recentcomments, .recent-comments, .latest-comments, .wp-block-latest-comments',
  id: { from: '[id] @id', pattern: /^(?:li-|div-|dsq-)?comment-(\d+)$/ },
  author: [
    '.fn',
    '.wp-block-comment-author-name',
    '[itemprop~="author"] [itemprop~="name"]',
    '.comment-author-name, .comment_author_name, [class*="author-name"], [class*="author_name"]',
    '.comment-author-link, .comment_author_link, [id^="dsq-author-user-"]',
    '.comment-author cite, .comment-author b, .comment-author strong',
    '.comment-author, .comment_author, .commentauthor, .commentAuthor',
    'cite',
    '.comment-meta strong, .comment-meta b, .commentmetadata strong, .commentmetadata b',
    '.author, .name',
    'a.url',
    'h3, h4, h5, h6',
  ],
  time: [
    'time[datetime]',
    '[itemprop~="datePublished"], [itemprop~="commentTime"]',
    '.comment-date, .comment_date, .comment-time, .comment_time, .comment-datetime',
    '.comment-metadata a, .commentmetadata a',
    'a[href*="#comment-"]:not(.comment-reply-link)',
    '.comment-metadata, .commentmetadata, [class*="comment-date"], [class*="comment-time"]',
    '.date, .time, .datetime',
  ],
  text: [
    '.wp-block-comment-content, .comment-content, .comment_content, .comment__content, .commentcontent',
    '.comment-text, .comment_text, .comment__text, .commenttext, .commentText',
    '.comment-entry, .comment-copy, .dsq-comment-message',
    '[itemprop~="text"], [itemprop~="commentText"]',
  ].join(),
  unboxed: true,
  drop: [
    '.says, .avatar, .comment-avatar, .comment-awaiting-moderation, .comment-number, time',
    '.comment-date, .comment_date, .comment-time, .comment_time, .wp-block-comment-date',
    '.reply, .comment-reply, .comment_reply, .comment-reply-link, .comment-reply-title, .wp-block-comment-reply-link',
    '.comment-edit-link, .edit-link, .wp-block-comment-edit-link, .comment-links, .comment-tools, .comment-actions',
    '.comment-likes, .comment-like, .sharedaddy, .wprm-comment-rating, #respond, form, button',
  ].join(),
  head: [
    '.comment-author, .comment_author, .comment-author-link, .comment_author_link, .vcard, .comment-footer',
    '.comment-meta, .comment_meta, .commentmeta, .comment__meta, .comment-metadata, .commentmetadata, .comment-info',
  ].join(),
  more: '.comment-navigation a, .comments-navigation a, .comments-pagination a, .wp-block-comments-pagination a, .nav-comments a',
} satisfies Partial<Platform>;

/** WordPress: the list that its themes make of comments, which names the level of each in a class. */
export const wordpress = platformExtractor({
  name: 'WordPress',
  detect: [['.comment', '.pingback', '.trackback'], 'item'],
  ...MARKUP,
  item: [
    ...['li', 'div', 'article', 'section'].map((name) => `${name}.comment[class*="depth-"]`),
    // Some themes give pingbacks classes of their own.
    'li.pingback, .pingback[class*="depth-"]',
    'li.trackback, .trackback[class*="depth-"]',
  ].join(),
  level: { from: '@class', pattern: /(?:^|\s)depth-(\d{1,3})(?:\s|$)/ },
});

const LISTS = ['#commentlist', '.commentlist', '.comment-list', '#comments'];

const byId = platformExtractor({
  name: 'WordPress by ids',
  detect: [LISTS, 'item'],
  ...MARKUP,
  item: LISTS.flatMap((list) => {
    const ids = [
      'li[id^="comment-"]',
      'li[id^="li-comment-"]',
      'li > article[id^="comment-"]',
      'li > div[id^="comment-"]',
    ];
    return ids.map((id) => `${list} ${id}`);
  }).join(),
});

const powered = selector('[src*="wp-content"], [src*="wp-includes"], [href*="wp-content"], meta[content^="WordPress"]');

/** Themes that do without `comment_class()`, as all did before WordPress 2.7 (2008); the id is still WordPress's. */
export const oldWordpress: Extractor<HtmlPage> = {
  name: byId.name,
  read: (page) => {
    const result = byId.read(page);
    if (typeof result === 'string') return result;
    const { comments } = result;
    const platform = first(powered, page.document) === null ? null : 'WordPress';
    // Elsewhere, what repeats says more of a comment than the names of WordPress's themes.
    if (platform === null && !page.tree.selectors.has('.commentlist') && !page.tree.selectors.has('#commentlist')) {
      return `${comments.length} items on a page that WordPress did not write`;
    }
    if (comments.every(({ id }) => id === null)) return `${comments.length} items, none with a number in its id`;
    // Boxes such as "comment-form" are no items, but stay in the list because parents are indices in it.
    return {
      ...result,
      platform,
      comments: comments.map((c) => ({ ...c, fromReader: c.fromReader && c.id !== null })),
    };
  },
};
