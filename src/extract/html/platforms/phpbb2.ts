import { platformExtractor } from '../engine/index.ts';

/** phpBB 2: a row of a table for each post. */
export const phpbb2 = platformExtractor({
  name: 'phpBB',
  detect: [['.forumline'], ['.postbody', '.postdetails']],
  item: 'table.forumline tr:has(> td > .name)',
  id: { from: 'a[name] @name', pattern: /^(\d+)$/ },
  author: ['.name'],
  time: ['td table .postdetails'],
  text: '.postbody',
});
