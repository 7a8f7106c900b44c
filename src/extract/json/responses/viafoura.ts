import * as z from 'zod/mini';
import { count, htmlField, id, link, list, name, replies, text, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const Content = z.object({
  content_uuid: id,
  parent_uuid: link,
  content: text,
  /** The names behind these are in another answer, of `/users`, unless somebody put them in. */
  actor_uuid: link,
  actor: z.nullish(z.object({ name })),
  actor_name: name,
  date_created: time,
  total_likes: count,
  total_dislikes: count,
  state: z._default(z.string(), 'visible'),
  replies,
});

/** Viafoura's `/livecomments/…/comments`. */
export const viafouraContents = responseExtractor('Viafoura', z.object({ contents: list }), ({ contents }, items) => {
  const read = items(contents, Content, ({ replies }) => (Array.isArray(replies) ? replies : Object(replies).contents));
  return {
    comments: read.map(({ node, parent }) => ({
      id: node.content_uuid,
      parent: node.parent_uuid ?? parent?.content_uuid ?? null,
      author: node.actor?.name ?? node.actor_name,
      ...htmlField(node.content),
      dateCreated: node.date_created,
      upvoteCount: node.total_likes,
      downvoteCount: node.total_dislikes,
      fromReader: node.state === 'visible',
    })),
  };
});
