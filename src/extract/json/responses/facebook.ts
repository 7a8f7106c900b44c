import * as z from 'zod/mini';
import { count, flag, id, link, list, name, plainField, replies, text, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const GraphComment = z
  .object({
    id,
    created_time: time,
    from: z.nullish(z.object({ name, username: name })),
    username: name,
    /** Facebook's name for the text, and Instagram's. */
    message: z.optional(z.string()),
    text: z.optional(z.string()),
    timestamp: time,
    like_count: count,
    parent: z.nullish(z.object({ id: link })),
    is_hidden: flag,
    hidden: flag,
    comments: replies,
    replies,
  })
  .check(
    z.refine(
      ({ message, text, created_time, timestamp }) =>
        (message ?? text) !== undefined && (created_time ?? timestamp) !== null,
      'no message with its time',
    ),
  );
const Edge = z.object({ data: list, summary: z.optional(z.object({ total_count: count })) });
/** Comments, or a post or a medium with its comments. */
const Commented = z.union([
  z.extend(Edge, { message: z.optional(z.undefined()) }),
  z.pipe(
    z.object({ id, message: name, caption: name, comments: Edge }),
    z.transform(({ message, caption, comments }) => ({ ...comments, message: message ?? caption })),
  ),
]);

/** https://developers.facebook.com/docs/graph-api/reference/object/comments, and Instagram's `/IG_MEDIA/comments`. */
export const facebookGraph = responseExtractor('Facebook', Commented, ({ data, summary, message }, items) => ({
  comments: items(data, GraphComment, ({ comments, replies }) => Edge.safeParse(comments ?? replies).data?.data).map(
    ({ node, parent }) => ({
      id: node.id,
      parent: node.parent?.id ?? parent?.id ?? null,
      author: node.from?.name ?? node.from?.username ?? node.username,
      ...plainField(node.message ?? node.text ?? ''),
      dateCreated: node.created_time ?? node.timestamp,
      upvoteCount: node.like_count,
      fromReader: !node.is_hidden && !node.hidden,
    }),
  ),
  opening: message ?? null,
  article: { claimedCount: summary?.total_count ?? null },
}));

const Written = z.object({
  timestamp: time,
  data: z.array(z.object({ comment: z.optional(z.object({ comment: text, author: name, timestamp: time })) })),
});

/** `comments.json` of a download of one's own data from Facebook: what one person wrote, below posts of others. */
export const facebookDownload = responseExtractor(
  'Facebook',
  z.union([
    z.pipe(
      z.object({ comments_v2: list }),
      z.transform(({ comments_v2 }) => comments_v2),
    ),
    z.pipe(
      z.object({ comments: list }),
      z.transform(({ comments }) => comments),
    ),
  ]),
  (list, items) => ({
    comments: items(list, Written).flatMap(({ node }) =>
      node.data.flatMap(({ comment }) =>
        comment === undefined
          ? []
          : [
              {
                author: mended(comment.author),
                ...plainField(mended(comment.comment)),
                dateCreated: comment.timestamp ?? node.timestamp,
              },
            ],
      ),
    ),
  }),
);

/** Names of the fields are in the language of the account; the text comes first, whoever wrote it is not said. */
const Entry = z.object({
  string_map_data: z.record(z.string(), z.object({ value: z.optional(z.string()), timestamp: time })),
});

/** `post_comments_1.json` and `reels_comments.json` of a download of one's own data from Instagram. */
export const instagramDownload = responseExtractor(
  'Instagram',
  z.union([
    list,
    z.pipe(
      z.object({ comments_reels_comments: list }),
      z.transform(({ comments_reels_comments }) => comments_reels_comments),
    ),
  ]),
  (list, items) => ({
    comments: items(list, Entry).map(({ node: { string_map_data: fields } }) => ({
      ...plainField(mended((fields.Comment ?? Object.values(fields)[0])?.value ?? '')),
      dateCreated: Object.values(fields).find(({ timestamp }) => timestamp !== null)?.timestamp ?? null,
    })),
  }),
);

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Downloads hold each byte of UTF-8 as a character of its own: "Ã¸" for "ø". A text that is not made so stays. */
function mended<Text extends string | null>(broken: Text): Text {
  if (broken === null || !/[\x80-\xff]/.test(broken) || /[^\0-\xff]/.test(broken)) return broken;
  try {
    return utf8.decode(Uint8Array.from(broken, (character) => character.charCodeAt(0))) as Text;
  } catch {
    return broken;
  }
}
