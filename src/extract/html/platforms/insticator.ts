import { platformExtractor } from '../engine/index.ts';

/** Insticator, as a browser shows it: class names end in a hash. */
export const insticator = platformExtractor({
  name: 'Insticator',
  detect: [['#insticator-commenting'], 'item'],
  item: '#insticator-commenting [class*="CommentItem__"], #insticator-commenting [class*="Comment__Container"]',
  author: ['[class*="CommentHeader__UserName"]'],
  time: ['[class*="CommentHeader__Time"], [class*="CommentHeader__Date"]'],
  text: '[class*="CommentText__"]',
});
