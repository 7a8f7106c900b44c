import * as z from 'zod/mini';
import { htmlText } from '../../dom/visible.ts';
import { flattened, htmlField, id, responseExtractor, seconds } from './response.ts';

const RedditComment = z.object({
  kind: z.string(),
  data: z.object({
    id: z.optional(id),
    author: z.nullish(z.string()),
    body: z.nullish(z.string()),
    body_html: z.nullish(z.string()),
    created_utc: z.nullish(seconds),
    ups: z.nullish(z.int()),
    /** An empty text where there are none. */
    get replies(): z.ZodMiniOptional<
      z.ZodMiniNullable<z.ZodMiniUnion<readonly [typeof RedditListing, z.ZodMiniString]>>
    > {
      return z.nullish(z.union([RedditListing, z.string()]));
    },
  }),
});
const RedditListing = z.object({ kind: z.literal('Listing'), data: z.object({ children: z.array(RedditComment) }) });
const Post = z.object({
  data: z.object({ children: z.tuple([z.object({ data: z.object({ selftext: z.nullish(z.string()) }) })]) }),
});
/** The post, then its comments. */
const RedditResponse = z.union([
  z.pipe(
    z.tuple([z.unknown(), RedditListing]),
    z.transform(([post, listing]) => ({ post: Post.safeParse(post).data ?? null, listing })),
  ),
  z.pipe(
    RedditListing,
    z.transform((listing) => ({ post: null, listing })),
  ),
]);

/** https://www.reddit.com/dev/api/#GET_comments_{article}, or a topic's address with `.json` behind it. */
export const redditResponse = responseExtractor(
  'Reddit',
  RedditResponse,
  ({ listing }) =>
    flattened(commentsIn(listing), ({ data }) => commentsIn(data.replies)).map(({ node: { data }, parent }) => ({
      id: data.id ?? null,
      parent: parent?.data.id ?? null,
      author: data.author === '[deleted]' ? null : (data.author ?? null),
      ...htmlField(data.body_html == null ? (data.body ?? '') : htmlText(data.body_html)),
      dateCreated: data.created_utc ?? null,
      upvoteCount: data.ups ?? null,
      fromReader: !/^\[(?:deleted|removed)\]$/.test(data.body ?? ''),
    })),
  ({ post }) => htmlText(post?.data.children[0].data.selftext ?? ''),
);

function commentsIn(
  listing: z.infer<typeof RedditListing> | string | null | undefined,
): z.infer<typeof RedditComment>[] {
  return typeof listing === 'object' && listing !== null
    ? listing.data.children.filter(({ kind }) => kind === 't1')
    : [];
}
