import { platformExtractor } from '../engine/index.ts';

/**
 * HyperKitty, the archive of Mailman 3: hyperkitty/templates/hyperkitty/messages/message.html. A page for browsers with
 * scripts holds the first mail alone, which is the topic; `?noscript` has them all.
 */
export const hyperkitty = platformExtractor({
  name: 'HyperKitty',
  detect: [['.email-header'], ['.email-body']],
  item: '.email-first, .odd:has(> .email), .even:has(> .email)',
  opening: { post: '.email-first' },
  id: { from: '.email-header @id', pattern: /^(\S+)$/ },
  level: { from: '@class', pattern: /(?:^|\s)reply-level-(\d+)/, otherwise: 0 },
  author: ['.email-author .name, h2.name'],
  time: ['.email-date .time span @title'],
  text: '.email-body',
  drop: '.quoted-switch, .attachments',
  quote: '.quoted-text',
  more: '.replies noscript a',
});
