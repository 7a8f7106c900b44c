import { first, selector } from '../../dom/elements.ts';
import type { Extractor } from '../../extractor.ts';
import type { HtmlPage } from '../html-page.ts';
import { NUMBERED_ID, vocabularyExtractor } from './vocabulary.ts';

const { name, read } = vocabularyExtractor({
  name: 'reviews in microdata',
  detect: ['[itemscope]'],
  item: [
    '[itemprop~="review"][itemscope]',
    '[itemprop~="reviews"][itemscope]',
    '[itemtype$="/Review" i]',
    '[itemtype$="/UserReview" i]',
  ].join(),
  id: NUMBERED_ID,
  author: [
    '[itemprop~="author"] [itemprop~="name"], [itemprop~="creator"] [itemprop~="name"]',
    '[itemprop~="author"], [itemprop~="creator"]',
  ],
  time: ['[itemprop~="dateCreated"], [itemprop~="datePublished"]', 'time[datetime]'],
  text: '[itemprop~="reviewBody"], [itemprop~="description"]',
  head: '[itemprop~="author"], [itemprop~="creator"]',
});
const ofSomething = selector('[itemprop~="review"], [itemprop~="reviews"], [itemtype$="/UserReview" i]');

/** What readers say of a product or a place. A single review that is of nothing on the page is the article itself. */
export const reviews: Extractor<HtmlPage> = {
  name,
  read: (page) => {
    const result = read(page);
    if (typeof result === 'string') return result;
    const isArticle = result.comments.length === 1 && first(ofSomething, page.document) === null;
    return isArticle ? 'the one review is the article' : result;
  },
};
