import type { Analysis } from '../schemas.ts';
import { type HtmlDocument, htmlDocument } from './html/document.ts';
import { excerpt } from './html/format.ts';
import { html } from './html/markup.ts';
import { untrustedLine } from './html/untrusted.ts';
import { SCRIPT } from './script.text.ts';
import { headSection } from './sections/head.ts';
import { footSection, NOTES, unreadSection } from './sections/notes.ts';
import { standoutsSection } from './sections/standouts.ts';
import { targetsSection } from './sections/targets.ts';
import { threadSection } from './sections/thread.ts';
import { STYLE } from './style.ts';

const MAX_TITLE_LENGTH = 120;

/** Returns an analysis as one HTML page, with its content security policy. */
export function reportDocument(analysis: Analysis): Promise<HtmlDocument> {
  const headline = untrustedLine(excerpt(analysis.thread.headline ?? 'Reader comments', MAX_TITLE_LENGTH));
  return htmlDocument({
    title: `${headline} · reader comments`,
    style: STYLE,
    script: SCRIPT,
    body: html`<a class="skip" href="#thread">Skip to the comments</a>
${headSection(analysis)}
<main>
${targetsSection(analysis)}
${standoutsSection(analysis)}
${unreadSection(analysis)}
${threadSection(analysis)}
${NOTES}
</main>
${footSection(analysis)}`,
  });
}
