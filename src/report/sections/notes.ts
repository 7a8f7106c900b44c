import type { Analysis } from '../../schemas.ts';
import { html, type Markup, NOTHING } from '../html/markup.ts';
import { untrustedText } from '../html/untrusted.ts';

/** Returns what could not be read, from the thread's warnings; nothing without any. */
export function unreadSection({ thread }: Analysis): Markup {
  if (thread.warnings.length === 0) return NOTHING;
  const items = thread.warnings.map(({ message }) => html`<li>${untrustedText(message)}</li>`);
  return html`<section aria-labelledby="unread"><h2 id="unread">What was not read</h2><ul class="card unread">${items}</ul></section>`;
}

/** What the words and figures of the report mean, and how far to trust them. */
export const NOTES: Markup = html`<section><details><summary>How to read this</summary><dl>
<dt>Stance</dt><dd>Where a comment that speaks about the target stands: in favor or against. A judgement of the text, not of the person.</dd>
<dt>Not about it</dt><dd>The comment says nothing about the target, or takes no side. It counts among neither those in favor nor those against.</dd>
<dt>Words of a side</dt><dd>Words that more comments of one side use than the difference in numbers and chance explain (log-odds with a prior, Monroe et al. 2008; 1.96 standard deviations and three comments at least).</dd>
<dt>Agrees, disagrees</dt><dd>Where a reply stands towards the comment it answers, which says nothing of the target.</dd>
<dt>Toxicity</dt><dd>The probability that readers would call the comment rude, disrespectful or unreasonable. A comment counts as toxic where one of six attributes reaches the model’s threshold, and as civil where none does.</dd>
<dt>Unsure</dt><dd>On comments held out from training, answers like this one are little better than a guess. They are shown, and left out of shares.</dd>
<dt>Marked words</dt><dd>The words that spoke most for the answer. They explain the model, not the truth: sarcasm and quotation are often taken at their words.</dd>
<dt>What it is for</dt><dd>Finding what to read first. A person decides.</dd>
</dl></details></section>`;

/** Returns the foot of the report: the model that judged, by version and hash. */
export function footSection({ model }: Analysis): Markup {
  return html`<footer class="end small soft"><p>Made by below-the-line with model ${model.version}, sha256 <code>${model.sha256}</code></p>
<p>This file asks nothing of any network. <span class="keys" hidden>In the thread, <kbd>j</kbd> and <kbd>k</kbd> step from comment to comment.</span></p></footer>`;
}
