import { choose, groupedBy } from '../discussions.ts';
import type { Extractor } from '../extractor.ts';
import { rawComment } from '../thread.ts';
import { htmlField, label, leadOfHtml } from './fields.ts';
import { child, children, field, type XmlElement } from './xml.ts';
import type { XmlFile } from './xml-file.ts';

const KIND = 'http://schemas.google.com/g/2005#kind';

/** Blogger's backup in Atom: that of its settings until 2024 (`kind#comment`), and Takeout's (`blogger:type`). */
export const bloggerExport: Extractor<XmlFile> = {
  name: 'Blogger export',
  read: ({ root, thread, url }) => {
    const entries = root.name === 'feed' ? children(root, 'entry') : [];
    const posts = new Map(entries.filter((entry) => kindOf(entry) === 'post').map((post) => [field(post, 'id'), post]));
    const comments = entries.filter((entry) => kindOf(entry) === 'comment');
    if (comments.length === 0) return 'there is no entry of the kind comment';
    const discussions = [...groupedBy(comments, postOf)].map(([id, group]) => {
      const post = posts.get(id);
      return { id, article: post === undefined ? {} : articleOf(post), comments: group.map(commentOf) };
    });
    const chosen = choose(discussions, thread, url);
    return { platform: 'Blogger', comments: chosen.comments, article: chosen.article, warnings: chosen.warnings };
  },
};

function kindOf(entry: XmlElement): string | null {
  const category = children(entry, 'category').find(({ attributes }) => attributes.scheme === KIND);
  const term = category?.attributes.term ?? field(entry, 'blogger:type');
  return term?.replace(/^.*#/s, '').toLowerCase() ?? null;
}

function postOf(comment: XmlElement): string | null {
  return field(comment, 'blogger:parent') ?? child(comment, 'thr:in-reply-to')?.attributes.ref ?? null;
}

function articleOf(post: XmlElement) {
  const link = children(post, 'link').find(({ attributes }) => attributes.rel === 'alternate')?.attributes.href;
  return {
    headline: label(field(post, 'title')),
    url: link ?? field(post, 'blogger:filename'),
    lead: leadOfHtml(field(post, 'content')),
  };
}

function commentOf(comment: XmlElement) {
  // A reply names the comment that it answers by its address in the API, which ends in its number.
  const related = children(comment, 'link').find(({ attributes }) => attributes.rel === 'related')?.attributes.href;
  const answered = field(comment, 'blogger:inReplyTo') ?? /\/comments\/default\/(\d+)/.exec(related ?? '')?.[1] ?? null;
  const author = child(comment, 'author');
  return rawComment({
    id: numberOf(field(comment, 'id')),
    parent: numberOf(answered),
    author: author === null ? null : label(field(author, 'name')),
    ...htmlField(field(comment, 'content') ?? ''),
    dateCreated: field(comment, 'published'),
    fromReader: (field(comment, 'blogger:status') ?? 'LIVE') === 'LIVE' && child(comment, 'gd:deleted') === null,
  });
}

/** Ids are `tag:blogger.com,1999:blog-1.post-2`, for comments too. */
function numberOf(id: string | null): string | null {
  return id?.replace(/^tag:.*[.-]/s, '') ?? null;
}
