import { choose } from '../discussions.ts';
import type { Extractor } from '../extractor.ts';
import { rawComment } from '../thread.ts';
import { label, leadOfHtml, typedField } from './fields.ts';
import { child, children, field, type XmlElement } from './xml.ts';
import type { XmlFile } from './xml-file.ts';

/** What readers write; the others are pingbacks, notes on blocks in the editor, and notes of shops. */
const OF_READERS = new Set(['', 'comment', 'review']);

/** WordPress eXtended RSS, as Tools → Export gives it (wp-admin/includes/export.php). */
export const wordpressExport: Extractor<XmlFile> = {
  name: 'WordPress export',
  read: ({ root, thread, url }) => {
    const channel = child(root, 'channel');
    if (channel === null || field(channel, 'wp:wxr_version') === null) return 'there is no wp:wxr_version';
    const discussions = children(channel, 'item')
      .filter((item) => child(item, 'wp:comment') !== null)
      .map((item) => ({
        id: field(item, 'wp:post_id'),
        article: {
          url: field(item, 'link'),
          headline: label(field(item, 'title')),
          lead: leadOfHtml(field(item, 'content:encoded')),
          language: field(channel, 'language'),
        },
        comments: children(item, 'wp:comment').map(commentOf),
      }));
    if (discussions.length === 0) return 'it holds no comment';
    const { comments, article, warnings } = choose(discussions, thread, url);
    return { platform: 'WordPress', comments, article, warnings };
  },
};

function commentOf(comment: XmlElement) {
  const parent = field(comment, 'wp:comment_parent');
  const time = field(comment, 'wp:comment_date_gmt');
  const isOfReader = OF_READERS.has(field(comment, 'wp:comment_type') ?? '');
  return rawComment({
    id: field(comment, 'wp:comment_id'),
    parent: parent === '0' ? null : parent,
    author: label(field(comment, 'wp:comment_author')),
    ...typedField(field(comment, 'wp:comment_content') ?? ''),
    dateCreated:
      time === null || time.startsWith('0000') ? field(comment, 'wp:comment_date') : `${time.replace(' ', 'T')}Z`,
    // Pending (0), spam and trash are not shown to readers.
    fromReader: isOfReader && field(comment, 'wp:comment_approved') === '1',
  });
}
