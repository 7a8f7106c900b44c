import type { Comment, Thread } from '../schemas.ts';

/** Returns a thread of which nothing is known but texts: the parent, where there is one, then the texts that answer it. */
export function bareThread(texts: readonly string[], parent: string | undefined): Thread {
  const above = parent === undefined ? [] : [bareComment('parent', null, parent)];
  const parentId = above[0]?.id ?? null;
  return {
    headline: null,
    lead: null,
    url: null,
    language: null,
    source: { kind: 'json', platform: null },
    claimedCount: null,
    comments: [...above, ...texts.map((text, i) => bareComment(`${i}`, parentId, text))],
    warnings: [],
  };
}

/** Returns a comment of which nothing is known but its text, and what it answers. */
export const bareComment = (id: string, parentId: string | null, text: string): Comment => ({
  id,
  parentId,
  depth: parentId === null ? 0 : 1,
  author: null,
  text,
  quotes: [],
  dateCreated: null,
  upvoteCount: null,
  downvoteCount: null,
});
