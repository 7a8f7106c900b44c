import * as z from 'zod/mini';
import { count, htmlField, id, link, list, name, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const Account = z.object({ acct: z.string(), display_name: name, displayName: name });
/** The client `masto` writes every key in camel case. */
const Status = z.object({
  id,
  created_at: time,
  createdAt: time,
  in_reply_to_id: link,
  inReplyToId: link,
  content: z.string(),
  favourites_count: count,
  favouritesCount: count,
  account: Account,
});

/** https://docs.joinmastodon.org/entities/Context/: what answers a status, which itself is not in it; or a list of statuses. */
export const mastodonContext = responseExtractor(
  'Mastodon',
  z.union([
    list,
    z.pipe(
      z.object({ ancestors: list, descendants: list }),
      z.transform(({ descendants }) => descendants),
    ),
  ]),
  (statuses, items) => ({
    comments: items(statuses, Status).map(({ node }) => ({
      id: node.id,
      parent: node.in_reply_to_id ?? node.inReplyToId,
      author: node.account.display_name ?? node.account.displayName ?? node.account.acct,
      ...htmlField(node.content),
      dateCreated: node.created_at ?? node.createdAt,
      upvoteCount: node.favourites_count ?? node.favouritesCount,
    })),
  }),
);
