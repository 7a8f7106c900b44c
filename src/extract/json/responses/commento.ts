import * as z from 'zod/mini';
import { count, flag, htmlField, id, link, list, name, onPage, plainField, text, time } from './fields.ts';
import { type ResponseComment, responseExtractor } from './response.ts';

const V1 = z.object({
  commentHex: id,
  parentHex: link,
  commenterHex: link,
  markdown: text,
  html: text,
  score: count,
  state: z._default(z.string(), 'approved'),
  creationDate: time,
  /** The path of the page, under the one name or the other. */
  path: name,
  url: name,
  deleted: flag,
});
const V3 = z.object({
  id,
  parentId: link,
  userCreated: link,
  authorName: name,
  pageId: link,
  markdown: text,
  html: text,
  score: count,
  isApproved: flag,
  isPending: flag,
  isDeleted: flag,
  createdTime: time,
});
const Commenter = z.object({ commenterHex: link, id: link, name });

/** Commento's export and answer, and Comentario's export: https://gitlab.com/comentario/comentario, versions 1 and 3. */
export const commentoExport = responseExtractor(
  'Commento',
  z.object({
    comments: list,
    commenters: z.union([list, z.record(z.string(), z.unknown())]),
    pages: z.optional(z.array(z.object({ id: link, path: name, title: name }))),
  }),
  ({ comments, commenters, pages }, items) => {
    const people = Array.isArray(commenters)
      ? items(commenters, Commenter).map(({ node }) => [node.commenterHex ?? node.id, node.name] as const)
      : Object.entries(commenters).map(([hex, value]) => [hex, Commenter.safeParse(value).data?.name ?? null] as const);
    const names = new Map(people);
    const pagesById = new Map(pages?.map((page) => [page.id, page]));
    return {
      comments: items(comments, z.union([V1, V3])).map(({ node }): ResponseComment => {
        const body = node.markdown === '' ? htmlField(node.html) : plainField(node.markdown);
        if ('commentHex' in node) {
          return {
            id: node.commentHex,
            parent: node.parentHex === 'root' ? null : node.parentHex,
            author: names.get(node.commenterHex) ?? null,
            ...body,
            dateCreated: node.creationDate,
            upvoteCount: node.score,
            ...onPage(node.path ?? node.url),
            fromReader: node.state === 'approved' && !node.deleted && body.text !== '[deleted]',
          };
        }
        const page = pagesById.get(node.pageId);
        return {
          id: node.id,
          parent: node.parentId,
          author: node.authorName ?? names.get(node.userCreated) ?? null,
          ...body,
          dateCreated: node.createdTime,
          upvoteCount: node.score,
          ...onPage(page?.path ?? page?.id, page?.title),
          fromReader: node.isApproved && !node.isPending && !node.isDeleted,
        };
      }),
    };
  },
);
