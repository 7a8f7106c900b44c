import * as z from 'zod/mini';
import { htmlText } from '../../dom/visible.ts';
import { about, count, flag, htmlField, id, link, list, name, text, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const Comment = z.object({
  short_id: id,
  parent_comment: link,
  /** From 1; of its two names the second is older, from when answers named no parent. */
  depth: count,
  indent_level: count,
  comment: z.string(),
  created_at: time,
  is_deleted: flag,
  is_moderated: flag,
  score: count,
  commenting_user: z.union([z.object({ username: name }), name]),
});

/** https://github.com/lobsters/lobsters: a story's address with `.json` behind it. */
export const lobstersStory = responseExtractor(
  'Lobsters',
  z.object({
    short_id: id,
    title: z.string(),
    comments_url: name,
    comment_count: count,
    description: text,
    comments: list,
  }),
  (story, items) => {
    const above: string[] = [];
    return {
      comments: items(story.comments, Comment).map(({ node }) => {
        const level = node.depth ?? node.indent_level ?? 0;
        above.length = Math.min(above.length, level);
        const parent = node.parent_comment ?? above[level - 1] ?? null;
        above[level] = node.short_id;
        const user = node.commenting_user;
        return {
          id: node.short_id,
          parent,
          author: typeof user === 'object' && user !== null ? user.username : user,
          ...htmlField(node.comment),
          dateCreated: node.created_at,
          upvoteCount: node.score,
          fromReader: !node.is_deleted && !node.is_moderated,
        };
      }),
      opening: htmlText(story.description) || null,
      article: { ...about(story.title, story.comments_url), claimedCount: story.comment_count },
    };
  },
);
