import type { Extractor } from '../../extractor.ts';
import { coralAnswer } from './coral.ts';
import { discourseAnswer } from './discourse.ts';
import { disqusAnswer } from './disqus.ts';
import { guardianAnswer } from './guardian.ts';
import { hackerNewsItem, hackerNewsSearch } from './hacker-news.ts';
import { lemmyAnswer } from './lemmy.ts';
import { nytAnswer } from './nyt.ts';
import { redditAnswer } from './reddit.ts';
import { substackAnswer } from './substack.ts';
import { wordpressAnswer } from './wordpress.ts';
import { youtubeAnswer } from './youtube.ts';

/** Forms of saved answers; each is so particular that their order does not matter. */
export const answers: readonly Extractor<unknown>[] = [
  wordpressAnswer,
  disqusAnswer,
  coralAnswer,
  redditAnswer,
  hackerNewsItem,
  hackerNewsSearch,
  discourseAnswer,
  lemmyAnswer,
  youtubeAnswer,
  nytAnswer,
  guardianAnswer,
  substackAnswer,
];
