import * as z from 'zod/mini';
import type { Element } from '../../dom/elements.ts';
import { attribute } from '../../dom/elements.ts';
import { htmlMarkedText } from '../../dom/visible.ts';
import { htmlField, id, list, name, replies, text, time } from './fields.ts';
import { responseExtractor } from './response.ts';

const ThreadItem = z.object({
  type: z.enum(['heading', 'comment']),
  id,
  author: name,
  /** What the signature shows, where that is not the user's name. */
  displayName: name,
  timestamp: time,
  html: text,
  replies,
});

/** https://www.mediawiki.org/wiki/Extension:DiscussionTools: `action=discussiontoolspageinfo&prop=threaditemshtml`. */
export const mediawikiThreads = responseExtractor(
  'MediaWiki',
  z.object({ discussiontoolspageinfo: z.object({ threaditemshtml: list }) }),
  ({ discussiontoolspageinfo: { threaditemshtml } }, items) => {
    // A heading below another stands twice: among the replies of that, and at the top.
    const seen = new Set<string>();
    return {
      comments: items(threaditemshtml, ThreadItem, (item) => item.replies)
        .filter(({ node }) => node.type === 'comment' && !seen.has(node.id) && seen.add(node.id))
        .map(({ node, parent }) => ({
          id: node.id,
          parent: parent?.type === 'comment' ? parent.id : null,
          author: node.displayName ?? node.author,
          ...unsigned(node.html, node.author ?? ''),
          dateCreated: node.timestamp,
        })),
    };
  },
);

/** Returns the text up to the signature, which begins with the last line's first link to whoever wrote it. */
function unsigned(html: string, author: string): ReturnType<typeof htmlField> {
  const { text, quotes = [] } = htmlField(html);
  const links = htmlMarkedText(html, (element) => leadsTo(element, author)).ranges;
  const line = text.lastIndexOf('\n') + 1;
  const signature = links.find(({ start }) => start >= line) ?? links.at(-1);
  if (signature === undefined) return { text, quotes };
  const kept = text
    .slice(0, signature.start)
    .replace(/(?<![\s\-~\u2010-\u2015\u2043\u2060])[\s\-~\u2010-\u2015\u2043\u2060]+$/u, '');
  return { text: kept, quotes: quotes.filter(({ end }) => end <= kept.length) };
}

/** Says whether an element is a link to a user's page, talk or contributions, whatever the wiki calls these. */
function leadsTo(element: Element, author: string): boolean {
  const href = element.name === 'a' ? attribute(element, 'href') : null;
  if (href == null) return false;
  const page = href.replace(/[?#].*$/s, '').replace(/^.*[:/](?=[^:/]*$)/s, '');
  return (
    sameTitle(decoded(page), author) || sameTitle(decoded(/[?&]title=[^&]*[:/]([^&]+)/.exec(href)?.[1] ?? ''), author)
  );
}

function sameTitle(a: string, b: string): boolean {
  return a.replaceAll('_', ' ') === b.replaceAll('_', ' ');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
