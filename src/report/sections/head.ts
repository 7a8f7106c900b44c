import type { Analysis } from '../../schemas.ts';
import { excerpt, percent, plural } from '../html/format.ts';
import { html, type Markup } from '../html/markup.ts';
import { untrustedExcerpt, untrustedText } from '../html/untrusted.ts';

const MAX_HEADLINE_LENGTH = 300;
const MAX_URL_LENGTH = 80;

/** Returns the head of the report: which page was read, how much of it, and the whole of it in a sentence. */
export function headSection({ thread, summary }: Analysis): Markup {
  const { headline, source, url, claimedCount } = thread;
  const read =
    claimedCount === null || claimedCount === summary.comments
      ? plural(summary.comments, 'comment')
      : `${summary.comments.toLocaleString('en')} of ${claimedCount.toLocaleString('en')} comments`;
  return html`<header class="top"><p class="eyebrow">Reader comments</p>
<h1 dir="auto">${headline === null ? 'A page without a headline' : untrustedExcerpt(headline, MAX_HEADLINE_LENGTH)}</h1>
<p class="soft">${read} read · ${source.platform ?? 'platform unknown'}, ${source.kind}${url !== null && html` · ${link(url)}`}</p>
<p class="lede">${oneSentence(summary)}</p></header>`;
}

function oneSentence({ comments, toxic, toxicShare, stances }: Analysis['summary']): string {
  if (comments === 0) return 'No comment could be read.';
  const toxicity =
    toxic === 0
      ? 'No comment is toxic'
      : `${toxic} of ${plural(comments, 'comment')} ${toxic === 1 ? 'is' : 'are'} toxic (${percent(toxicShare ?? 0)})`;
  const first = stances[0];
  if (first === undefined || first.disagree === 0) return `${toxicity}.`;
  return `${toxicity}. Of ${first.disagree} that clearly ${first.disagree === 1 ? 'disagrees' : 'disagree'}, ${first.disagreeCivil} ${first.disagreeCivil === 1 ? 'does' : 'do'} so civilly.`;
}

/** Only web addresses become links; any other is shown as text, since it could be a script. */
function link(url: string): Markup {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return html`<bdi>${untrustedExcerpt(url)}</bdi>`;
  return html`<a href="${parsed.href}" rel="noopener noreferrer"><bdi>${untrustedText(excerpt(parsed.host + parsed.pathname, MAX_URL_LENGTH))}</bdi></a>`;
}
