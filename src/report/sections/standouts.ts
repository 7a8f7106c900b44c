import type { Analysis, ClassifiedComment } from '../../schemas.ts';
import { isToxic } from '../../summary.ts';
import { anchor, excerpt, percent } from '../html/format.ts';
import { html, type Markup, NOTHING } from '../html/markup.ts';
import { untrustedExcerpt, untrustedText } from '../html/untrusted.ts';

const MAX_QUOTE_LENGTH = 140;

/** Returns the comments to read first, each a link into the thread; nothing where no comment stands out. */
export function standoutsSection({ summary, comments }: Analysis): Markup {
  const byId = new Map(comments.map((entry) => [entry.comment.id, entry]));
  const { mostDisputed, mostAgreed } = summary;
  const mostToxic = comments
    .filter(isToxic)
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
<blockquote dir="auto">${untrustedText(excerpt(text, MAX_QUOTE_LENGTH))}</blockquote>
<p class="small soft"><a href="#${anchor(id)}"><bdi>${untrustedExcerpt(author ?? 'Anonymous')}</bdi></a> · ${figure}</p></div>`;
}
