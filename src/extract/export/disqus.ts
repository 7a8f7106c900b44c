import { choose, groupedBy } from '../discussions.ts';
import type { Extractor } from '../extractor.ts';
import { rawComment } from '../thread.ts';
import { htmlField, label } from './fields.ts';
import { child, children, field, type XmlElement } from './xml.ts';
import type { XmlFile } from './xml-file.ts';

/** https://help.disqus.com/en/articles/1717164-comments-export */
export const disqusExport: Extractor<XmlFile> = {
  name: 'Disqus export',
  read: ({ root, thread, url }) => {
    if (root.name !== 'disqus') return `the root is <${root.name}>`;
    const posts = groupedBy(children(root, 'post'), (post) => idOf(child(post, 'thread')));
    const threads = new Map(children(root, 'thread').map((element) => [idOf(element), element]));
    const discussions = [...new Set([...threads.keys(), ...posts.keys()])].map((id) => {
      const element = threads.get(id) ?? null;
      const isDeleted = element !== null && field(element, 'isDeleted') === 'true';
      return {
        id,
        article: element === null ? {} : articleOf(element),
        comments: (posts.get(id) ?? []).map((post) => commentOf(post, isDeleted)),
      };
    });
    if (discussions.length === 0) return 'it holds no thread';
    const { comments, article, warnings } = choose(discussions, thread, url);
    return { platform: 'Disqus', comments, article, warnings };
  },
};

function articleOf(thread: XmlElement) {
  const [link, title] = [field(thread, 'link'), label(field(thread, 'title'))];
  // Where a site names no title, Disqus takes the address.
  return { url: link, headline: title === link ? null : title };
}

function commentOf(post: XmlElement, isHidden: boolean) {
  const author = child(post, 'author');
  const is = (name: string) => field(post, name) === 'true';
  return rawComment({
    id: idOf(post),
    parent: idOf(child(post, 'parent')),
    author: author === null ? null : label(field(author, 'name') ?? field(author, 'username')),
    ...htmlField(field(post, 'message') ?? ''),
    dateCreated: field(post, 'createdAt'),
    fromReader: !isHidden && !is('isDeleted') && !is('isSpam') && field(post, 'isApproved') !== 'false',
  });
}

function idOf(element: XmlElement | null): string | null {
  return element?.attributes['dsq:id'] ?? null;
}
