import { platformExtractor } from '../engine/index.ts';

/** OpenWeb (Spot.IM), as a browser shows it. */
export const openweb = platformExtractor({
  name: 'OpenWeb',
  detect: [['[data-spot-im-class]'], ['.components-MessageLayout-index__message-view']],
  item: '.components-MessageLayout-index__message-view',
  author: ['[data-spot-im-class="message-username"]'],
  time: ['[data-spot-im-class="message-timestamp"]'],
  text: '[data-spot-im-class="message-text"]',
  level: { from: '@class', pattern: /(?:^|\s)level-(\d+)/ },
});
