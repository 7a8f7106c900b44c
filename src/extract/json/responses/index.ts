import type { Extractor } from '../../extractor.ts';
import { artalkResponse, artransExport } from './artalk.ts';
import { blueskyPosts, blueskyThread, blueskyThreadV2 } from './bluesky.ts';
import { commentoExport } from './commento.ts';
import { coralResponse } from './coral.ts';
import { discordExport, discordMessages } from './discord.ts';
import { discourseNested, discoursePosts, discourseResponse } from './discourse.ts';
import { disqusResponse } from './disqus.ts';
import { facebookDownload, facebookGraph, instagramDownload } from './facebook.ts';
import { flarumResponse } from './flarum.ts';
import { ghostResponse } from './ghost.ts';
import { githubComments, githubTopic } from './github.ts';
import { guardianResponse } from './guardian.ts';
import { hackerNewsFirebase, hackerNewsItem, hackerNewsSearch } from './hacker-news.ts';
import { hyperkittyEmails, hyperkittyReplies } from './hyperkitty.ts';
import { hypothesisSearch } from './hypothesis.ts';
import { issoLatest, issoResponse } from './isso.ts';
import { lemmyResponse } from './lemmy.ts';
import { lobstersStory } from './lobsters.ts';
import { mastodonContext } from './mastodon.ts';
import { mediawikiThreads } from './mediawiki.ts';
import { nodebbTopic } from './nodebb.ts';
import { nytResponse } from './nyt.ts';
import { openwebConversation } from './openweb.ts';
import { redditObjects, redditResponse } from './reddit.ts';
import { remark42Response } from './remark42.ts';
import { stackExchangeResponse } from './stack-exchange.ts';
import { substackResponse } from './substack.ts';
import { telegramExport } from './telegram.ts';
import { twikooResponse } from './twikoo.ts';
import { viafouraContents } from './viafoura.ts';
import { walineResponse } from './waline.ts';
import { wordpressResponse } from './wordpress.ts';
import { wordpressComResponse } from './wordpress-com.ts';
import { xSearch } from './x.ts';
import { youtubeResponse, ytdlpInfo } from './youtube.ts';

/** Saved responses of platforms' APIs, and their exports in JSON. Each names fields that no other has, so their order does not matter. */
export const responses: readonly Extractor<unknown>[] = [
  // An object, and what its fields are called.
  disqusResponse,
  coralResponse,
  redditResponse,
  hackerNewsItem,
  hackerNewsSearch,
  discourseResponse,
  discourseNested,
  nytResponse,
  guardianResponse,
  issoResponse,
  mastodonContext,
  blueskyThread,
  blueskyThreadV2,
  nodebbTopic,
  flarumResponse,
  lobstersStory,
  stackExchangeResponse,
  wordpressComResponse,
  githubTopic,
  openwebConversation,
  viafouraContents,
  telegramExport,
  discordExport,
  facebookGraph,
  hypothesisSearch,
  hyperkittyReplies,
  mediawikiThreads,
  walineResponse,
  xSearch,
  youtubeResponse,
  // Comments in `comments`, `items` or `data`, told apart by the fields of each.
  ytdlpInfo,
  ghostResponse,
  artalkResponse,
  remark42Response,
  lemmyResponse,
  commentoExport,
  substackResponse,
  // Comments in a list, perhaps with an object around it.
  twikooResponse,
  wordpressResponse,
  issoLatest,
  githubComments,
  hackerNewsFirebase,
  blueskyPosts,
  discoursePosts,
  redditObjects,
  artransExport,
  discordMessages,
  hyperkittyEmails,
  facebookDownload,
  instagramDownload,
];
