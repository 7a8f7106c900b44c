import { platformExtractor } from '../engine/index.ts';

/** phpBB 3, prosilver: phpBB/styles/prosilver/template/viewtopic_body.html. The first post of a topic is no comment. */
export const phpbb = platformExtractor({
  name: 'phpBB',
  detect: [['.postbody'], ['.postprofile', '.author']],
  item: '.post[id^="p"]:has(.postbody)',
  opening: { firstOn: '.pagination .active, .pagination strong' },
  id: { from: '@id', pattern: /^p(\d+)$/ },
  author: [
    '.postprofile .username, .postprofile .username-coloured',
    '.author .username, .author .username-coloured',
    '.author strong',
  ],
  time: ['.author time @datetime', '.author'],
  text: '.postbody .content',
  drop: '.notice, .codebox > p, .attachbox',
});
