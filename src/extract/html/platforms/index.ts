import type { Extractor } from '../../extractor.ts';
import type { HtmlPage } from '../html-page.ts';
import { artalk } from './artalk.ts';
import { blogger, oldBlogger } from './blogger.ts';
import { commento } from './commento.ts';
import { coral } from './coral.ts';
import { discourse } from './discourse.ts';
import { discourseEmbed } from './discourse-embed.ts';
import { disqus } from './disqus.ts';
import { drupal } from './drupal.ts';
import { drupal7 } from './drupal7.ts';
import { fossil } from './fossil.ts';
import { ghost } from './ghost.ts';
import { giscus } from './giscus.ts';
import { guardian } from './guardian.ts';
import { hackerNews } from './hacker-news.ts';
import { hyperkitty } from './hyperkitty.ts';
import { insticator } from './insticator.ts';
import { ips } from './ips.ts';
import { isso } from './isso.ts';
import { jcomments } from './jcomments.ts';
import { lemmy } from './lemmy.ts';
import { lobsters } from './lobsters.ts';
import { mediawiki } from './mediawiki.ts';
import { mybb } from './mybb.ts';
import { nodebb } from './nodebb.ts';
import { oldReddit } from './old-reddit.ts';
import { openweb } from './openweb.ts';
import { phpbb } from './phpbb.ts';
import { phpbb2 } from './phpbb2.ts';
import { reddit2018 } from './reddit-2018.ts';
import { remark42 } from './remark42.ts';
import { shreddit } from './shreddit.ts';
import { slashdot } from './slashdot.ts';
import { smf } from './smf.ts';
import { spip } from './spip.ts';
import { stackExchange } from './stack-exchange.ts';
import { substack } from './substack.ts';
import { trac } from './trac.ts';
import { twikoo } from './twikoo.ts';
import { utterances } from './utterances.ts';
import { vanilla } from './vanilla.ts';
import { vbulletin3 } from './vbulletin3.ts';
import { vbulletin4 } from './vbulletin4.ts';
import { viafoura } from './viafoura.ts';
import { waline } from './waline.ts';
import { oldWordpress, wordpress } from './wordpress.ts';
import { wordpressAdmin } from './wordpress-admin.ts';
import { wpdiscuz } from './wpdiscuz.ts';
import { xenforo } from './xenforo.ts';
import { youtube } from './youtube.ts';

/** One line per platform. A plugin stands before the system whose classes it keeps. */
export const platforms: readonly Extractor<HtmlPage>[] = [
  wpdiscuz,
  disqus,
  wordpressAdmin,
  wordpress,
  oldWordpress,
  blogger,
  oldBlogger,
  substack,
  oldReddit,
  reddit2018,
  shreddit,
  hackerNews,
  lemmy,
  lobsters,
  slashdot,
  discourse,
  discourseEmbed,
  stackExchange,
  phpbb,
  phpbb2,
  smf,
  mybb,
  vbulletin3,
  vbulletin4,
  xenforo,
  ips,
  nodebb,
  vanilla,
  drupal,
  drupal7,
  jcomments,
  spip,
  guardian,
  youtube,
  coral,
  openweb,
  viafoura,
  insticator,
  commento,
  isso,
  remark42,
  giscus,
  utterances,
  ghost,
  waline,
  twikoo,
  artalk,
  fossil,
  trac,
  hyperkitty,
  mediawiki,
];
