import type { Extractor } from '../../extractor.ts';
import { coralResponse } from './coral.ts';
import { discourseResponse } from './discourse.ts';
import { disqusResponse } from './disqus.ts';
import { guardianResponse } from './guardian.ts';
import { hackerNewsItem, hackerNewsSearch } from './hacker-news.ts';
import { lemmyResponse } from './lemmy.ts';
import { nytResponse } from './nyt.ts';
import { redditResponse } from './reddit.ts';
import { substackResponse } from './substack.ts';
import { wordpressResponse } from './wordpress.ts';
import { youtubeResponse } from './youtube.ts';

/** Saved responses of platforms' APIs; each form is so particular that their order does not matter. */
export const responses: readonly Extractor<unknown>[] = [
  wordpressResponse,
  disqusResponse,
  coralResponse,
  redditResponse,
  hackerNewsItem,
  hackerNewsSearch,
  discourseResponse,
  lemmyResponse,
  youtubeResponse,
  nytResponse,
  guardianResponse,
  substackResponse,
];
