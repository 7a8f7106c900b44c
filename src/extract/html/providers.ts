import {
  attribute,
  type Document,
  type Element,
  first,
  rawText,
  type Selector,
  select,
  selector,
} from '../dom/elements.ts';
import { visibleText } from '../dom/visible.ts';
import type { Provider } from '../extractor.ts';
import type { ElementTree } from './element-tree.ts';

interface KnownProvider extends Omit<Provider, 'drawn'> {
  /** Elements that its script fills. */
  readonly elements: Selector;
  /** The simple selectors that `elements` starts with, to look up first. */
  readonly detect: readonly string[];
  /** Stretches of the address or the source of its script. */
  readonly scripts: readonly string[];
}

const THREAD = 'the page as a browser shows it, comments loaded';

/** Services that draw comments by a script or in a frame, so that the page itself holds an empty element. */
const PROVIDERS: readonly KnownProvider[] = [
  provider(
    'Disqus',
    '#disqus_thread, .disqus-thread, disqus-comments',
    ['.disqus.com/embed.js', 'disqus_shortname'],
    'the answer of disqus.com/api/3.0/threads/listPosts.json',
  ),
  provider(
    'Coral',
    '#coral_thread, #coral-thread, .coral-talk, [data-coral-host-url], #coral_talk_stream',
    ['Coral.createStreamEmbed', 'Coral.Talk.render', '.coral.coralproject.net'],
    'the answer of its GraphQL, or the page as a browser shows it',
  ),
  provider(
    'Facebook',
    '.fb-comments, .fb\\:comments, fb\\:comments, iframe[src*="facebook.com/plugins/feedback.php"], iframe[src*="facebook.com/plugins/comments.php"]',
  ),
  provider(
    'Discourse',
    '#discourse-comments, iframe#discourse-embed-frame',
    ['DiscourseEmbed'],
    'the page of the Discourse topic',
  ),
  provider('Hyvor Talk', 'hyvor-talk-comments, #hyvor-talk-view', ['talk.hyvor.com/']),
  provider('OpenWeb', '[data-spotim-module], [data-spot-im-class], #spotim-conversation', ['launcher.spot.im/spot/']),
  provider('Viafoura', 'vf-conversations, #vf-conversations, .viafoura', ['cdn.viafoura.net/entry/']),
  provider('Vuukle', '#vuukle-comments, .vuukle-comments', ['cdn.vuukle.com/platform.js']),
  provider('Insticator', '#insticator-commenting', ['InsticatorCommenting']),
  provider('Commento', '#commento, commento-comments', ['cdn.commento.io/js/commento.js', '/js/commento.js']),
  provider('Comentario', 'comentario-comments', ['/comentario.js']),
  provider('Isso', '#isso-thread, [data-isso]'),
  provider('Remark42', '#remark42', ['remark_config']),
  provider('giscus', '.giscus, giscus-widget, iframe.giscus-frame', ['giscus.app/client.js'], 'the GitHub discussion'),
  provider('utterances', '.utterances', ['utteranc.es/client.js'], 'the GitHub issue'),
  provider('Cusdis', '#cusdis_thread', ['cusdis.com/js/cusdis']),
  provider('Waline', '#waline', ['Waline.init']),
  provider('Twikoo', '#tcomment, #twikoo', ['twikoo.init']),
  provider('Livefyre', '#livefyre-comments, .livefyre', ['livefyre.com/Livefyre.js', '.fyre.co']),
  provider('IntenseDebate', '#idc-container', ['intensedebate.com/js/']),
  provider('GraphComment', '#graphcomment', ['graphcomment.com/js/']),
  provider('Muut', '.muut, #muut', ['cdn.muut.com/']),
  provider('Gigya', '#gigya-comments', ['gigya.comments.showCommentsUI']),
  provider('Ghost', '#ghost-comments-root, [data-ghost-comments]'),
  provider('VK', '#vk_comments', ['VK.Widgets.Comments']),
  provider('YouTube', 'ytd-comments', [], 'the answer of googleapis.com/youtube/v3/commentThreads'),
  provider(
    'The New York Times',
    '#comments-speech-bubble-top, .nyt-comments',
    ['/svc/community/V3/requestHandler'],
    'the answer of /svc/community/V3/requestHandler',
  ),
  provider(
    'The Guardian',
    '#discussion-container, gu-island[name="DiscussionWeb"]',
    ['discussion.theguardian.com/discussion-api'],
    'the answer of discussion.theguardian.com/discussion-api',
  ),
  provider('BBC', '#comp-comments, .bbc-comments', ['/modules/comments/ajax/comments/']),
  provider('Daily Mail', '#reader-comments, .reader-comments', ['/reader-comments/p/asset/readcomments/']),
];

function provider(
  name: string,
  elements: string,
  scripts: readonly string[] = [],
  instead: string = THREAD,
): KnownProvider {
  const parts = elements.split(', ');
  const detect = parts.map((part) =>
    /^[.#]?[\w:-]+|^\[[\w-]+/.exec(part.replaceAll('\\', ''))![0].replace(/^\[.*/, '$&]'),
  );
  return { name, elements: selector(elements), detect, scripts, instead };
}

/** Says whether the script of some provider fills an element. */
export function isProviders(element: Element): boolean {
  return PROVIDERS.some(({ elements }) => elements(element));
}

const scripts = selector('script');

/** Returns the first provider that an element or a script of the page belongs to, or null. */
export function providerOf(document: Document, { selectors }: ElementTree): Provider | null {
  const candidates = PROVIDERS.filter(({ detect }) => detect.some((css) => selectors.has(css)));
  for (const { name, instead, elements } of candidates) {
    const element = first(elements, document);
    if (element !== null) return { name, instead, drawn: visibleText(element).length };
  }
  const sources = select(scripts, document).map((script) => attribute(script, 'src') ?? rawText(script));
  const provider = PROVIDERS.find((p) => p.scripts.some((part) => sources.some((text) => text.includes(part))));
  return provider === undefined ? null : { name: provider.name, instead: provider.instead, drawn: 0 };
}
