import { platformExtractor } from '../engine/index.ts';

/**
 * Fossil's forum: src/forum.c. A post's number has its version behind the dot, and the number that a reply answers may be of
 * an older one. The first post is the topic; a deleted one has no body.
 */
export const fossil = platformExtractor({
  name: 'Fossil',
  detect: [['.forumTime'], ['.forumPostHdr', '.forumPostBody']],
  item: '.forumTime[id^="forum"]',
  notFromReader: '.forumTime:not(:has(.forumPostBody))',
  opening: { post: '.forumTime:has(> h1)' },
  id: { from: '.forumPostHdr', pattern: /^\((\d+)/ },
  parent: { from: '.forumPostHdr', pattern: / in reply to (\d+)/ },
  author: [{ from: '.forumPostHdr', pattern: /^\S+ By (.+?) on \d{4}-\d\d-\d\d / }],
  time: [{ from: '.forumPostHdr', pattern: / on (\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?)/ }],
  text: '.forumPostBody',
});
