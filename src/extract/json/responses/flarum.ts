import * as z from 'zod/mini';
import { htmlText } from '../../dom/visible.ts';
import { about, count, flag, htmlField, id, list, name, text, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const Reference = z.object({ data: z.nullish(z.object({ id })) });
const Resource = z.object({
  type: z.string(),
  id,
  attributes: z._default(
    z.object({
      title: name,
      commentCount: count,
      shareUrl: name,
      number: count,
      createdAt: time,
      /** `comment`, or what an event writes, such as `discussionRenamed`. */
      contentType: name,
      contentHtml: text,
      isHidden: flag,
      isApproved: z._default(z.boolean(), true),
      likesCount: count,
      displayName: name,
      username: name,
    }),
    {} as never,
  ),
  relationships: z.optional(z.object({ user: z.optional(Reference), posts: z.optional(z.object({ data: list })) })),
});
/** A reply begins by naming the post that it answers. */
const ANSWERED = /^\s*(?:<p>\s*)?<a\b[^>]*class="[^"]*PostMention[^>]*?data-id="(\d+)"/;

/** https://docs.flarum.org/rest-api: `/api/discussions/ID` and `/api/posts?filter[discussion]=ID`. */
export const flarumResponse = responseExtractor(
  'Flarum',
  z.object({ data: z.unknown(), included: list }),
  ({ data, included }, items) => {
    const resources = items([...(Array.isArray(data) ? data : [data]), ...included], Resource).map(({ node }) => node);
    const posts = resources.filter(({ type }) => type === 'posts');
    const users = new Map(resources.filter(({ type }) => type === 'users').map((user) => [user.id, user.attributes]));
    const discussion = resources.find(({ type }) => type === 'discussions');
    const first = posts.find(({ attributes }) => attributes.number === 1);
    const absent = (discussion?.relationships?.posts?.data.length ?? 0) - posts.length;
    return {
      comments: posts
        .filter((post) => post !== first)
        .map(({ id, attributes, relationships }) => {
          const user = users.get(relationships?.user?.data?.id ?? '');
          return {
            id,
            parent: ANSWERED.exec(attributes.contentHtml)?.[1] ?? null,
            author: user?.displayName ?? user?.username ?? null,
            ...htmlField(attributes.contentHtml),
            dateCreated: attributes.createdAt,
            upvoteCount: attributes.likesCount,
            fromReader: attributes.contentType === 'comment' && !attributes.isHidden && attributes.isApproved,
          };
        }),
      opening: first === undefined ? null : htmlText(first.attributes.contentHtml),
      article: {
        ...about(discussion?.attributes.title, discussion?.attributes.shareUrl),
        ...(discussion?.attributes.commentCount != null && { claimedCount: discussion.attributes.commentCount - 1 }),
      },
      elsewhere: [
        absent > 0 && `${absent} more posts are named by the discussion: ask /api/posts?filter[id]=… for them`,
      ],
    };
  },
);
