import * as z from 'zod/mini';
import { htmlText } from '../../dom/visible.ts';
import { about, count, flag, htmlField, id, link, list, name, text, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const ADDRESS = 'https://news.ycombinator.com/item?id=';

const Item = z.object({
  id,
  type: z.string(),
  author: name,
  title: name,
  text: text,
  created_at: time,
  parent_id: link,
  children: list,
});

/** An item with all its comments: https://hn.algolia.com/api */
export const hackerNewsItem = responseExtractor('Hacker News', Item, (item, items) => {
  const isComment = item.type === 'comment';
  const read = items(isComment ? [item] : item.children, Item, ({ children }) => children);
  return {
    comments: read.map(({ node, parent }) => ({
      id: node.id,
      parent: parent?.id ?? null,
      author: node.author,
      ...htmlField(node.text),
      dateCreated: node.created_at,
      fromReader: node.type === 'comment',
    })),
    opening: isComment || item.text === '' ? null : htmlText(item.text),
    article: isComment ? {} : about(item.title, ADDRESS + item.id),
  };
});

const Hit = z.object({
  objectID: id,
  parent_id: link,
  story_id: link,
  author: name,
  comment_text: z.string(),
  created_at: time,
});

/** The response to a search for comments: https://hn.algolia.com/api */
export const hackerNewsSearch = responseExtractor(
  'Hacker News',
  z.object({ hits: list, nbHits: count }),
  ({ hits, nbHits }, items) => ({
    comments: items(hits, Hit).map(({ node }) => ({
      id: node.objectID,
      parent: node.parent_id,
      author: node.author,
      ...htmlField(node.comment_text),
      dateCreated: node.created_at,
    })),
    article: { claimedCount: nbHits },
  }),
);

const FirebaseItem = z
  .object({
    id,
    type: z.enum(['comment', 'story', 'poll', 'job', 'pollopt']),
    time,
    by: name,
    parent: link,
    title: name,
    text: text,
    descendants: count,
    kids: z._default(z.array(z.unknown()), []),
    deleted: flag,
    dead: flag,
  })
  .check(z.refine(({ by, time, deleted }) => deleted || (by !== null && time !== null), 'nobody at no time'));

/** Items one by one, as `/v0/item/ID.json` gives them: https://github.com/HackerNews/API */
export const hackerNewsFirebase = responseExtractor('Hacker News', list, (list, items) => {
  const read = items(list, FirebaseItem).map(({ node }) => node);
  const comments = read.filter(({ type }) => type === 'comment');
  const story = read.find(({ type }) => type !== 'comment');
  const known = new Set(read.map((item) => item.id));
  const absent = read.flatMap(({ kids }) => kids).filter((kid) => !known.has(String(kid))).length;
  return {
    comments: comments.map((item) => ({
      id: item.id,
      parent: item.parent,
      author: item.by,
      ...htmlField(item.text),
      dateCreated: item.time,
      fromReader: !item.deleted && !item.dead,
    })),
    ...(story !== undefined && {
      opening: htmlText(story.text) || null,
      article: { ...about(story.title, ADDRESS + story.id), claimedCount: story.descendants },
    }),
    elsewhere: [
      absent > 0 && `${absent} replies that \`kids\` names are not among the items: ask /v0/item/ID.json for each`,
    ],
  };
});
