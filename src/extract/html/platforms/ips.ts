import { platformExtractor } from '../engine/index.ts';

/** Invision Community 4: topics start with a post, articles do not. */
export const ips = platformExtractor({
  name: 'Invision Community',
  detect: [['.ipsComment'], ['[data-role]', '.ipsComment_content']],
  item: 'article.ipsComment[id^="elComment_"], article[id^="elComment_"]',
  opening: { post: 'html:not(:has(link[rel="prev"])) #elPostFeed article:first-of-type', of: '#elPostFeed' },
  id: { from: '@id', pattern: /^elComment_(\d+)$/ },
  author: [
    '.cAuthorPane_author a',
    '.cAuthorPane_author',
    '.ipsComment_author h3',
    '[data-quotedata] .ipsUsername',
    '.ipsComment_author',
  ],
  time: ['.ipsComment_meta time @datetime', 'time @datetime'],
  text: '[data-role="commentContent"]',
  drop: '.ipsItemControls, .ipsComment_controls, .ipsEmbedded_headerArea',
  quote: '.ipsQuote',
  upvotes: '.ipsReact_reactCount',
});
