import type { Analysis, ClassifiedComment } from '../schemas.ts';
import {
  anchor,
  excerpt,
  html,
  type Markup,
  NOTHING,
  percent,
  plural,
  strangersName,
  strangersText,
} from './markup.ts';

const LONGEST_QUOTE = 140;
const LONGEST_HEADLINE = 300;

/** What page this is, and the whole of it in a sentence. */
export function headSection({ thread, summary }: Analysis): Markup {
  const { headline, source, url, claimedCount } = thread;
  const read =
    claimedCount === null || claimedCount === summary.comments
      ? plural(summary.comments, 'comment')
      : `${summary.comments.toLocaleString('en')} of ${claimedCount.toLocaleString('en')} comments`;
  return html`<header class="top"><p class="eyebrow">Reader comments</p>
<h1 dir="auto">${headline === null ? 'A page without a headline' : strangersName(headline, LONGEST_HEADLINE)}</h1>
<p class="soft">${read} read · ${source.platform ?? 'platform unknown'}, ${source.kind}${url !== null && html` · ${link(url)}`}</p>
<p class="lede">${inASentence(summary)}</p></header>`;
}

function inASentence({ comments, toxic, toxicShare, stances }: Analysis['summary']): string {
  if (comments === 0) return 'No comment could be read.';
  const toxicity =
    toxic === 0
      ? 'No comment is toxic'
      : `${toxic} of ${plural(comments, 'comment')} ${toxic === 1 ? 'is' : 'are'} toxic (${percent(toxicShare ?? 0)})`;
  const first = stances[0];
  if (first === undefined || first.disagree === 0) return `${toxicity}.`;
  return `${toxicity}. Of ${first.disagree} that clearly ${first.disagree === 1 ? 'disagrees' : 'disagree'}, ${first.disagreeCivil} ${first.disagreeCivil === 1 ? 'does' : 'do'} so civilly.`;
}

/** Only web addresses are linked; of any other the text is shown. */
function link(url: string): Markup {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return html`<bdi>${strangersName(url)}</bdi>`;
  return html`<a href="${parsed.href}" rel="noopener noreferrer"><bdi>${strangersText(excerpt(parsed.host + parsed.pathname, 80))}</bdi></a>`;
}

/** The comments to read first, each a link into the thread. */
export function standoutsSection({ summary, comments }: Analysis): Markup {
  const byId = new Map(comments.map((entry) => [entry.comment.id, entry]));
  const { mostDisputed, mostAgreed } = summary;
  const mostToxic = comments
    .filter(({ toxicity }) => toxicity.labels.length > 0)
    .reduce<ClassifiedComment | null>((most, entry) => (score(entry) > score(most) ? entry : most), null);
  const cards = [
    mostDisputed !== null &&
      card(
        'Most disputed',
        byId.get(mostDisputed.id),
        `disagreeing replies: ${mostDisputed.disagree} of ${mostDisputed.replies}`,
      ),
    mostAgreed !== null &&
      card(
        'Most agreed with',
        byId.get(mostAgreed.id),
        `agreeing replies: ${mostAgreed.agree} of ${mostAgreed.replies}`,
      ),
    mostToxic !== null && card('Most toxic', mostToxic, `toxicity ${percent(score(mostToxic))}`),
  ].filter((entry) => entry !== false && entry !== null);
  if (cards.length === 0) return NOTHING;
  return html`<section aria-labelledby="first"><h2 id="first">Read these first</h2><div class="standouts">${cards}</div></section>`;
}

const score = (entry: ClassifiedComment | null): number => entry?.toxicity.scores.toxicity ?? -1;

function card(title: string, entry: ClassifiedComment | undefined, figure: string): Markup | null {
  if (entry === undefined) return null;
  const { id, author, text } = entry.comment;
  return html`<div class="card"><p class="eyebrow">${title}</p>
<blockquote dir="auto">${strangersText(excerpt(text, LONGEST_QUOTE))}</blockquote>
<p class="small soft"><a href="#${anchor(id)}"><bdi>${strangersName(author ?? 'Anonymous')}</bdi></a> · ${figure}</p></div>`;
}
