import * as z from 'zod/mini';
import { htmlText } from '../../dom/visible.ts';
import { about, count, escapedName, htmlField, link, list, name, replies, text, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const Post = z
  .object({
    comment_id: link,
    answer_id: link,
    question_id: link,
    post_id: link,
    owner: z.nullish(z.object({ display_name: escapedName })),
    creation_date: time,
    score: count,
    title: name,
    link: name,
    body: text,
    answers: replies,
    comments: replies,
  })
  .check(z.refine((post) => (post.comment_id ?? post.answer_id ?? post.question_id) !== null, 'no id'));

/** https://api.stackexchange.com/docs: comments, answers, or questions with both; the texts come with `filter=withbody`. */
export const stackExchangeResponse = responseExtractor(
  'Stack Exchange',
  z.object({ items: list, has_more: z.boolean() }),
  (response, items) => {
    const posts = items(response.items, Post, ({ comments, answers }) => [...listOf(comments), ...listOf(answers)]);
    const question = posts.find(({ node }) => node.title !== null)?.node;
    const read = posts.filter(({ node }) => node !== question);
    return {
      comments: read.map(({ node, parent }) => ({
        id: node.comment_id ?? node.answer_id,
        parent: node.post_id ?? parent?.answer_id ?? null,
        author: node.owner?.display_name ?? null,
        ...htmlField(node.body),
        dateCreated: node.creation_date,
        upvoteCount: node.score,
      })),
      ...(question !== undefined && {
        opening: htmlText(question.body) || null,
        article: about(htmlText(question.title ?? ''), question.link),
      }),
      elsewhere: [
        read.length > 0 &&
          read.every(({ node }) => node.body === '') &&
          'the answer holds no texts: ask with filter=withbody',
      ],
    };
  },
);

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
